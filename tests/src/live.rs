//! A hall in real time: the kiosk in a process of its own, devices on ptys, the district over HTTP.

use std::{
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use district::{Store, Terminal, TokenHash, rules::Rules};
use link::{Clock, memory::Pace};
use receipt_printer::sim::Ending;
use simulator::{Answer, Hand, Hands, Options, Simulator};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{Piece, Stuck, cast, hall};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Devices and district, and the folder where the kiosk keeps its ledger.
pub struct LiveHall {
    /// Where everything is.
    pub folder: TempDir,
    pieces: Arc<Mutex<Vec<Piece>>>,
    _simulator: Simulator,
    hands: Hands,
    runtime: Runtime,
    books: Arc<dyn Store>,
    _district: district::RunningDistrict,
    url: String,
    token: String,
}

/// What the screen of a kiosk shows.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Screen {
    /// The page's title.
    pub title: String,
    /// What can be touched.
    pub offers: Vec<String>,
    /// All texts.
    pub texts: Vec<String>,
}

/// A kiosk in a process of its own. Dropping it kills it on the spot.
pub struct LiveKiosk {
    child: Child,
    touches: ChildStdin,
    screen: Arc<Mutex<Screen>>,
}

impl LiveHall {
    /// Devices that wait, and a district that knows the cast.
    ///
    /// # Errors
    /// The system gives no folder, pty or port.
    pub fn open() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let pieces: Arc<Mutex<Vec<Piece>>> = Arc::default();
        let tray = Arc::clone(&pieces);
        let simulator = Simulator::start(Options {
            dir: folder.path().to_owned(),
            cards: None,
            pace: Pace::Instant,
            clock: Clock::start(),
            on_sheet: Box::new(move |sheet, dots| {
                let bytes = std::fs::read(&sheet.bytes).unwrap_or_default();
                lock(&tray).push(Piece::new(sheet.number.into(), bytes, dots, Ending::Cut));
            }),
        })?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let token = district::new_token();
        let database = format!("sqlite:{}", folder.path().join("district.sqlite").display());
        let (books, district) = runtime.block_on(async {
            let books = district::open(&database).await?;
            let people: Vec<_> = district::seed::people(cast::SEED).take(hall::PEOPLE).collect();
            books.put_people(&people).await?;
            books.put_credentials(&district::seed::credentials()).await?;
            let name = hall::TERMINAL.to_owned();
            books.admit_terminal(&Terminal { name, token: TokenHash::of(&token) }).await?;
            let rules = Rules { test_keys: true, ..Rules::default() };
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let district = district::start(listener, Arc::clone(&books), rules)?;
            anyhow::Ok((books, district))
        })?;
        let url = format!("http://{}", district.address());
        let hands = simulator.hands();
        Ok(Self {
            folder,
            pieces,
            _simulator: simulator,
            hands,
            runtime,
            books,
            _district: district,
            url,
            token,
        })
    }

    /// Starts a kiosk from the program `live-kiosk`.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn start(&self, program: &Path) -> io::Result<LiveKiosk> {
        self.start_with(program, &[])
    }

    /// The same, with social-security cards read by the first reader of pcscd whose name contains
    /// this. Only a program that was built with the feature `pcsc` can.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn start_on_pcscd(&self, program: &Path, reader: &str) -> io::Result<LiveKiosk> {
        self.start_with(program, &[reader])
    }

    fn start_with(&self, program: &Path, more: &[&str]) -> io::Result<LiveKiosk> {
        let mut child = Command::new(program)
            .args([self.folder.path().as_os_str(), self.url.as_ref(), self.token.as_ref()])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let screen: Arc<Mutex<Screen>> = Arc::default();
        let touches = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let views = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let kept = Arc::clone(&screen);
        thread::spawn(move || {
            for line in BufReader::new(views).lines().map_while(Result::ok) {
                if let Ok(shown) = serde_json::from_str(&line) {
                    *lock(&kept) = shown;
                }
            }
        });
        Ok(LiveKiosk { child, touches, screen })
    }

    /// Does something to the devices; what cannot be done is left.
    pub fn perform(&self, hand: Hand) {
        // No card to lift, no sheet to take: nothing is what was wanted then.
        let _ = self.hands.perform(hand);
    }

    /// Whether a sheet hangs in the mouth.
    pub fn sheet_in_mouth(&self) -> bool {
        matches!(self.hands.perform(Hand::State),
            Ok(Answer::State(state)) if state.receipt_printer.in_mouth.is_some())
    }

    /// What came out of the printer and was cut off.
    pub fn pieces(&self) -> Vec<Piece> {
        lock(&self.pieces).clone()
    }

    /// All that the district was told.
    ///
    /// # Errors
    /// Its database cannot be read.
    pub fn filed(
        &self,
    ) -> Result<Vec<(district_api::Case, district_api::CaseAnswer)>, district::StoreError> {
        self.runtime.block_on(self.books.cases())
    }
}

impl LiveKiosk {
    /// What is on the screen.
    pub fn screen(&self) -> Screen {
        lock(&self.screen).clone()
    }

    /// Touches a control.
    ///
    /// # Errors
    /// The kiosk is gone.
    pub fn touch(&mut self, label: &str) -> io::Result<()> {
        writeln!(self.touches, "{label}")?;
        self.touches.flush()
    }

    /// Waits until the screen is as wanted; `meanwhile` is done again and again.
    ///
    /// # Errors
    /// [`Stuck::NeverCame`].
    pub fn wait_until(
        &self,
        wanted: &str,
        is_so: impl Fn(&Screen) -> bool,
        mut meanwhile: impl FnMut(),
    ) -> Result<(), Stuck> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if is_so(&self.screen()) {
                return Ok(());
            }
            meanwhile();
            thread::sleep(Duration::from_millis(10));
        }
        Err(Stuck::NeverCame { wanted: wanted.to_owned(), shown: self.screen().title })
    }
}

impl Drop for LiveKiosk {
    fn drop(&mut self) {
        // SIGKILL: no destructor of the kiosk runs.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
