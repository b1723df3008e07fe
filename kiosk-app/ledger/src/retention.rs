//! What is forgotten: nothing personal stays that waits for nothing any more.

use chrono::{DateTime, Utc};

use crate::columns::Instant;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// Forgets the content of documents of cases that were stored before `before`, and tells of how
    /// many. Until then they can be printed again (补打).
    ///
    /// The content stays while the district has not decided one of the document's cases, and while
    /// its last sheet is neither taken nor failed. Number, hash, states and times stay for good.
    ///
    /// # Errors
    /// Nothing is forgotten then, or what is forgotten may still stand in the file beside the
    /// ledger until the next call.
    pub fn forget_settled_before(&mut self, before: DateTime<Utc>) -> Result<usize, LedgerError> {
        let forgotten = self.connection.execute(
            "UPDATE documents SET blocks = NULL
             WHERE blocks IS NOT NULL
                 AND NOT EXISTS (
                     SELECT 1 FROM case_documents n JOIN cases c ON c.id = n.case_id
                     WHERE n.document_id = documents.id
                         AND (c.standing = 'unknown' OR ?1 <= c.stored_at))
                 AND (SELECT state FROM sheets s WHERE s.document_id = documents.id
                      ORDER BY copy DESC LIMIT 1) IN ('taken', 'failed')",
            [Instant(before)],
        )?;
        // Earlier states of the pages stand in the WAL until it is written back and emptied.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(forgotten)
    }
}
