//! The receipt printer (ESC/POS, GB 18030): wire, client and simulated printer.
//!
//! A sheet is composed once ([`job::Composer`] into [`job::Job`]), sent by the [`Client`], and printed when the
//! printer says so in its turn. Whatever differs from model to model stands in a [`Profile`].

mod client;
mod code128;
mod condition;
pub mod job;
mod profile;
pub mod sim;
pub mod wire;

pub use client::{Client, Command, Event, JobId};
pub use condition::{Condition, Paper, PrintError, Remedy};
pub use profile::{ASSUMED_EXIT_SENSOR, Clearing, ExitSensor, Profile, Proof};
