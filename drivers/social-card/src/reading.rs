//! From a card under power to a person, command by command.
//!
//! A [`Reading`] says what the card is to be asked next and takes its answers, whoever carries
//! them: the serial reader of this crate, or PC/SC. It sends nothing by itself and waits for nothing.

mod obstacle;
mod tries;

pub use obstacle::Obstacle;
pub use tries::Tries;

use std::collections::VecDeque;

use crate::{
    authority::{Algorithm, Authentication, Challenge, NoAuthentication, Randoms},
    card::{
        CardIdentifier, File, Generation, PAYMENT_ENVIRONMENT, Records, SSSE, SocialCard, Tag,
        file_description,
    },
    wire::{Apdu, Atr, Response, StatusWord},
};

/// RKSSSE, the key that guards the holder's file.
const HOLDER_KEY: u8 = 0x0A;

/// Le 00: whatever there is.
const ALL: u16 = 256;

/// What a reading wants next.
#[derive(Debug)]
pub enum Next {
    /// Ask the card this, and hand in its answer by [`Reading::answered`].
    Ask(Apdu),
    /// Ask an authority, and hand in its answer by [`Reading::authorised`]; the card stays under
    /// power meanwhile and is asked nothing.
    Authenticate(Box<Challenge>),
    /// It is over.
    Done(Box<Result<SocialCard, Obstacle>>),
}

/// One step of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    SelectEnvironment,
    /// There is no such environment: is it a bank card?
    SelectPayment,
    /// A security state begins with a fresh selection.
    Reselect,
    Select(File),
    /// A record; asked for by its exact length, or by `all` of it where the card wanted that.
    Read {
        tag: Tag,
        all: bool,
    },
    Challenge(Random),
    ProveCard,
    AskAuthority,
    ProveAuthority,
}

/// What a random number of the card is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Random {
    InternalSource,
    InternalFactor,
    ExternalSource,
    ExternalFactor,
}

/// What is read of a card before it is known which it is.
const FIRST: [Step; 5] = [
    Step::SelectEnvironment,
    Step::Select(File::Issuer),
    Step::Read { tag: Tag::Identifier, all: false },
    Step::Read { tag: Tag::Version, all: false },
    Step::Read { tag: Tag::CardNumber, all: false },
];

/// The mutual authentication. No other random number may come between the external factor and
/// the authority's proof, for it is the last one that counts.
const AUTHENTICATION: [Step; 8] = [
    Step::Reselect,
    Step::Challenge(Random::InternalSource),
    Step::Challenge(Random::InternalFactor),
    Step::ProveCard,
    Step::Challenge(Random::ExternalSource),
    Step::Challenge(Random::ExternalFactor),
    Step::AskAuthority,
    Step::ProveAuthority,
];

/// The reading of one card.
#[derive(Debug)]
pub struct Reading {
    plan: VecDeque<Step>,
    reset_info: Vec<u8>,
    algorithm: Option<Algorithm>,
    records: Records,
    internal: Randoms,
    external: Randoms,
    /// What the card answered to prove itself.
    card_proof: Option<[u8; 8]>,
    /// What the authority answered.
    authority: Option<Authentication>,
    /// The card has asked for an authentication, or was going to.
    authenticating: bool,
    over: Option<Result<SocialCard, Obstacle>>,
}

impl Reading {
    /// The reading of a card that was just reset and has answered so.
    pub fn begin(atr: &Atr) -> Self {
        Self {
            plan: FIRST.into(),
            reset_info: atr.historical.clone(),
            algorithm: None,
            records: Records::default(),
            internal: Randoms { factor: [0; 8], source: [0; 8] },
            external: Randoms { factor: [0; 8], source: [0; 8] },
            card_proof: None,
            authority: None,
            authenticating: false,
            over: None,
        }
    }

