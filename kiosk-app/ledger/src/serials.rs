//! Numbers of certificates: each handed out once.

use chrono::NaiveDate;
use rusqlite::params;

use crate::columns::Day;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// The next number of `day` at this terminal, beginning with 1.
    ///
    /// It is durable before it is returned: after a crash a number may be missing, never double.
    ///
    /// # Errors
    /// A number that was not returned may be used up all the same.
    pub fn next_serial(
        &mut self,
        division: &str,
        terminal: u8,
        day: NaiveDate,
    ) -> Result<u32, LedgerError> {
        let transaction = self.connection.transaction()?;
        let serial = transaction
            .prepare_cached(
                "INSERT INTO serials (division, terminal, day, last) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
            )?
            .query_row(params![division, terminal, Day(day)], |row| row.get(0))?;
        transaction.commit()?;
        Ok(serial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_terminal_and_division_counts_by_itself() {
        let mut ledger = Ledger::in_memory().unwrap();
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let tuesday = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(ledger.next_serial("500119", 7, monday).unwrap(), 1);
        assert_eq!(ledger.next_serial("500119", 7, monday).unwrap(), 2);
        assert_eq!(ledger.next_serial("500119", 7, tuesday).unwrap(), 1);
        assert_eq!(ledger.next_serial("500119", 8, monday).unwrap(), 1);
        assert_eq!(ledger.next_serial("500118", 7, monday).unwrap(), 1);
        assert_eq!(ledger.next_serial("500119", 7, monday).unwrap(), 3);
    }
}
