//! The citizen's journeys, end to end, each named after what happens in the hall.

mod cards;
mod credentials;
mod district;
mod faults;
mod journeys;
mod noise;
mod paper;
mod power;
mod privacy;
mod readers;
mod simulation;