    /// What comes next. `tries` remembers cards across readings, and is told before a proof leaves.
    pub fn next(&mut self, tries: &mut Tries) -> Next {
        if let Some(outcome) = self.over.take() {
            return Next::Done(Box::new(outcome));
        }
        let Some(step) = self.plan.front() else {
            let card = SocialCard::from_records(&self.records).map_err(Obstacle::Damaged);
            return Next::Done(Box::new(card));
        };
        let apdu = match *step {
            Step::SelectEnvironment | Step::Reselect => Apdu::select_name(&SSSE),
            Step::SelectPayment => Apdu::select_name(&PAYMENT_ENVIRONMENT),
            Step::Select(file) => Apdu::select_file(file.id()),
            Step::Read { tag, all } => {
                Apdu::read_tag(tag as u8, if all { ALL } else { u16::from(tag.size()) + 2 })
            }
            Step::Challenge(_) => Apdu::get_challenge(),
            Step::ProveCard => {
                Apdu::internal_authenticate(self.internal.factor, self.internal.source)
            }
            Step::AskAuthority => return Next::Authenticate(Box::new(self.challenge())),
            Step::ProveAuthority => match &self.authority {
                Some(proof) if tries.spend(&self.identifier()) => {
                    Apdu::external_authenticate(HOLDER_KEY, proof.external, proof.external_source)
                }
                _ => return Next::Done(Box::new(Err(Obstacle::AuthenticationSpent))),
            },
        };
        Next::Ask(apdu)
    }

    /// Takes the card's answer to what [`Reading::next`] asked.
    pub fn answered(&mut self, response: &Response, tries: &mut Tries) {
        let Some(step) = self.plan.pop_front() else { return };
        match (step, response.status) {
            (Step::SelectPayment, StatusWord::Done) => self.fail(Obstacle::BankCard),
            (Step::SelectPayment, _) => self.fail(Obstacle::OtherCard),
            (
                Step::SelectEnvironment,
                StatusWord::FileNotFound
                | StatusWord::UnknownInstruction
                | StatusWord::UnknownClass,
            ) => self.plan = [Step::SelectPayment].into(),
            (Step::SelectEnvironment, StatusWord::Done) => {
                let path = [0x6F, 0xA5, 0x9F0C, 0x86];
                let found = file_description(&response.data, &path);
                self.algorithm = found.and_then(|it| it.first()).copied().map(Algorithm::from_code);
            }
            (Step::Read { tag, all: false }, StatusWord::WrongLength) => {
                self.plan.push_front(Step::Read { tag, all: true });
            }
            (Step::Read { tag, .. }, status) => self.record(tag, status, &response.data),
            (Step::Challenge(random), StatusWord::Done) => self.random(random, &response.data),
            (Step::ProveCard, StatusWord::Done) => match response.data.first_chunk() {
                Some(proof) => self.card_proof = Some(*proof),
                None => self.fail(Obstacle::Hiccup(StatusWord::Done)),
            },
            (Step::ProveAuthority, status) => self.judged(status, tries),
            (_, StatusWord::Done) => {}
            (_, status) => self.fail(Obstacle::of(status)),
        }
    }

    /// Takes the authority's answer. One that belongs to another card is left aside, as is one
    /// that nobody waits for; returns whether it was taken.
    pub fn authorised(&mut self, answer: Result<Authentication, NoAuthentication>) -> bool {
        if self.plan.front() != Some(&Step::AskAuthority) {
            return false;
        }
        match answer {
            Ok(proof) if !proof.answers(&self.challenge()) => return false,
            // A card that cannot prove itself is shown no proof in turn.
            Ok(proof) if self.card_proof != Some(proof.internal) => self.fail(Obstacle::NotGenuine),
            Ok(proof) => {
                self.authority = Some(proof);
                self.plan.pop_front();
            }
            Err(reason) => {
                tracing::warn!(%reason, "a card is read as far as it goes without an authority");
                self.plan = [Step::Select(File::Issuer)].into();
                self.read_issuer();
            }
        }
        true
    }

    /// Whether the next answer of the card is its word on an authority's proof.
    pub fn is_showing_proof(&self) -> bool {
        self.plan.front() == Some(&Step::ProveAuthority)
    }

