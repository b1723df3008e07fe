-- Which database this is. Cursors carry it, so that one from another database is recognised.
CREATE TABLE edition (id TEXT NOT NULL) STRICT;
INSERT INTO edition (id) VALUES (lower(hex(randomblob(8))));

-- 参保人员. `seq` is the number of the last change of the row; a body that is NULL was removed.
CREATE TABLE people (
    id   TEXT    NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL UNIQUE,
    body TEXT
) STRICT;

-- 办件, with the one answer that each was given.
CREATE TABLE cases (
    id       TEXT NOT NULL PRIMARY KEY,
    terminal TEXT NOT NULL,
    body     TEXT NOT NULL,
    answer   TEXT NOT NULL
) STRICT;

-- 参保凭证 that were accepted; a number belongs to the case that first carried it.
CREATE TABLE vouchers (
    number  TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    person  TEXT NOT NULL
) STRICT;

-- The last running number of each day's serials (业务流水号).
CREATE TABLE serials (
    day  TEXT    NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

-- Terminals, and the SM3 of their tokens.
CREATE TABLE terminals (
    name       TEXT NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL
) STRICT;
