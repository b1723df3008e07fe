//! The recorder on a real port. `record_to` counts for a whole process, so this is one of its own.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::mpsc::channel, time::Duration};

use link::{
    Clock, Line, Machine, Port, Socket, Step, Uptime,
    memory::Pace,
    recorder::{Bytes, Entry, FORMAT, What, record_to},
    run, run_device,
};

const AT_MOST: Duration = Duration::from_secs(20);

/// Says what it is told to, and tells what it hears, or sends it back. Tells 0 when the line is up.
#[derive(Default)]
struct Parrot {
    echoes: bool,
    steps: Vec<Step<u8>>,
}

impl Machine for Parrot {
    type Command = u8;
    type Event = u8;
    fn command(&mut self, _: Uptime, byte: u8) {
        self.steps.push(Step::Send(vec![byte]));
    }
    fn received(&mut self, _: Uptime, bytes: &[u8]) {
        let step = |byte: &u8| {
            if self.echoes { Step::Send(vec![*byte]) } else { Step::Happened(*byte) }
        };
        self.steps.extend(bytes.iter().map(step));
    }
    fn line(&mut self, _: Uptime, line: Line) {
        if line == Line::Up {
            self.steps.push(Step::Happened(0));
        }
    }
    fn poll(&mut self, _: Uptime) -> Step<u8> {
        self.steps.pop().unwrap_or(Step::WaitUntil(None))
    }
}

#[test]
fn all_that_passes_on_a_port_is_in_a_file_that_nobody_else_can_read() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, link) = (dir.path().join("recordings"), dir.path().join("parrot"));
    record_to(&folder).unwrap();
    let socket = Socket { link: link.clone(), pace: Pace::Instant };
    let echo = Parrot { echoes: true, ..Parrot::default() };
    let device = run_device("echo", socket, &Clock::start(), echo, |_| ()).unwrap();
    let (tell, heard) = channel();
    let said = move |byte| tell.send(byte).unwrap_or_default();
    let port = Port::new(&link, 115_200);
    let host = run("parrot", port, &Clock::start(), Parrot::default(), said).unwrap();
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(0));
    host.set_baud(9600);
    host.command(8);
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(8));
    drop((host, device));

    let lines = fs::read_to_string(folder.join("parrot.jsonl")).unwrap();
    let entries: Vec<Entry> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert!(entries.is_sorted_by_key(|entry| entry.at));
    let what: Vec<What> = entries.into_iter().map(|entry| entry.what).collect();
    let began = What::Began { format: FORMAT, port: "parrot".to_owned(), baud: 115_200 };
    assert_eq!(what[0], began);
    let up = what.iter().position(|it| *it == What::Line(Line::Up)).unwrap();
    let byte = || Bytes(vec![8]);
    let wanted = [
        What::Line(Line::Up),
        What::Event("0".to_owned()),
        What::Baud(9600),
        What::Order("8".to_owned()),
        What::Sent(byte()),
        What::Received(byte()),
        What::Event("8".to_owned()),
    ];
    assert_eq!(what[up..][..wanted.len()], wanted);

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("parrot.jsonl")), 0o600);
    // A second run leaves the first recording alone.
    drop(run("parrot", Port::new(&link, 115_200), &Clock::start(), Parrot::default(), |_| ()));
    assert!(folder.join("parrot-2.jsonl").exists());
    assert_eq!(fs::read_to_string(folder.join("parrot.jsonl")).unwrap(), lines);
}
