use std::path::Path;

use kiosk_ledger::{Ledger, LedgerError};
use rusqlite::Connection;

use crate::cast::{at, lin_zhiyuan};

/// A small database of every released schema, oldest first.
const RELEASED: [&str; 1] = [include_str!("../released/0001.sql")];

/// Every table and index as SQLite has it, spaces aside.
fn schema_of(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
        .unwrap();
    let rows = statement
        .query_map([], |row| {
            let [kind, name, sql]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            let sql: Vec<_> = sql.split_whitespace().collect();
            Ok(format!("{kind} {name}: {}", sql.join(" ")))
        })
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn version_of(path: &Path) -> usize {
    let connection = Connection::open(path).unwrap();
    connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)).unwrap()
        as usize
}

#[test]
fn a_ledger_of_every_released_schema_becomes_like_a_new_one_and_keeps_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.db");
    drop(Ledger::open(&new).unwrap());
    assert_eq!(version_of(&new), RELEASED.len(), "every schema has its released database here");

    for (version, dump) in (1..).zip(RELEASED) {
        let old = folder.path().join(format!("{version}.db"));
        Connection::open(&old).unwrap().execute_batch(dump).unwrap();
        assert_eq!(version_of(&old), version);
        let mut ledger = Ledger::open(&old).unwrap();
        let lin = ledger.find_by_number(&lin_zhiyuan().id_number).unwrap().unwrap();
        assert!(lin.person == lin_zhiyuan());
        assert_eq!(ledger.due(10).unwrap().len(), 1);
        assert_eq!(ledger.issued_to(&lin.person.id).unwrap().len(), 2);
        assert_eq!(ledger.recover(at(99)).unwrap().len(), 1);
        assert_eq!(ledger.next_serial("500119", 7, at(0).date_naive()).unwrap(), 3);
        drop(ledger);
        assert_eq!(schema_of(&old), schema_of(&new));
        assert_eq!(version_of(&old), RELEASED.len());
    }
}

#[test]
fn a_ledger_of_a_later_kiosk_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(Ledger::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 1_000).unwrap();
    let refused = Ledger::open(&path).unwrap_err();
    assert!(
        matches!(refused, LedgerError::Newer { found: 1_000, known } if known as usize == RELEASED.len())
    );
    assert!(refused.to_string().contains("install the newer version"));
    assert_eq!(version_of(&path), 1_000);
}
