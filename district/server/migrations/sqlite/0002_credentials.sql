-- 医保电子凭证, made up: the one code that each holder's phone shows, as its salted SM3.
CREATE TABLE credentials (
    id_number TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    code_hash BLOB NOT NULL UNIQUE
) STRICT;
