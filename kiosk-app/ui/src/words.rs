//! The fixed labels of the frame.

use crate::generated::FrameWords;

/// The labels, in Chinese.
pub(crate) fn frame() -> FrameWords {
    FrameWords {
        emblem: "医".into(),
        call_staff: "呼叫工作人员".into(),
        cancel_call: "取消呼叫".into(),
        staff_called: "正在呼叫工作人员，请在这里等".into(),
        end_visit: "结束办理".into(),
        high_contrast: "高对比".into(),
        normal_contrast: "普通显示".into(),
    }
}
