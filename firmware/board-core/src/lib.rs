//! What the I/O board does.
#![no_std]
#![forbid(unsafe_code)]
