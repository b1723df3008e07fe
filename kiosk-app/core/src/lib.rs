//! The visit, the items' rules, the documents as data: no I/O, no clock, no randomness.
