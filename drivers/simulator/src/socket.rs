//! `hands.sock`: the hands for programs in any language. JSON lines in, one answer line each.

use std::{
    fs,
    io::{self, BufRead, BufReader, Write},
    os::unix::net::{UnixListener, UnixStream},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use serde::Serialize;

use crate::{Answer, Error, HandError, Hands};

/// The socket and the thread that answers it. Dropping it removes the one and ends the other.
pub(crate) struct HandsSocket {
    path: PathBuf,
    listener: UnixListener,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl HandsSocket {
    /// Makes the socket, in place of one that nobody answers.
    pub(crate) fn bind(path: PathBuf) -> Result<Self, Error> {
        if UnixStream::connect(&path).is_ok() {
            return Err(Error::Taken(path.parent().unwrap_or(&path).display().to_string()));
        }
        let refuse = Error::cannot("make", &path);
        remove(&path).map_err(&refuse)?;
        let listener = UnixListener::bind(&path).map_err(&refuse)?;
        Ok(Self { path, listener, ends: Arc::default(), thread: None })
    }

    /// Answers from now on, those who call already among them.
    pub(crate) fn serve(&mut self, hands: Hands) -> Result<(), Error> {
        let refuse = Error::cannot("answer at", &self.path);
        let listener = self.listener.try_clone().map_err(&refuse)?;
        let ends = self.ends.clone();
        let thread = thread::Builder::new()
            .name("hands".to_owned())
            .spawn(move || accept(&listener, &hands, &ends))
            .map_err(&refuse)?;
        self.thread = Some(thread);
        Ok(())
    }
}

impl Drop for HandsSocket {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // The thread waits for a caller, so it is given one.
        if let Some(thread) = self.thread.take()
            && UnixStream::connect(&self.path).is_ok()
        {
            let _ = thread.join();
        }
        let _ = remove(&self.path);
    }
}

/// The line of a good answer.
#[derive(Serialize)]
struct Done {
    ok: bool,
    #[serde(flatten)]
    answer: Answer,
}

/// The line of a bad one.
#[derive(Serialize)]
struct Refused {
    ok: bool,
    error: String,
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn accept(listener: &UnixListener, hands: &Hands, ends: &AtomicBool) {
    for caller in listener.incoming() {
        if ends.load(Ordering::SeqCst) {
            return;
        }
        let hands = hands.clone();
        let served = caller.and_then(|caller| {
            thread::Builder::new().name("hands caller".to_owned()).spawn(move || {
                // A caller that has gone away needs no answer.
                let _ = serve(&caller, &hands);
            })
        });
        if let Err(error) = served {
            tracing::warn!(%error, "a caller of the hands could not be served");
        }
    }
}

fn serve(caller: &UnixStream, hands: &Hands) -> io::Result<()> {
    let mut words = BufReader::new(caller);
    let mut line = Vec::new();
    while words.read_until(b'\n', &mut line)? != 0 {
        let mut answer = answer(&line, hands)?;
        answer.push(b'\n');
        (&mut &*caller).write_all(&answer)?;
        line.clear();
    }
    Ok(())
}

/// The answer to one line, without its end.
fn answer(line: &[u8], hands: &Hands) -> serde_json::Result<Vec<u8>> {
    let done = serde_json::from_slice(line)
        .map_err(|error| HandError::Words(error.to_string()))
        .and_then(|hand| hands.perform(hand));
    match done {
        Ok(answer) => serde_json::to_vec(&Done { ok: true, answer }),
        Err(error) => serde_json::to_vec(&Refused { ok: false, error: error.to_string() }),
    }
}
