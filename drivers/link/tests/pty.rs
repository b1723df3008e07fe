//! Machines on real pseudo-terminals.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::Path,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use link::{
    Clock, ControlLine, Device, Handle, Line, Machine, Port, Pty, Socket, Step, StopBits, Uptime,
    memory::Pace, run, run_device,
};

/// Long enough for a busy machine; a sound one never waits for it.
const AT_MOST: Duration = Duration::from_secs(20);

/// Sends what it is told to, or what it hears, and reports what happens to it.
#[derive(Default)]
struct Talker {
    echoes: bool,
    steps: Vec<Step<Heard>>,
    alarm_at: Option<Uptime>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Heard {
    Bytes(Vec<u8>),
    Line(Line),
    AlarmSet,
    Alarm,
}

#[derive(Debug)]
enum Say {
    Bytes(Vec<u8>),
    AlarmAfter(Duration),
}

impl Machine for Talker {
    type Command = Say;
    type Event = Heard;

    fn command(&mut self, now: Uptime, command: Say) {
        match command {
            Say::Bytes(bytes) => self.steps.push(Step::Send(bytes)),
            Say::AlarmAfter(time) => {
                self.alarm_at = Some(now + time);
                self.steps.push(Step::Happened(Heard::AlarmSet));
            }
        }
    }

    fn received(&mut self, _: Uptime, bytes: &[u8]) {
        self.steps.push(if self.echoes {
            Step::Send(bytes.to_vec())
        } else {
            Step::Happened(Heard::Bytes(bytes.to_vec()))
        });
    }

    fn line(&mut self, _: Uptime, line: Line) {
        self.steps.push(Step::Happened(Heard::Line(line)));
    }

    fn poll(&mut self, now: Uptime) -> Step<Heard> {
        if self.alarm_at.take_if(|at| *at <= now).is_some() {
            return Step::Happened(Heard::Alarm);
        }
        if self.steps.is_empty() {
            return Step::WaitUntil(self.alarm_at);
        }
        self.steps.remove(0)
    }
}

fn echo_at(link: &Path, pace: Pace) -> (Device<Say>, Receiver<Heard>) {
    let (tell, heard) = channel();
    let machine = Talker { echoes: true, ..Talker::default() };
    let socket = Socket { link: link.to_owned(), pace };
    let device = run_device("echo", socket, &Clock::start(), machine, move |event| {
        let _ = tell.send(event);
    });
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    (device.expect("a thread for the device"), heard)
}

fn host_on(link: &Path, clock: &Clock) -> (Handle<Say>, Receiver<Heard>) {
    let (tell, heard) = channel();
    let port = Port::new(link, 3_000_000);
    let host = run("host", port, clock, Talker::default(), move |event| {
        let _ = tell.send(event);
    });
    (host.expect("a thread for the host"), heard)
}

fn client_of(link: &Path) -> File {
    OpenOptions::new().read(true).write(true).open(link).expect("the client's end")
}

fn hear_bytes(heard: &Receiver<Heard>, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < count {
        match heard.recv_timeout(AT_MOST).expect("bytes in time") {
            Heard::Bytes(more) => bytes.extend(more),
            other => panic!("{other:?} while waiting for bytes"),
        }
    }
    bytes
}

#[test]
fn a_plain_file_client_is_answered_byte_for_byte() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let (_device, _heard) = echo_at(&link, Pace::Instant);
    let mut client = client_of(&link);
    // Every byte, those among them that a terminal would take for an order or translate.
    let every: Vec<u8> = (0..=255).collect();
    client.write_all(&every).unwrap();
    let mut answer = [0; 256];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(answer.as_slice(), every);
}

#[test]
fn a_client_that_leaves_and_one_that_comes_are_no_hang_up() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let (_device, heard) = echo_at(&link, Pace::Instant);
    for _ in 0..3 {
        let mut client = client_of(&link);
        client.write_all(b"anyone?").unwrap();
        let mut answer = [0; 7];
        client.read_exact(&mut answer).unwrap();
    }
    assert!(heard.try_recv().is_err(), "the device noticed nothing");
}

