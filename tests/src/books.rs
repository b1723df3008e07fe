//! What ledger, district and paper say of the same case, compared.

use std::collections::BTreeMap;

use district_api::{Case, CaseAnswer, Outcome, Payload};
use kiosk_core::case::{CaseId, IssuedPaper, Matter, PaperState, Standing};

use crate::{Hall, paper::Piece};

impl Hall {
    /// Every case in the district's books, with its answer.
    pub fn filed(&self) -> Vec<(Case, CaseAnswer)> {
        self.network.district.cases()
    }

    /// The vouchers in the district's books: number, whether it is a 补打, and the case.
    pub fn filed_vouchers(&self) -> Vec<(String, bool, Case, CaseAnswer)> {
        let voucher = |(case, answer): (Case, CaseAnswer)| match &case.payload {
            Payload::EnrolmentVoucher { voucher_number, reissue_of, .. } => {
                Some((voucher_number.clone(), reissue_of.is_some(), case, answer))
            }
            Payload::EnrolmentQuery { .. } => None,
        };
        self.filed().into_iter().filter_map(voucher).collect()
    }

    /// Every voucher in the kiosk's ledger.
    pub fn issued(&self) -> Vec<IssuedPaper> {
        let people = district::seed::people(1).take(40);
        let ledger = self.kiosk().ledger();
        people
            .flat_map(|person| ledger.issued_to(&person.id).expect("the ledger is sound"))
            .collect()
    }

    /// The only voucher in the kiosk's ledger.
    ///
    /// # Panics
    /// There is none, or another one.
    pub fn only_issued(&self) -> IssuedPaper {
        let issued = self.issued();
        assert_eq!(issued.len(), 1, "vouchers in the ledger");
        issued.into_iter().next().expect("there is one")
    }

    /// Whole vouchers that came out.
    pub fn vouchers(&self) -> Vec<&Piece> {
        self.pieces().iter().filter(|piece| piece.is_voucher()).collect()
    }

    /// Holds ledger, district and paper to what must be true at any moment.
    ///
    /// # Panics
    /// It is not, and the words say what.
    pub fn check(&self) {
        let filed = self.filed_vouchers();
        let issued = self.issued();
        for (number, is_reissue, case, answer) in &filed {
            let known = self.kiosk().ledger().case(CaseId(case.id)).expect("the ledger is sound");
            assert!(known.is_some(), "the district has a case that the ledger never stored");
            let code = answer.reason.as_ref().map(|reason| reason.code.as_str());
            assert!(
                !matches!(code, Some("id-conflict" | "voucher-number-taken" | "reissue-unknown")),
                "the district refused {number} as {code:?}"
            );
            let firsts = filed.iter().filter(|(other, again, ..)| other == number && !again);
            assert!(*is_reissue || firsts.count() == 1, "two cases have the number {number}");
        }
        self.check_paper(&issued);
    }

    fn check_paper(&self, issued: &[IssuedPaper]) {
        let mut by_number: BTreeMap<String, Vec<&Piece>> = BTreeMap::new();
        for piece in self.vouchers() {
            let number = piece.number().expect("a voucher has its number on it");
            by_number.entry(number).or_default().push(piece);
        }
        for (number, pieces) in by_number {
            let originals = pieces.iter().filter(|piece| !piece.is_reissue()).count();
            assert!(originals <= 1, "{originals} sheets of {number} say nothing of 补打");
            let paper = issued.iter().find(|paper| number_of(paper) == Some(&number));
            let paper = paper.unwrap_or_else(|| panic!("{number} is on paper and in no ledger"));
            assert!(
                paper.paper.may_be_out(),
                "{number} is on paper, and the ledger has it as {:?}",
                paper.paper
            );
        }
        for paper in issued.iter().filter(|paper| paper.paper == PaperState::Taken) {
            let number = number_of(paper);
            let is_there = self.vouchers().iter().any(|piece| piece.number().as_ref() == number);
            assert!(is_there, "{number:?} counts as taken and never came out");
        }
    }

    /// Holds them to what must be true once everything works again: both books say the same.
    ///
    /// # Panics
    /// They do not.
    pub fn check_settled(&self) {
        self.check();
        assert!(self.is_at_rest(), "the visit never ended: {}", self.title());
        let depth = self.kiosk().ledger().outbox_depth().expect("the ledger is sound");
        assert_eq!(depth, 0, "cases that never reached the district");
        for paper in self.issued() {
            let answer = self.network.district.answer(crate::hall::TERMINAL, paper.case.0);
            let answer = answer.expect("what the ledger stored has reached the district");
            let is_same = match &paper.standing {
                Standing::Accepted { serial } => answer.serial.as_ref() == Some(serial),
                Standing::Refused { .. } => answer.outcome == Outcome::Refused,
                Standing::Unknown => false,
            };
            assert!(
                is_same,
                "the ledger has {:?}, the district {:?}",
                paper.standing, answer.outcome
            );
        }
    }
}

fn number_of(paper: &IssuedPaper) -> Option<&String> {
    match &paper.matter {
        Matter::EnrolmentVoucher { voucher_number, .. } => Some(voucher_number),
        Matter::EnrolmentQuery { .. } => None,
    }
}
