//! Wire types that kiosk and district share.