#[test]
fn sixty_four_kilobytes_come_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let (_device, _events) = echo_at(&link, Pace::Instant);
    let (host, heard) = host_on(&link, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    let burst: Vec<u8> =
        (0..65_536u32).map(|place| (place.wrapping_mul(7919) >> 8) as u8).collect();
    host.command(Say::Bytes(burst.clone()));
    assert_eq!(hear_bytes(&heard, burst.len()), burst);
}

#[test]
fn a_paced_device_is_no_faster_than_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let pace = Pace::Baud(115_200);
    let (_device, _heard) = echo_at(&link, pace);
    let mut client = client_of(&link);
    let started = Instant::now();
    client.write_all(&[0x55; 1295]).unwrap();
    let mut answer = [0; 1295];
    client.read_exact(&mut answer).unwrap();
    // All but the first and the last portion of two milliseconds.
    assert!(pace.time_for(1295) - Duration::from_millis(4) < started.elapsed());
}

#[test]
fn a_device_that_is_unplugged_and_plugged_in_is_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let (device, device_heard) = echo_at(&link, Pace::Instant);
    let (host, heard) = host_on(&link, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));

    device.unplug();
    device.settle();
    assert!(!link.is_symlink());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Down)));
    assert_eq!(device_heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Down)));

    device.plug();
    device.settle();
    assert!(link.is_symlink());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    host.command(Say::Bytes(b"here again".to_vec()));
    assert_eq!(hear_bytes(&heard, 10), b"here again");

    drop(device);
    assert!(!link.is_symlink());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Down)));
}

#[test]
fn a_port_that_is_not_there_yet_is_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("echo");
    let (_host, heard) = host_on(&link, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Down)));
    let (_device, _events) = echo_at(&link, Pace::Instant);
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
}

#[test]
fn a_far_end_that_takes_no_bytes_is_a_line_that_is_down() {
    // Nobody reads this one, and so it is full after a few kilobytes.
    let (_pty, path) = Pty::open().unwrap();
    let (host, heard) = host_on(&path, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    host.command(Say::Bytes(vec![0; 65_536]));
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Down)));
}

#[test]
fn a_second_program_is_kept_off_the_port_and_told_why() {
    let (_pty, path) = Pty::open().unwrap();
    let port = Port::new(&path, 115_200);
    port.check().unwrap();
    let (host, heard) = host_on(&path, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    let error = port.check().unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot open {}", path.display())), "{error}");
    drop(host);
    port.check().unwrap();
}

#[test]
fn a_deadline_an_hour_away_comes_at_once_when_the_clock_is_moved() {
    let (_pty, path) = Pty::open().unwrap();
    let clock = Clock::start();
    let (host, heard) = host_on(&path, &clock);
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    host.command(Say::AlarmAfter(Duration::from_secs(3600)));
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::AlarmSet));
    clock.skip(Duration::from_secs(3600));
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Alarm));
}

#[test]
fn the_rate_of_an_open_port_is_changed_without_closing_it() {
    let (_pty, path) = Pty::open().unwrap();
    // Opened before the host locks others out.
    let witness = client_of(&path);
    let (host, heard) = host_on(&path, &Clock::start());
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Line(Line::Up)));
    host.set_baud(38_400);
    host.command(Say::AlarmAfter(Duration::ZERO));
    assert_eq!(heard.recv_timeout(AT_MOST), Ok(Heard::Alarm));
    let settings = rustix::termios::tcgetattr(witness).unwrap();
    assert_eq!(settings.output_speed(), 38_400);
}

#[test]
fn a_port_that_wants_two_stop_bits_and_low_control_lines_opens_on_what_has_no_such_lines() {
    let (_pty, path) = Pty::open().unwrap();
    let witness = client_of(&path);
    let stop_bits = || {
        let modes = rustix::termios::tcgetattr(&witness).unwrap().control_modes;
        modes.contains(rustix::termios::ControlModes::CSTOPB)
    };
    let usual = Port::new(&path, 115_200);
    usual.check().unwrap();
    assert!(!stop_bits());
    let card_reader =
        Port { stop_bits: StopBits::Two, rts: ControlLine::Low, dtr: ControlLine::Low, ..usual };
    card_reader.check().unwrap();
    assert!(stop_bits());
}
