//! The kiosk's durable memory on SQLite: replica, cases, outbox, paper ledger.