    /// What was asked for last, as far as a log may know it.
    pub fn at(&self) -> &'static str {
        match self.plan.front() {
            None => "nothing",
            Some(Step::SelectEnvironment | Step::SelectPayment | Step::Reselect) => "SELECT",
            Some(Step::Select(_)) => "SELECT of a file",
            Some(Step::Read { .. }) => "READ RECORD",
            Some(Step::Challenge(_)) => "GET CHALLENGE",
            Some(Step::ProveCard) => "INTERNAL AUTHENTICATE",
            Some(Step::AskAuthority) => "the authority",
            Some(Step::ProveAuthority) => "EXTERNAL AUTHENTICATE",
        }
    }

    fn fail(&mut self, obstacle: Obstacle) {
        self.plan.clear();
        self.over = Some(Err(obstacle));
    }

    fn record(&mut self, tag: Tag, status: StatusWord, data: &[u8]) {
        match status {
            StatusWord::Done if self.records.take(tag, data) => {}
            StatusWord::RecordNotFound if !tag.is_required() => {}
            StatusWord::SecurityNotSatisfied if !self.authenticating => {
                return self.begin_authentication();
            }
            StatusWord::SecurityNotSatisfied if !tag.is_required() => {}
            StatusWord::Done | StatusWord::RecordNotFound => {
                return self.fail(Obstacle::of_record(tag));
            }
            status => return self.fail(Obstacle::of(status)),
        }
        if tag == Tag::CardNumber && !self.authenticating {
            match Generation::of(self.records.get(Tag::Version).unwrap_or_default()) {
                Generation::Third => self.begin_authentication(),
                _ => {
                    self.read_issuer();
                    self.read_holder();
                }
            }
        }
    }

    /// The rest of the issuer's file, which is the current one.
    fn read_issuer(&mut self) {
        let known = |tag: &Tag| self.records.raw(*tag).is_some();
        let tags: Vec<Tag> = Tag::OF_ISSUER.into_iter().filter(|tag| !known(tag)).collect();
        self.plan.extend(tags.into_iter().map(|tag| Step::Read { tag, all: false }));
    }

    fn read_holder(&mut self) {
        self.plan.push_back(Step::Select(File::Holder));
        self.plan.extend(Tag::OF_HOLDER.map(|tag| Step::Read { tag, all: false }));
    }

    fn begin_authentication(&mut self) {
        self.authenticating = true;
        self.plan = AUTHENTICATION.into();
        self.plan.push_back(Step::Select(File::Issuer));
        self.read_issuer();
        self.read_holder();
    }

    fn random(&mut self, random: Random, data: &[u8]) {
        let Some(number) = data.first_chunk() else {
            return self.fail(Obstacle::Hiccup(StatusWord::Done));
        };
        let place = match random {
            Random::InternalSource => &mut self.internal.source,
            Random::InternalFactor => &mut self.internal.factor,
            Random::ExternalSource => &mut self.external.source,
            Random::ExternalFactor => &mut self.external.factor,
        };
        *place = *number;
    }

    /// The card's word on the authority's proof. Whatever it is, the proof is not shown again.
    fn judged(&mut self, status: StatusWord, tries: &mut Tries) {
        let identifier = self.identifier();
        match status {
            StatusWord::Done => tries.succeeded(&identifier),
            status => {
                tries.failed(&identifier);
                self.fail(match status {
                    StatusWord::TriesLeft(left) => Obstacle::AuthorityRefused { tries_left: left },
                    StatusWord::AuthenticationLocked => Obstacle::KeyLocked,
                    status => Obstacle::Unexpected(status),
                });
            }
        }
    }

    fn identifier(&self) -> [u8; 16] {
        let field = self.records.raw(Tag::Identifier).and_then(|field| field.first_chunk());
        field.copied().unwrap_or_default()
    }

    fn challenge(&self) -> Challenge {
        let identifier = self.identifier();
        let region = CardIdentifier::new(identifier).region();
        Challenge {
            algorithm: self.algorithm.unwrap_or(Algorithm::of_region(&region)),
            region,
            reset_info: self.reset_info.clone(),
            identifier,
            internal: self.internal,
            external: self.external,
        }
    }
}
