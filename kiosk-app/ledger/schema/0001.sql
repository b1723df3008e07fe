-- Days are integers such as 20260501, months 202605, instants nanoseconds since 1970 UTC,
-- money fen, ids the sixteen bytes of a UUID.

-- One row: which generation of people is the district as the kiosk knows it.
CREATE TABLE replica (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    cursor     TEXT,
    as_of      INTEGER
) STRICT;

INSERT INTO replica (one, generation) VALUES (1, 0);

CREATE TABLE people (
    key           INTEGER PRIMARY KEY,
    generation    INTEGER NOT NULL,
    id            TEXT NOT NULL,
    id_number     TEXT NOT NULL,
    name          TEXT NOT NULL,
    sex           TEXT NOT NULL,
    nation        INTEGER NOT NULL,
    birth_date    INTEGER NOT NULL,
    deceased      INTEGER NOT NULL,
    unmerged      INTEGER NOT NULL,
    balance_fen   INTEGER,
    balance_as_of INTEGER,
    CHECK ((balance_fen IS NULL) = (balance_as_of IS NULL))
) STRICT;

CREATE UNIQUE INDEX people_by_id ON people (generation, id);
CREATE INDEX people_by_number ON people (generation, id_number, id);

CREATE TABLE enrolments (
    person        INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    place         INTEGER NOT NULL,
    scheme        TEXT NOT NULL,
    category      TEXT NOT NULL,
    status        INTEGER NOT NULL,
    first_on      INTEGER NOT NULL,
    current_since INTEGER NOT NULL,
    paused_on     INTEGER,
    ended_on      INTEGER,
    unit_name     TEXT,
    division      TEXT NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE contributions (
    person         INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    place          INTEGER NOT NULL,
    scheme         TEXT NOT NULL,
    month          INTEGER NOT NULL,
    base_fen       INTEGER NOT NULL,
    personal_fen   INTEGER NOT NULL,
    unit_fen       INTEGER NOT NULL,
    subsidy_fen    INTEGER NOT NULL,
    to_account_fen INTEGER NOT NULL,
    paid_on        INTEGER,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;

-- The last number handed out for a day.
CREATE TABLE serials (
    division TEXT NOT NULL,
    terminal INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (division, terminal, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    id         BLOB PRIMARY KEY,
    item       TEXT NOT NULL,
    person     TEXT NOT NULL,
    credential TEXT NOT NULL,
    matter     TEXT NOT NULL,
    standing   TEXT NOT NULL CHECK (standing IN ('unknown', 'accepted', 'refused')),
    serial     TEXT,
    reason     TEXT,
    stored_at  INTEGER NOT NULL,
    CHECK ((serial IS NOT NULL) = (standing = 'accepted')),
    CHECK ((reason IS NOT NULL) = (standing = 'refused'))
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_by_person ON cases (person, stored_at);

CREATE TABLE case_steps (
    case_id BLOB NOT NULL REFERENCES cases,
    place   INTEGER NOT NULL,
    step    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (case_id, place),
    UNIQUE (case_id, step)
) STRICT, WITHOUT ROWID;

-- case_id is the case that first issued the document; a slip has none. blocks is the personal
-- content: a slip without a case never has it, the others until it is forgotten.
CREATE TABLE documents (
    id           BLOB PRIMARY KEY,
    case_id      BLOB REFERENCES cases,
    form         TEXT NOT NULL,
    form_version TEXT NOT NULL,
    name         TEXT NOT NULL,
    number       TEXT,
    content_hash TEXT NOT NULL,
    blocks       TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_by_case ON documents (case_id);
CREATE UNIQUE INDEX documents_by_number ON documents (form, number) WHERE number IS NOT NULL;

-- Which papers belong to a case; a certificate belongs to the case of each of its copies too.
CREATE TABLE case_documents (
    case_id     BLOB NOT NULL REFERENCES cases,
    place       INTEGER NOT NULL,
    document_id BLOB NOT NULL REFERENCES documents,
    PRIMARY KEY (case_id, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_documents_by_document ON case_documents (document_id);

CREATE TABLE sheets (
    document_id BLOB NOT NULL REFERENCES documents,
    copy        INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('original', 'reissue')),
    state       TEXT NOT NULL CHECK (state IN
        ('asked', 'sent', 'printed', 'presented', 'taken', 'failed', 'unknown')),
    PRIMARY KEY (document_id, copy)
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_changes (
    document_id BLOB NOT NULL,
    copy        INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    state       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (document_id, copy, place),
    FOREIGN KEY (document_id, copy) REFERENCES sheets
) STRICT, WITHOUT ROWID;

-- place, not a time, is the order: a clock that was set back changes nothing. steps is how many
-- the case had when it was stored: that much of it is sent, whatever was added later.
CREATE TABLE outbox (
    place      INTEGER PRIMARY KEY,
    case_id    BLOB NOT NULL UNIQUE REFERENCES cases,
    steps      INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    last_error TEXT
) STRICT;
