//! The I/O board (I/O 板) under the screen.
