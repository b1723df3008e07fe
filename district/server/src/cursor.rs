//! The texts that hold a terminal's place. To terminals they are opaque.
//!
//! `EDITION.SEQ` is a place in the stream of changes; `EDITION.SEQ.ID` one in a snapshot, with
//! the change at which that snapshot began and the last person that it has given.

use crate::store::StoreError;

/// Which database this is, and the number of its newest change.
pub(crate) struct Place<'a> {
    pub(crate) edition: &'a str,
    pub(crate) newest: i64,
}

impl Place<'_> {
    /// The cursor after change `seq`.
    pub(crate) fn cursor(&self, seq: i64) -> String {
        format!("{}.{seq}", self.edition)
    }

    /// The place in a snapshot begun at `seq` that has given all people up to `id`.
    pub(crate) fn next(&self, seq: i64, id: &str) -> String {
        format!("{}.{seq}.{id}", self.edition)
    }

    /// The change that a cursor names.
    ///
    /// # Errors
    /// [`StoreError::UnknownCursor`] for a text that this database has not given out, such as one
    /// from before it was restored from an older copy.
    pub(crate) fn read_cursor(&self, text: &str) -> Result<i64, StoreError> {
        let (edition, seq) = text.split_once('.').ok_or(StoreError::UnknownCursor)?;
        let seq = seq.parse().map_err(|_| StoreError::UnknownCursor)?;
        if edition == self.edition && (0..=self.newest).contains(&seq) {
            Ok(seq)
        } else {
            Err(StoreError::UnknownCursor)
        }
    }

    /// Where a snapshot began, and the last person that it gave; `None` begins one.
    ///
    /// # Errors
    /// As [`Place::read_cursor`].
    pub(crate) fn read_next<'t>(
        &self,
        text: Option<&'t str>,
    ) -> Result<(i64, &'t str), StoreError> {
        let Some(text) = text else { return Ok((self.newest, "")) };
        let id_at = text.match_indices('.').nth(1).ok_or(StoreError::UnknownCursor)?.0;
        Ok((self.read_cursor(&text[..id_at])?, &text[id_at + 1..]))
    }
}
