//! Cards to be put into the slot, and how they talk.

use rand::Rng;

use super::{
    Profile,
    chip::{Asked, Chip, Social},
};
use crate::{
    card::{FieldError, Records},
    wire::{Block, BlockKind, Response, StatusWord},
};

/// A card. It keeps its state from one insertion to the next: wrong proofs are counted for ever.
#[derive(Debug, Clone)]
pub struct Card {
    atr: Vec<u8>,
    contacts: Contacts,
    talk: Talk,
    chip: Chip,
}

/// How the card's contacts meet those of the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contacts {
    Good,
    /// Upside down, turned round, or no chip: nothing meets.
    None,
}

/// The protocol, and where it stands.
#[derive(Debug, Clone)]
enum Talk {
    /// What waits for GET RESPONSE.
    T0(Vec<u8>),
    T1 {
        odd: bool,
        command: Vec<u8>,
        answer: Vec<u8>,
        last: Vec<u8>,
    },
}

/// What fits into one block of T=1 in either direction.
const BLOCK_SIZE: usize = 32;

impl Card {
    /// A social-security card.
    ///
    /// # Errors
    /// [`FieldError`] where the name does not fit.
    pub fn social(profile: Profile) -> Result<Self, FieldError> {
        Self::social_edited(profile, |_| ())
    }

    /// A social-security card whose records are other than its rules want them.
    ///
    /// # Errors
    /// [`FieldError`] where the name does not fit.
    pub fn social_edited(
        profile: Profile,
        edit: impl FnOnce(&mut Records),
    ) -> Result<Self, FieldError> {
        let social = Social::new(profile, edit)?;
        let mut atr = vec![0x3B, 0x6D, 0x00, 0x00];
        atr.extend(social.reset_info());
        Ok(Self::new(atr, Chip::Social(Box::new(social))))
    }

    /// A bank card without a social-security application.
    pub fn bank() -> Self {
        Self::new(vec![0x3B, 0x65, 0x00, 0x00, b'B', b'A', b'N', b'K', b'!'], Chip::Bank)
    }

    /// A card that says this to every command: `6A82` is a card of another kind, `6A81` one that
    /// was locked.
    pub fn other(status: StatusWord) -> Self {
        Self::new(vec![0x3B, 0x02, 0x01, 0x02], Chip::Other(status))
    }

    fn new(atr: Vec<u8>, chip: Chip) -> Self {
        Self { atr, contacts: Contacts::Good, talk: Talk::T0(Vec::new()), chip }
    }

    /// The same card, upside down or turned round.
    #[must_use]
    pub fn upside_down(mut self) -> Self {
        self.contacts = Contacts::None;
        self
    }

    /// The same card, turned the right way.
    #[must_use]
    pub fn turned(mut self) -> Self {
        self.contacts = Contacts::Good;
        self
    }

    /// The same card, talking in blocks.
    #[must_use]
    pub fn in_blocks(mut self) -> Self {
        let history = self.atr.split_off(if self.atr[1] & 0x60 == 0x60 { 4 } else { 2 });
        let mut atr = vec![0x3B, 0x80 | history.len() as u8, 0x81, 0x31, BLOCK_SIZE as u8, 0x45];
        atr.extend(history);
        atr.push(atr[1..].iter().fold(0, |sum, byte| sum ^ byte));
        self.atr = atr;
        self.talk = Talk::fresh_t1();
        self
    }

    /// How many wrong proofs it still takes; `None` for a card that knows of none.
    pub fn tries_left(&self) -> Option<u8> {
        self.chip.tries_left()
    }

    /// Power comes: the answer to reset, unless the card is mute.
    pub(super) fn power_on(&mut self) -> Option<Vec<u8>> {
        self.chip.reset();
        self.talk = match &self.talk {
            Talk::T0(_) => Talk::T0(Vec::new()),
            Talk::T1 { .. } => Talk::fresh_t1(),
        };
        (self.contacts == Contacts::Good).then(|| self.atr.clone())
    }

    /// What the card sends back to what the reader passes on. A request for another speed comes
    /// back as it is, which is how a card agrees.
    pub(super) fn transfer(&mut self, bytes: &[u8], chance: &mut impl Rng) -> Vec<u8> {
        if bytes.first() == Some(&0xFF) {
            return bytes.to_vec();
        }
        match &mut self.talk {
            Talk::T0(waiting) => tpdu(&mut self.chip, waiting, bytes, chance),
            Talk::T1 { odd, command, answer, last } => {
                let reply = match Block::parse(bytes, false) {
                    Some(block) => in_blocks(&mut self.chip, odd, command, answer, &block, chance),
                    None => Some(Block::new(BlockKind::Ready { odd: *odd, reason: 1 }, &[])),
                };
                if let Some(block) = reply {
                    *last = block.encode(false);
                }
                last.clone()
            }
        }
    }
}

