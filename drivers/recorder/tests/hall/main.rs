//! Recordings as halls would send them: those that are kept, and those of whatever may go wrong.

mod faults;
mod kept;
#[path = "../../examples/simulate/studio.rs"]
mod studio;
mod traces;
