//! The reference backend of the district: what a terminal pulls from and pushes to.
//!
//! [`rules`] judges a case and knows nothing else; a [`Store`] keeps the books, in SQLite or in
//! memory; [`start`] puts HTTP before a store, and [`seed`] fills one with made-up people. A
//! program that needs neither a network nor a clock asks a [`MemoryDistrict`] directly, and
//! [`authenticate`].

mod auth;
mod authority;
mod credential;
mod cursor;
mod desk;
mod http;
pub mod rules;
pub mod seed;
mod store;

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

pub use auth::{Terminal, TokenHash, new_token};
pub use authority::authenticate;
pub use credential::Credential;
pub use store::{MemoryDistrict, SqliteStore, Store, StoreError, open};

use rules::Rules;

/// A district that answers requests until it is stopped, or dropped.
pub struct RunningDistrict {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl RunningDistrict {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets the requests in hand be answered, takes no others, and ends.
    ///
    /// # Errors
    /// What made it end by itself, if that is what happened.
    pub async fn stop(self) -> io::Result<()> {
        // One that has ended by itself hears nothing, and tells why below.
        let _ = self.stop.send(());
        self.task.await.map_err(io::Error::other)?
    }
}

/// Serves the district on `listener`, in a task of its own.
///
/// # Errors
/// Where the listener cannot tell its address.
pub fn start(
    listener: TcpListener,
    store: Arc<dyn Store>,
    rules: Rules,
) -> io::Result<RunningDistrict> {
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    let serve = axum::serve(listener, http::router(store, rules)).with_graceful_shutdown(async {
        // A dropped sender means the same as a word from it.
        let _ = stopped.await;
    });
    let task = tokio::spawn(async move { serve.await });
    Ok(RunningDistrict { address, stop, task })
}
