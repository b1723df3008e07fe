//! The schema in numbered steps.

use rusqlite::{Connection, TransactionBehavior};

use crate::LedgerError;

/// Step `n` stands at `n - 1` and leads from schema `n - 1` to `n`. A released step never changes.
const STEPS: &[&str] = &[include_str!("../schema/0001.sql")];

/// Brings a database from whatever schema it has to the newest, each step in a transaction.
pub(crate) fn upgrade(connection: &mut Connection) -> Result<(), LedgerError> {
    // Immediate also where there is no step to take: it takes the lock that keeps a second writer out.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    transaction.commit()?;
    let steps = || (1_u32..).zip(STEPS);
    let known = steps().map(|(number, _)| number).max().unwrap_or(0);
    if known < found {
        return Err(LedgerError::Newer { found, known });
    }
    for (number, step) in steps().filter(|(number, _)| found < *number) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
