//! The pages: a thin view over the core's screens.
