//! What a card does with a command, whichever protocol brought it.

use rand::{Rng, RngExt};

use super::Profile;
use crate::{
    authority::{Algorithm, Randoms},
    card::{FieldError, File, Generation, PAYMENT_ENVIRONMENT, Records, SSSE, Tag},
    wire::{Response, StatusWord},
};

/// The short id of the directory of applications.
const DIRECTORY: u8 = 0x1E;

/// So many wrong proofs in all, and the key is locked.
const TRIES: u8 = 3;

/// A command as it reaches the card's applications.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) instruction: u8,
    pub(super) p1: u8,
    pub(super) p2: u8,
    pub(super) data: &'a [u8],
    pub(super) le: u16,
}

/// The applications of a card and their state.
#[derive(Debug, Clone)]
pub(super) enum Chip {
    Social(Box<Social>),
    /// A card that knows the payment environment and nothing else.
    Bank,
    /// A card that says this to every command.
    Other(StatusWord),
}

#[derive(Debug, Clone)]
pub(super) struct Social {
    profile: Profile,
    records: Records,
    in_environment: bool,
    file: Option<File>,
    challenge: Option<[u8; 8]>,
    authenticated: bool,
    tries_left: u8,
}

impl Social {
    pub(super) fn new(
        profile: Profile,
        edit: impl FnOnce(&mut Records),
    ) -> Result<Self, FieldError> {
        let mut records = profile.records()?;
        edit(&mut records);
        Ok(Self {
            profile,
            records,
            in_environment: false,
            file: None,
            challenge: None,
            authenticated: false,
            tries_left: TRIES,
        })
    }

    pub(super) fn reset_info(&self) -> Vec<u8> {
        self.profile.reset_info()
    }

    fn forget_state(&mut self) {
        self.in_environment = false;
        self.file = None;
        self.challenge = None;
        self.authenticated = false;
    }

    fn algorithm(&self) -> Algorithm {
        self.profile.algorithm.unwrap_or(Algorithm::of_region(&self.profile.region))
    }

    fn apply(&mut self, asked: Asked<'_>, chance: &mut impl Rng) -> Response {
        match asked.instruction {
            0xA4 => self.select(asked),
            0xB2 => self.read_record(asked),
            0x84 if asked.le == 8 => {
                let number: [u8; 8] = chance.random();
                self.challenge = Some(number);
                Response::done(&number)
            }
            0x84 => Response::status(StatusWord::WrongLength),
            0x88 => self.prove(asked.data),
            0x82 => self.judge(asked),
            _ => Response::status(StatusWord::UnknownInstruction),
        }
    }

    fn select(&mut self, asked: Asked<'_>) -> Response {
        match (asked.p1, asked.data) {
            (0x04, name) if name == SSSE => {
                self.forget_state();
                self.in_environment = true;
                Response::done(&self.description())
            }
            (0x04, name) if name == PAYMENT_ENVIRONMENT => {
                self.forget_state();
                Response::done(&payment_description())
            }
            (0x00 | 0x02, [0xEF, id]) if self.in_environment => {
                self.file = match id {
                    0x05 => Some(File::Issuer),
                    0x06 => Some(File::Holder),
                    _ => return Response::status(StatusWord::FileNotFound),
                };
                Response::done(&[])
            }
            _ => Response::status(StatusWord::FileNotFound),
        }
    }

    fn description(&self) -> Vec<u8> {
        let mut inner = vec![0x88, 0x01, DIRECTORY];
        if let Some(algorithm) = self.profile.algorithm {
            inner.extend([0x9F, 0x0C, 0x03, 0x86, 0x01, algorithm.code()]);
        }
        described(&SSSE, &inner)
    }

