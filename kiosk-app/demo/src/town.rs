//! A district of made-up people in the same box, whose network can be cut.

use std::{net::SocketAddr, path::Path, sync::Arc};

use anyhow::Context;
use district::{RunningDistrict, Store, Terminal, TokenHash, rules::Rules};
use district_api::{Case, CaseAnswer};
use tokio::{net::TcpListener, runtime::Runtime};

/// How many people live there; the cast of the demo is among them.
const PEOPLE: usize = 300;
/// The same people every time.
const SEED: u64 = 500_119;

/// The district.
pub(crate) struct Town {
    runtime: Runtime,
    store: Arc<dyn Store>,
    address: SocketAddr,
    running: Option<RunningDistrict>,
}

impl Town {
    /// Settles a town whose books are in `folder`, and lets `terminal` call with `token`.
    pub(crate) fn settle(folder: &Path, terminal: &str, token: &str) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .context("the district's thread cannot be started")?;
        let url = format!("sqlite:{}", folder.join("district.sqlite").display());
        let (store, address) = runtime.block_on(async {
            let store = district::open(&url).await?;
            let people: Vec<_> = district::seed::people(SEED).take(PEOPLE).collect();
            store.put_people(&people).await?;
            store.put_credentials(&district::seed::credentials()).await?;
            let terminal = Terminal { name: terminal.to_owned(), token: TokenHash::of(token) };
            store.admit_terminal(&terminal).await?;
            // A free port is chosen once; the district comes back at the same one.
            let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?;
            anyhow::Ok((store, address))
        })?;
        let mut town = Self { runtime, store, address, running: None };
        town.connect()?;
        Ok(town)
    }

    /// Where the district is to be reached.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Puts the network back.
    pub(crate) fn connect(&mut self) -> anyhow::Result<()> {
        if self.running.is_none() {
            let running = self.runtime.block_on(async {
                let listener = TcpListener::bind(self.address).await?;
                let rules = Rules { test_keys: true, ..Rules::default() };
                district::start(listener, Arc::clone(&self.store), rules)
            });
            self.running = Some(running.context("the district cannot listen again")?);
        }
        Ok(())
    }

    /// Cuts the network.
    pub(crate) fn cut(&mut self) -> anyhow::Result<()> {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop()).context("the district ended by itself")?;
        }
        Ok(())
    }

    /// What the books hold, oldest first.
    pub(crate) fn cases(&self) -> anyhow::Result<Vec<(Case, CaseAnswer)>> {
        Ok(self.runtime.block_on(self.store.cases())?)
    }
}
