//! What the Slint compiler makes of the pages.

#![allow(missing_docs, unreachable_pub, clippy::all, clippy::todo, clippy::unwrap_used)]

slint::include_modules!();
