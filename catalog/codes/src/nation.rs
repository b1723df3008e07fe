//! 民族代码 (GB/T 3304).

use serde::{Deserialize, Serialize};

/// 民族 by its two digits. A code that the standard lacks keeps its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Nation(u8);

const NAMES: [&str; 56] = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
];

impl Nation {
    /// The nation of a code, 0 to 99.
    pub fn from_code(code: u8) -> Self {
        Self(code)
    }

    /// The code, 0 to 99.
    pub fn code(self) -> u8 {
        self.0
    }

    /// The name as the standard has it, or `None` for a code that it lacks.
    pub fn name(self) -> Option<&'static str> {
        match self.0 {
            97 => Some("其他"),
            98 => Some("外国血统中国籍人士"),
            code => NAMES.get(usize::from(code).checked_sub(1)?).copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_names_of_the_standard() {
        assert_eq!(Nation::from_code(1).name(), Some("汉"));
        assert_eq!(Nation::from_code(15).name(), Some("土家"));
        assert_eq!(Nation::from_code(46).name(), Some("德昂"));
        assert_eq!(Nation::from_code(56).name(), Some("基诺"));
        assert_eq!(Nation::from_code(97).name(), Some("其他"));
        assert_eq!(Nation::from_code(0).name(), None);
        assert_eq!(Nation::from_code(57).name(), None);
    }
}
