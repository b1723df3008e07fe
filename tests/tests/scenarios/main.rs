//! The citizen's journeys, end to end.

mod journeys;