impl Talk {
    fn fresh_t1() -> Self {
        Self::T1 { odd: false, command: Vec::new(), answer: Vec::new(), last: Vec::new() }
    }
}

/// T=0 as the rules have it, to the letter: an answer to a command with data waits for GET
/// RESPONSE, any other has exactly the length that was asked for.
fn tpdu(chip: &mut Chip, waiting: &mut Vec<u8>, bytes: &[u8], chance: &mut impl Rng) -> Vec<u8> {
    let status = |status| Response::status(status).to_bytes();
    let Some((&[_, instruction, p1, p2], rest)) = bytes.split_first_chunk() else {
        return status(StatusWord::WrongLength);
    };
    let (data, le) = match rest {
        [] => (&[][..], 0),
        [0] => (&[][..], 256),
        [le] => (&[][..], u16::from(*le)),
        [lc, data @ ..] if data.len() == usize::from(*lc) => (data, 0),
        _ => return status(StatusWord::WrongLength),
    };
    if instruction == 0xC0 {
        return match std::mem::take(waiting) {
            none if none.is_empty() => status(StatusWord::ConditionsNotSatisfied),
            answer if answer.len() == usize::from(le) => Response::done(&answer).to_bytes(),
            answer => {
                let length = answer.len() as u8;
                *waiting = answer;
                status(StatusWord::WrongLe(length))
            }
        };
    }
    waiting.clear();
    let response = chip.apply(Asked { instruction, p1, p2, data, le }, chance);
    let length = response.data.len();
    if length == 0 {
        response.to_bytes()
    } else if !data.is_empty() {
        *waiting = response.data.to_vec();
        status(StatusWord::MoreData(length as u8))
    } else if length != usize::from(le) {
        status(StatusWord::WrongLe(length as u8))
    } else {
        response.to_bytes()
    }
}

/// T=1: gathers a command, and hands out its answer in parts. `None` repeats the last block.
fn in_blocks(
    chip: &mut Chip,
    odd: &mut bool,
    command: &mut Vec<u8>,
    answer: &mut Vec<u8>,
    block: &Block,
    chance: &mut impl Rng,
) -> Option<Block> {
    match block.kind {
        BlockKind::Supervisory(number) => {
            Some(Block::new(BlockKind::Supervisory(number | 0x20), &block.info))
        }
        BlockKind::Ready { odd: wanted, reason: 0 } if wanted == *odd && !answer.is_empty() => {
            Some(part(odd, answer))
        }
        BlockKind::Ready { .. } => None,
        BlockKind::Information { odd: number, more } => {
            command.extend(block.info.iter());
            if more {
                return Some(Block::new(BlockKind::Ready { odd: !number, reason: 0 }, &[]));
            }
            *answer = apdu(chip, &std::mem::take(command), chance);
            Some(part(odd, answer))
        }
    }
}

/// The next part of an answer.
fn part(odd: &mut bool, answer: &mut Vec<u8>) -> Block {
    let rest = answer.split_off(answer.len().min(BLOCK_SIZE));
    let kind = BlockKind::Information { odd: *odd, more: !rest.is_empty() };
    *odd = !*odd;
    Block::new(kind, &std::mem::replace(answer, rest))
}

/// A whole command, as T=1 carries it.
fn apdu(chip: &mut Chip, bytes: &[u8], chance: &mut impl Rng) -> Vec<u8> {
    let wrong = Response::status(StatusWord::WrongLength).to_bytes();
    let Some((&[_, instruction, p1, p2], rest)) = bytes.split_first_chunk() else { return wrong };
    let whole = |le: u8| if le == 0 { 256 } else { u16::from(le) };
    let (data, le) = match rest {
        [] => (&[][..], 0),
        [le] => (&[][..], whole(*le)),
        [lc, data @ ..] if data.len() == usize::from(*lc) => (data, 0),
        [lc, data @ .., le] if data.len() == usize::from(*lc) => (data, whole(*le)),
        _ => return wrong,
    };
    chip.apply(Asked { instruction, p1, p2, data, le }, chance).to_bytes()
}
