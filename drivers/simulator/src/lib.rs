//! Every simulated device on a pty, and the hands that work them.
