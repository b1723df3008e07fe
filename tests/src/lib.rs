//! The kit: a whole hall in one thread, in virtual time, from one seed.
//!
//! A [`Hall`] is the kiosk as a hall installs it ([`kiosk::Kiosk`] with all drivers' clients), the
//! simulated devices at the other end of their wires, and a district behind a [`Network`].
//! [`hands`] do what people do to the machine, a [`citizen`] reads the screen and touches it, and
//! [`books`] compares what ledger, district and paper say of the same case.
//!
//! ```
//! # fn main() -> Result<(), tests::Stuck> {
//! let mut hall = tests::Hall::open(7);
//! hall.place_card("lin-zhiyuan");
//! hall.wait_for("您好")?;
//! hall.touch("查我的参保信息")?;
//! hall.wait_for("我的参保信息")?;
//! # Ok(())
//! # }
//! ```

pub mod books;
pub mod cast;
pub mod citizen;
mod end;
pub mod hall;
pub mod hands;
pub mod journeys;
pub mod live;
pub mod network;
pub mod page;
mod paper;
mod storage;
pub mod tally;

pub use citizen::Stuck;
pub use hall::{Hall, PowerCut};
pub use network::Network;
pub use paper::Piece;

/// What a scenario comes to.
pub type Story = Result<(), Stuck>;
