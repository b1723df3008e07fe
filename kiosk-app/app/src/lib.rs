//! The kiosk: joins core, ledger, paper, sync, screen and drivers.
