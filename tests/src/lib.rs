//! The whole kiosk: kit, scenarios, judges, benchmarks.
