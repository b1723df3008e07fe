//! The fixed labels of the frame, which come with no view.

use kiosk_core::texts::frame;

use crate::generated::FrameWords;

/// The labels of the frame.
pub(crate) fn of_frame() -> FrameWords {
    FrameWords {
        emblem: frame::SIGN.into(),
        call_staff: frame::CALL_STAFF.into(),
        cancel_call: frame::CANCEL_CALL.into(),
        staff_called: frame::STAFF_CALLED.into(),
        end_visit: frame::END_VISIT.into(),
        high_contrast: frame::HIGH_CONTRAST.into(),
        normal_contrast: frame::NORMAL_CONTRAST.into(),
    }
}
