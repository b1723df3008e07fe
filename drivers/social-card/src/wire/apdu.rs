//! Commands to a card, and its answers.

use std::fmt;

use zeroize::Zeroizing;

use super::StatusWord;

/// A command to a card. There are only commands that read: nothing in this crate can make one
/// that changes a card. `Debug` prints the header alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Apdu {
    header: [u8; 4],
    data: Zeroizing<Vec<u8>>,
    /// How many bytes are asked for, 1 to 256.
    le: Option<u16>,
}

impl Apdu {
    fn new(header: [u8; 4], data: &[u8], le: Option<u16>) -> Self {
        Self { header, data: data.to_vec().into(), le }
    }

    /// SELECT by name: an application or an environment.
    pub fn select_name(name: &[u8]) -> Self {
        Self::new([0x00, 0xA4, 0x04, 0x00], name, Some(256))
    }

    /// SELECT of a file of the current environment.
    pub fn select_file(id: u16) -> Self {
        // P2 00 asks for the file's description, which some cards give and others do not.
        Self::new([0x00, 0xA4, 0x02, 0x00], &id.to_be_bytes(), None)
    }

    /// READ RECORD of the current file by tag. `le` counts tag and length too; 256 asks for all.
    pub fn read_tag(tag: u8, le: u16) -> Self {
        Self::new([0x00, 0xB2, tag, 0x00], &[], Some(le))
    }

    /// READ RECORD by number in the file with a short id.
    pub fn read_number(number: u8, short_id: u8, le: u16) -> Self {
        Self::new([0x00, 0xB2, number, short_id << 3 | 0b100], &[], Some(le))
    }

    /// GET CHALLENGE of eight bytes.
    pub fn get_challenge() -> Self {
        Self::new([0x00, 0x84, 0x00, 0x00], &[], Some(8))
    }

    /// INTERNAL AUTHENTICATE: the card proves itself.
    pub fn internal_authenticate(factor: [u8; 8], source: [u8; 8]) -> Self {
        Self::new([0x00, 0x88, 0x00, 0x00], &[factor, source].concat(), Some(8))
    }

    /// EXTERNAL AUTHENTICATE with a key. A wrong cryptogram costs the key one of few tries.
    pub fn external_authenticate(key: u8, cryptogram: [u8; 8], source: [u8; 8]) -> Self {
        Self::new([0x00, 0x82, 0x00, key], &[cryptogram, source].concat(), None)
    }

    /// CLA INS P1 P2.
    pub fn header(&self) -> [u8; 4] {
        self.header
    }

    /// INS.
    pub fn instruction(&self) -> u8 {
        self.header[1]
    }

    /// Whether data go to the card.
    pub fn has_data(&self) -> bool {
        !self.data.is_empty()
    }

    /// The whole command, as T=1 carries it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.header.to_vec();
        if let Ok(lc @ 1..) = u8::try_from(self.data.len()) {
            bytes.push(lc);
            bytes.extend(self.data.iter());
        }
        bytes.extend(self.le.map(|le| le as u8)); // 256 is written 00.
        bytes
    }

    /// The command as T=0 carries it: no Le behind data, and P3 in any case.
    pub fn to_tpdu(&self) -> Vec<u8> {
        if self.has_data() && self.le.is_some() {
            return Self { le: None, ..self.clone() }.to_bytes();
        }
        self.to_bytes()
    }
}

impl fmt::Debug for Apdu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [cla, ins, p1, p2] = self.header;
        write!(f, "Apdu({cla:02X} {ins:02X} {p1:02X} {p2:02X} ..)")
    }
}

/// What a card answers. `Debug` prints the status word alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// What comes before the status word; overwritten when dropped.
    pub data: Zeroizing<Vec<u8>>,
    /// What the card thinks of the command.
    pub status: StatusWord,
}

impl Response {
    /// Reads an answer; `None` where it is too short for a status word.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (data, sw) = bytes.split_last_chunk()?;
        Some(Self {
            data: data.to_vec().into(),
            status: StatusWord::from_code(u16::from_be_bytes(*sw)),
        })
    }

    /// An answer of nothing but a status word.
    pub fn status(status: StatusWord) -> Self {
        Self { data: Zeroizing::default(), status }
    }

    /// An answer with data.
    pub fn done(data: &[u8]) -> Self {
        Self { data: data.to_vec().into(), status: StatusWord::Done }
    }

    /// The answer as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.data[..], &self.status.code().to_be_bytes()].concat()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response(.. {:04X})", self.status.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::SSSE;

    #[test]
    fn commands_have_the_bytes_that_cards_know() {
        let tpdu = [
            0x00, 0xA4, 0x04, 0x00, // SELECT by name
            0x0F, 0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, // sx1.sh.
            0xC9, 0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF, // 社会保障 in GBK
        ];
        assert_eq!(Apdu::select_name(&SSSE).to_tpdu(), tpdu);
        assert_eq!(Apdu::select_name(&SSSE).to_bytes(), [&tpdu[..], &[0x00]].concat());
        assert_eq!(Apdu::select_file(0xEF05).to_tpdu(), [0x00, 0xA4, 0x02, 0x00, 0x02, 0xEF, 0x05]);
        assert_eq!(Apdu::read_tag(0x07, 11).to_tpdu(), [0x00, 0xB2, 0x07, 0x00, 0x0B]);
        assert_eq!(Apdu::read_tag(0x07, 256).to_bytes(), [0x00, 0xB2, 0x07, 0x00, 0x00]);
        assert_eq!(Apdu::read_number(7, 5, 11).to_tpdu(), [0x00, 0xB2, 0x07, 0x2C, 0x0B]);
        assert_eq!(Apdu::get_challenge().to_tpdu(), [0x00, 0x84, 0x00, 0x00, 0x08]);
        let external = Apdu::external_authenticate(0x0A, [0x33; 8], [0x44; 8]).to_tpdu();
        assert_eq!(external[..6], [0x00, 0x82, 0x00, 0x0A, 0x10, 0x33]);
        assert_eq!(external.len(), 21);
    }

    #[test]
    fn an_answer_without_a_status_word_is_none() {
        assert_eq!(Response::parse(&[]), None);
        assert_eq!(Response::parse(&[0x90]), None);
        assert_eq!(Response::parse(&[0x90, 0x00]), Some(Response::done(&[])));
    }

    #[test]
    fn what_a_card_says_never_reaches_a_log() {
        let shown = format!("{:?} {:?}", Response::done(b"secret"), Apdu::select_name(b"secret"));
        assert_eq!(shown, "Response(.. 9000) Apdu(00 A4 04 00 ..)");
    }
}
