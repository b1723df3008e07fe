//! What ledger, district and paper say of the same case, compared.

use std::collections::BTreeMap;

use district_api::{Case, CaseAnswer, Outcome, Payload};
use kiosk_core::case::{CaseId, IssuedPaper, Matter, PaperState, Standing};
use kiosk_ledger::Ledger;

use crate::{Hall, cast, hall::PEOPLE, paper::Piece};

/// A voucher in the district's books.
pub struct FiledVoucher {
    /// Its number.
    pub number: String,
    /// Whether it is a 补打.
    pub is_reissue: bool,
    /// The case.
    pub case: Case,
    /// What the district made of it.
    pub answer: CaseAnswer,
}

/// Ledger, district and paper of one hall.
pub struct Books<'a> {
    /// The kiosk's ledger.
    pub ledger: &'a Ledger,
    /// All that the district was told, with its answers.
    pub filed: Vec<(Case, CaseAnswer)>,
    /// All that came out of the printer.
    pub pieces: &'a [Piece],
    /// Noise may have damaged what is on paper, so that not every sheet can be told by its text.
    pub noisy: bool,
}

impl Books<'_> {
    /// The vouchers in the district's books.
    pub fn filed_vouchers(&self) -> Vec<FiledVoucher> {
        let voucher = |(case, answer): &(Case, CaseAnswer)| match &case.payload {
            Payload::EnrolmentVoucher { voucher_number, reissue_of, .. } => Some(FiledVoucher {
                number: voucher_number.clone(),
                is_reissue: reissue_of.is_some(),
                case: case.clone(),
                answer: answer.clone(),
            }),
            Payload::EnrolmentQuery { .. } => None,
        };
        self.filed.iter().filter_map(voucher).collect()
    }

    /// Every voucher in the kiosk's ledger.
    pub fn issued(&self) -> Vec<IssuedPaper> {
        let people = district::seed::people(cast::SEED).take(PEOPLE);
        let issued = |id: String| self.ledger.issued_to(&id).expect("the ledger can be read");
        people.flat_map(|person| issued(person.id)).collect()
    }

    /// Whole vouchers that came out.
    pub fn vouchers(&self) -> Vec<&Piece> {
        self.pieces.iter().filter(|piece| piece.is_voucher()).collect()
    }

    /// Holds them to what must be true at any moment: no case and no sheet is invented or doubled,
    /// and the ledger never denies a sheet that is out.
    ///
    /// # Panics
    /// It is not so, and the words say what.
    pub fn check(&self) {
        let filed = self.filed_vouchers();
        for FiledVoucher { number, is_reissue, case, answer } in &filed {
            let known = self.ledger.case(CaseId(case.id)).expect("the ledger can be read");
            assert!(known.is_some(), "the district has a case that the ledger never stored");
            let code = answer.reason.as_ref().map(|reason| reason.code.as_str());
            assert!(
                !matches!(code, Some("id-conflict" | "voucher-number-taken" | "reissue-unknown")),
                "the district refused {number} as {code:?}"
            );
            let firsts = filed.iter().filter(|other| other.number == *number && !other.is_reissue);
            assert!(*is_reissue || firsts.count() == 1, "two cases have the number {number}");
        }
        self.check_paper();
    }

    fn check_paper(&self) {
        let issued = self.issued();
        let mut by_number: BTreeMap<String, Vec<&Piece>> = BTreeMap::new();
        for piece in self.vouchers() {
            if let Some(number) = piece.number() {
                by_number.entry(number).or_default().push(piece);
            }
        }
        for (number, pieces) in &by_number {
            let originals = pieces.iter().filter(|piece| !piece.is_reissue()).count();
            assert!(originals <= 1, "{originals} sheets of {number} say nothing of 补打");
            let paper = issued.iter().find(|paper| number_of(paper) == Some(number));
            let paper = paper.unwrap_or_else(|| panic!("{number} is on paper and in no ledger"));
            assert!(
                paper.paper.may_be_out(),
                "{number} is on paper, and the ledger has it as {:?}",
                paper.paper
            );
        }
        let taken = issued.iter().filter(|paper| paper.paper == PaperState::Taken);
        for paper in taken.filter(|_| !self.noisy) {
            let is_there = number_of(paper).is_some_and(|number| by_number.contains_key(number));
            assert!(is_there, "{:?} counts as taken and never came out", number_of(paper));
        }
    }

    /// Holds them to what must be true once everything works again: both books say the same.
    ///
    /// # Panics
    /// They do not.
    pub fn check_settled(&self) {
        self.check();
        let depth = self.ledger.outbox_depth().expect("the ledger can be read");
        assert_eq!(depth, 0, "cases that never reached the district");
        for paper in self.issued() {
            let filed = self.filed.iter().find(|(case, _)| case.id == paper.case.0);
            let (_, answer) = filed.expect("what the ledger stored has reached the district");
            let is_same = match &paper.standing {
                Standing::Accepted { serial } => answer.serial.as_ref() == Some(serial),
                Standing::Refused { .. } => answer.outcome == Outcome::Refused,
                Standing::Unknown => false,
            };
            assert!(is_same, "{:?} in the ledger, not in the district", paper.standing);
        }
    }
}

impl Hall {
    /// Ledger, district and paper of this hall.
    pub fn books(&self) -> Books<'_> {
        let filed = self.network.district.cases();
        let (ledger, pieces) = (self.kiosk().ledger(), &self.pieces);
        Books { ledger, filed, pieces, noisy: self.was_noisy }
    }

    /// As [`Books::check`].
    pub fn check(&self) {
        self.books().check();
    }

    /// As [`Books::check_settled`], and nobody is at the machine any more.
    ///
    /// # Panics
    /// It is not so.
    pub fn check_settled(&self) {
        self.books().check_settled();
        assert!(self.is_at_rest(), "the visit never ended: {}", self.title());
    }

    /// As [`Books::filed_vouchers`].
    pub fn filed_vouchers(&self) -> Vec<FiledVoucher> {
        self.books().filed_vouchers()
    }

    /// The only voucher in the kiosk's ledger.
    ///
    /// # Panics
    /// There is none, or another one.
    pub fn only_issued(&self) -> IssuedPaper {
        let mut issued = self.books().issued();
        assert_eq!(issued.len(), 1, "vouchers in the ledger");
        issued.remove(0)
    }

    /// As [`Books::vouchers`].
    pub fn vouchers(&self) -> Vec<&Piece> {
        self.pieces.iter().filter(|piece| piece.is_voucher()).collect()
    }
}

fn number_of(paper: &IssuedPaper) -> Option<&String> {
    match &paper.matter {
        Matter::EnrolmentVoucher { voucher_number, .. } => Some(voucher_number),
        Matter::EnrolmentQuery { .. } => None,
    }
}
