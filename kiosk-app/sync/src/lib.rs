//! The kiosk's side of the district: snapshot, changes, cases.