    fn read_record(&self, asked: Asked<'_>) -> Response {
        let file = match asked.p2 >> 3 {
            0 => self.file,
            0x05 => Some(File::Issuer),
            0x06 => Some(File::Holder),
            _ => return Response::status(StatusWord::FileNotFound),
        };
        let Some(file) = file.filter(|_| self.in_environment) else {
            return Response::status(StatusWord::NoCurrentFile);
        };
        let all = match file {
            File::Issuer => Tag::OF_ISSUER,
            File::Holder => Tag::OF_HOLDER,
        };
        let present: Vec<Tag> =
            all.into_iter().filter(|tag| self.records.raw(*tag).is_some()).collect();
        let place = usize::from(asked.p1).wrapping_sub(1);
        let wanted: Vec<Tag> = match asked.p2 & 0b111 {
            0b000 => present.into_iter().filter(|tag| *tag as u8 == asked.p1).collect(),
            0b100 => present.get(place).copied().into_iter().collect(),
            0b101 => present.get(place..).unwrap_or_default().to_vec(),
            _ => return Response::status(StatusWord::WrongParameters),
        };
        if wanted.is_empty() {
            return Response::status(StatusWord::RecordNotFound);
        }
        if !wanted.iter().all(|tag| self.gives(*tag)) {
            return Response::status(StatusWord::SecurityNotSatisfied);
        }
        let mut bytes = Vec::new();
        for tag in wanted {
            let value = self.records.raw(tag).unwrap_or_default();
            bytes.extend([tag as u8, value.len() as u8]);
            bytes.extend(value);
        }
        Response::done(&bytes)
    }

    /// Whether the card gives a record to the host as it stands.
    fn gives(&self, tag: Tag) -> bool {
        self.profile.generation != Generation::Third
            || self.authenticated
            || matches!(tag, Tag::Identifier | Tag::Version | Tag::CardNumber)
    }

    /// INTERNAL AUTHENTICATE.
    fn prove(&self, data: &[u8]) -> Response {
        let Some(([factor, source], [])) = halves(data) else {
            return Response::status(StatusWord::WrongLength);
        };
        let profile = &self.profile;
        let randoms = Randoms { factor, source };
        let info = self.reset_info();
        match profile.keys.internal_proof(self.algorithm(), &profile.region, &info, randoms) {
            Ok(proof) => Response::done(&proof),
            Err(_) => Response::status(StatusWord::KeyNotFound),
        }
    }

    /// EXTERNAL AUTHENTICATE.
    fn judge(&mut self, asked: Asked<'_>) -> Response {
        let Some(([proof, source], [])) = halves(asked.data) else {
            return Response::status(StatusWord::WrongLength);
        };
        if asked.p2 != 0x0A {
            return Response::status(StatusWord::KeyNotFound);
        }
        if self.tries_left == 0 {
            return Response::status(StatusWord::AuthenticationLocked);
        }
        let Some(factor) = self.challenge.take() else {
            return Response::status(StatusWord::ConditionsNotSatisfied);
        };
        let profile = &self.profile;
        let randoms = Randoms { factor, source };
        let info = self.reset_info();
        let right = profile.keys.external_proof(self.algorithm(), &profile.region, &info, randoms);
        if right != Ok(proof) {
            self.tries_left -= 1;
            return Response::status(StatusWord::TriesLeft(self.tries_left));
        }
        self.tries_left = TRIES;
        self.authenticated = true;
        Response::done(&[])
    }
}

impl Chip {
    /// What happens when the power comes or goes.
    pub(super) fn reset(&mut self) {
        if let Self::Social(social) = self {
            social.forget_state();
        }
    }

    pub(super) fn apply(&mut self, asked: Asked<'_>, chance: &mut impl Rng) -> Response {
        match self {
            Self::Social(social) => social.apply(asked, chance),
            Self::Bank if asked.instruction == 0xA4 && asked.data == PAYMENT_ENVIRONMENT => {
                Response::done(&payment_description())
            }
            Self::Bank => Response::status(StatusWord::FileNotFound),
            Self::Other(status) => Response::status(*status),
        }
    }

    /// How many wrong proofs the card still takes.
    pub(super) fn tries_left(&self) -> Option<u8> {
        match self {
            Self::Social(social) => Some(social.tries_left),
            Self::Bank | Self::Other(_) => None,
        }
    }
}

fn halves(data: &[u8]) -> Option<([[u8; 8]; 2], &[u8])> {
    let (first, rest) = data.split_first_chunk()?;
    let (second, rest) = rest.split_first_chunk()?;
    Some(([*first, *second], rest))
}

fn payment_description() -> Vec<u8> {
    described(&PAYMENT_ENVIRONMENT, &[0x88, 0x01, 0x01])
}

/// The description of an environment: its name, and what its issuer adds.
fn described(name: &[u8], inner: &[u8]) -> Vec<u8> {
    let mut body = vec![0x84, name.len() as u8];
    body.extend(name);
    body.extend([0xA5, inner.len() as u8]);
    body.extend(inner);
    [&[0x6F, body.len() as u8], &body[..]].concat()
}
