//! What somebody at a terminal waits for: whom a code stands for, and what a card is to be shown.
//!
//! Both are asked once and answered once; what is asked is of no use afterwards. A code, a
//! challenge and its answer are overwritten in memory when they are dropped.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zeroize::Zeroize;

/// The code of a 医保电子凭证, to be resolved into the person who shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResolveCredential {
    /// The code as it was read: 28 digits and letters.
    #[schema(pattern = "^[0-9A-Za-z]{28}$", example = "4240000000000000000000110000")]
    pub code: String,
}

impl Drop for ResolveCredential {
    fn drop(&mut self) {
        self.code.zeroize();
    }
}

impl fmt::Debug for ResolveCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResolveCredential(..)")
    }
}

/// What a code stands for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum ResolvedCredential {
    /// A person, who need not be insured here.
    Holder(Holder),
    /// Nobody: nobody was ever given it, or its time is over, or it was used before. The holder
    /// shows a fresh one.
    NotValid,
}

impl fmt::Debug for ResolvedCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Holder(_) => "Holder(..)",
            Self::NotValid => "NotValid",
        })
    }
}

/// Whom a credential was given to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Holder {
    /// 证件号码 `idNo`: eighteen characters, or the fifteen of a foreigner's card of 2017.
    #[schema(pattern = "^([0-9]{17}[0-9X]|[A-Z]{3}[0-9]{12})$")]
    pub id_number: String,
    /// 姓名 `userName`.
    pub name: String,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(..)")
    }
}

/// What a 社会保障卡 of the third generation asks before it gives a name, for a 加密机 to answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthenticateCard {
    /// `region|卡复位信息|algorithm|卡识别码|factor|source|factor|source|terminal|`: six decimal
    /// digits, then hexadecimal ones; the first factor and source are those of 内部认证, the
    /// second those of 外部认证. One province's line; no national one is public.
    #[schema(pattern = "^[0-9]{6}[|][0-9A-Fa-f]{26}[|][0-9A-Fa-f]{2}[|][0-9A-Fa-f]{32}[|]\
                        ([0-9A-Fa-f]{16}[|]){4}[0-9A-Fa-f]{32}[|]$")]
    pub challenge: String,
}

impl Drop for AuthenticateCard {
    fn drop(&mut self) {
        self.challenge.zeroize();
    }
}

impl fmt::Debug for AuthenticateCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthenticateCard(..)")
    }
}

/// What became of a card's challenge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum CardAuthentication {
    /// It was answered.
    Authenticated(AuthenticationLine),
    /// There is no key for this card: it is another place's or has another cipher, or there is
    /// no 加密机 at all.
    NoKey,
}

impl fmt::Debug for CardAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Authenticated(_) => "Authenticated(..)",
            Self::NoKey => "NoKey",
        })
    }
}

/// What a 加密机 computed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthenticationLine {
    /// `proof and source of 内部认证|proof and source of 外部认证|`, in hexadecimal digits. A wrong
    /// proof costs the card one of few tries, for ever: it is shown once.
    #[schema(pattern = "^([0-9A-Fa-f]{32}[|]){2}$")]
    pub authentication: String,
}

impl Drop for AuthenticationLine {
    fn drop(&mut self) {
        self.authentication.zeroize();
    }
}

impl fmt::Debug for AuthenticationLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthenticationLine(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_a_code_or_a_card_comes_to_nothing_is_an_answer_too() {
        let holder = Holder { id_number: "PAK310080010103".to_owned(), name: "某人".to_owned() };
        for (answer, text) in [
            (
                ResolvedCredential::Holder(holder),
                r#"{"outcome":"holder","id_number":"PAK310080010103","name":"某人"}"#,
            ),
            (ResolvedCredential::NotValid, r#"{"outcome":"not-valid"}"#),
        ] {
            assert_eq!(serde_json::to_string(&answer).unwrap(), text);
            assert_eq!(serde_json::from_str::<ResolvedCredential>(text).unwrap(), answer);
        }
        let line = AuthenticationLine { authentication: "00|11|".to_owned() };
        for (answer, text) in [
            (
                CardAuthentication::Authenticated(line),
                r#"{"outcome":"authenticated","authentication":"00|11|"}"#,
            ),
            (CardAuthentication::NoKey, r#"{"outcome":"no-key"}"#),
        ] {
            assert_eq!(serde_json::to_string(&answer).unwrap(), text);
            assert_eq!(serde_json::from_str::<CardAuthentication>(text).unwrap(), answer);
        }
    }

    #[test]
    fn no_code_no_holder_and_no_cryptogram_reaches_a_log() {
        let holder =
            Holder { id_number: "11010519491231002X".to_owned(), name: "某人".to_owned() };
        let line = AuthenticationLine { authentication: "00|11|".to_owned() };
        let code = ResolveCredential { code: "4240000000000000000000110000".to_owned() };
        let card = AuthenticateCard { challenge: "500119|00|".to_owned() };
        assert_eq!(format!("{code:?} {card:?}"), "ResolveCredential(..) AuthenticateCard(..)");
        assert_eq!(format!("{holder:?} {line:?}"), "Holder(..) AuthenticationLine(..)");
        assert_eq!(format!("{:?}", ResolvedCredential::Holder(holder)), "Holder(..)");
        assert_eq!(format!("{:?}", CardAuthentication::Authenticated(line)), "Authenticated(..)");
    }
}
