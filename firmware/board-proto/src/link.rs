//! Acknowledgement and repeat: within a session each message arrives once and in order.
//!
//! The kiosk begins a session under a number of its own and begins another one whenever the board
//! has forgotten it or the line was silent. In a session, one message at a time is under way in each
//! direction. It is repeated until the other end says that it heard it; what is heard twice counts
//! once. Numbers wrap, so a frame must not come back after 255 others, which no cable does.
//!
//! The owner hands in bytes and the time, and calls [`Link::next_frame`] until it gives none. What
//! was offered and not yet heard when a session ends is gone: a new session begins with what holds.

use crate::{
    Body, Millis,
    frame::{BadFrame, Deframer, Frame, Kind, Wire},
    millis::earlier,
};

/// A frame without an answer is repeated after this many milliseconds, which doubles up to
/// [`REPEAT_AT_MOST`]. The longest frame and its answer take 6 ms at 115,200 baud.
const REPEAT_AFTER: u64 = 40;
const REPEAT_AT_MOST: u64 = 160;

/// So many times a message is said, and the session is over: the other end may mean another one.
const TRIES: u32 = 5;

/// The kiosk asks whether anybody is there when it has heard nothing for so many milliseconds.
const PING_AFTER: u64 = 400;

/// After so many milliseconds without a frame of the other end a session is over.
pub const QUIET_AFTER: u64 = 2000;

/// What a byte ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Nothing, or what the link itself had to know.
    Nothing,
    /// A new session has begun. Nothing of the last one will arrive any more.
    Opened,
    /// A message.
    Message(Body),
    /// The other end speaks this version.
    Version(u8),
}

/// What befell frames since the beginning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Whole ones that came in.
    pub heard: u32,
    /// Ones that came damaged.
    pub damaged: u32,
    /// Ones that had to be sent again.
    pub repeated: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Kiosk,
    Board,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    /// The kiosk has asked for a session.
    Opening,
    Open,
}

/// When something is said, and how often it was.
#[derive(Debug, Clone, Copy, Default)]
struct Repeat {
    at: Millis,
    tries: u32,
}

impl Repeat {
    fn said(&mut self, now: Millis) {
        let wait = REPEAT_AFTER.checked_shl(self.tries).unwrap_or(u64::MAX);
        self.at = now.plus(wait.min(REPEAT_AT_MOST));
        self.tries = self.tries.saturating_add(1);
    }
}

/// One end of the link.
#[derive(Debug)]
pub struct Link {
    end: End,
    state: State,
    session: u16,
    deframer: Deframer,
    /// The message under way.
    outgoing: Option<Body>,
    /// When it, or the wish for a session, is said.
    repeat: Repeat,
    /// The number of the latest message sent, and of the latest one heard.
    number: u8,
    heard: u8,
    /// What is owed to the other end, and in which session.
    owed: Option<(Kind, u16)>,
    heard_at: Millis,
    ping_at: Millis,
    counts: Counts,
}

impl Link {
    /// The kiosk's end. Its first session is `first`, which a kiosk that starts anew draws anew.
    pub fn kiosk(first: u16) -> Self {
        Self::new(End::Kiosk, first, None)
    }

    /// The board's end. It lets the kiosk know that whatever session there was is over.
    pub fn board() -> Self {
        Self::new(End::Board, 0, Some((Kind::Closed, 0)))
    }

    fn new(end: End, session: u16, owed: Option<(Kind, u16)>) -> Self {
        Self {
            end,
            state: State::Closed,
            session,
            deframer: Deframer::default(),
            outgoing: None,
            repeat: Repeat::default(),
            number: 0,
            heard: 0,
            owed,
            heard_at: Millis::default(),
            ping_at: Millis::default(),
            counts: Counts::default(),
        }
    }

    /// The kiosk begins a new session; for when its line comes up.
    pub fn open(&mut self, now: Millis) {
        let session = match self.session.wrapping_add(1) {
            0 => 1, // 0 is the session that no kiosk is in.
            session => session,
        };
        self.begin(now, session, State::Opening);
        self.deframer.clear();
    }

    /// Forgets the session; for when the line goes down.
    pub fn close(&mut self) {
        self.state = State::Closed;
        self.outgoing = None;
        self.owed = None;
        self.deframer.clear();
    }

    fn begin(&mut self, now: Millis, session: u16, state: State) {
        self.session = session;
        self.state = state;
        self.outgoing = None;
        self.repeat = Repeat { at: now, tries: 0 };
        self.number = 0;
        self.heard = 0;
        self.owed = None;
        self.heard_at = now;
        self.ping_at = now.plus(PING_AFTER);
    }

    /// Whether both ends are in one session, as far as this one knows.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// The session, 0 before the first.
    pub fn session(&self) -> u16 {
        self.session
    }

    /// What befell frames.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether [`Link::offer`] would take a message.
    pub fn is_free(&self) -> bool {
        self.is_open() && self.outgoing.is_none()
    }

    /// Takes a message to be sent; says whether it did.
    pub fn offer(&mut self, now: Millis, body: Body) -> bool {
        let free = self.is_free();
        if free {
            self.number = self.number.wrapping_add(1);
            self.outgoing = Some(body);
            self.repeat = Repeat { at: now, tries: 0 };
        }
        free
    }

    /// Takes a byte off the wire.
    pub fn received(&mut self, now: Millis, byte: u8) -> Heard {
        let frame = match self.deframer.take(byte) {
            None => return Heard::Nothing,
            Some(Ok(frame)) => frame,
            Some(Err(BadFrame::Damaged)) => {
                self.counts.damaged = self.counts.damaged.saturating_add(1);
                return Heard::Nothing;
            }
            Some(Err(BadFrame::Version(version))) => {
                if self.end == End::Board {
                    // So that a kiosk of another version learns of this one.
                    self.owed = Some((Kind::Closed, 0));
                }
                return Heard::Version(version);
            }
        };
        self.counts.heard = self.counts.heard.saturating_add(1);
        match (self.end, frame.kind) {
            (End::Board, Kind::Open) => self.asked_to_open(now, frame.session),
            (End::Kiosk, Kind::Opened) => self.opened(now, frame.session),
            (End::Kiosk, Kind::Closed) => {
                if self.state != State::Closed && [0, self.session].contains(&frame.session) {
                    self.open(now);
                }
                Heard::Nothing
            }
            (_, Kind::Message | Kind::Heard | Kind::Ping) => self.in_session(now, frame),
            // The other end's words from this end: an echo of a shorted line.
            (End::Board, Kind::Opened | Kind::Closed) | (End::Kiosk, Kind::Open) => Heard::Nothing,
        }
    }

    fn asked_to_open(&mut self, now: Millis, session: u16) -> Heard {
        let known = self.is_open() && self.session == session;
        if known && self.heard != 0 {
            // The kiosk has spoken in this session, so this one is another, or the wish is an old
            // one. With the next session all is clear.
            self.owed = Some((Kind::Closed, session));
            return Heard::Nothing;
        }
        if !known {
            self.begin(now, session, State::Open);
        }
        self.heard_at = now;
        self.owed = Some((Kind::Opened, session));
        if known { Heard::Nothing } else { Heard::Opened }
    }

    fn opened(&mut self, now: Millis, session: u16) -> Heard {
        if self.state != State::Opening || self.session != session {
            return Heard::Nothing;
        }
        self.begin(now, session, State::Open);
        Heard::Opened
    }

    fn in_session(&mut self, now: Millis, frame: Frame) -> Heard {
        if !self.is_open() || self.session != frame.session {
            if self.end == End::Board {
                self.owed = Some((Kind::Closed, frame.session));
            }
            return Heard::Nothing;
        }
        self.heard_at = now;
        self.ping_at = now.plus(PING_AFTER);
        if frame.heard == self.number {
            self.outgoing = None;
        }
        match frame.kind {
            Kind::Message => {
                self.owed = Some((Kind::Heard, self.session));
                if frame.number != self.heard.wrapping_add(1) {
                    return Heard::Nothing; // It was heard before, or is older still.
                }
                self.heard = frame.number;
                Heard::Message(frame.body)
            }
            Kind::Ping => {
                self.owed = Some((Kind::Heard, self.session));
                Heard::Nothing
            }
            _ => Heard::Nothing,
        }
    }

    /// What is to be sent now. Called until it gives nothing.
    pub fn next_frame(&mut self, now: Millis) -> Option<Wire> {
        self.mind_silence(now);
        if let Some((kind @ (Kind::Closed | Kind::Opened), session)) = self.owed {
            self.owed = None;
            return Some(Frame { kind, session, number: 0, heard: 0, body: Body::new() }.encode());
        }
        match (self.state, &self.outgoing) {
            (State::Opening, _) if self.repeat.at <= now => {
                self.count_repeat();
                self.repeat.said(now);
                return Some(self.frame(Kind::Open, Body::new()));
            }
            (State::Open, Some(body)) if self.repeat.at <= now => {
                let body = body.clone();
                self.count_repeat();
                self.repeat.said(now);
                self.owed = None;
                return Some(self.frame(Kind::Message, body));
            }
            _ => {}
        }
        if self.owed.take().is_some() {
            return Some(self.frame(Kind::Heard, Body::new()));
        }
        if self.pings() && self.ping_at <= now {
            self.ping_at = now.plus(PING_AFTER);
            return Some(self.frame(Kind::Ping, Body::new()));
        }
        None
    }

    /// Ends a session in which the other end is not heard any more.
    fn mind_silence(&mut self, now: Millis) {
        if !self.is_open() {
            return;
        }
        let tired = self.outgoing.is_some() && TRIES <= self.repeat.tries && self.repeat.at <= now;
        let quiet = QUIET_AFTER <= now.since(self.heard_at);
        match self.end {
            _ if !tired && !quiet => {}
            End::Kiosk => self.open(now),
            End::Board => self.close(),
        }
    }

    fn count_repeat(&mut self) {
        if 0 < self.repeat.tries {
            self.counts.repeated = self.counts.repeated.saturating_add(1);
        }
    }

    fn pings(&self) -> bool {
        self.end == End::Kiosk && self.is_free()
    }

    fn frame(&self, kind: Kind, body: Body) -> Wire {
        let Self { session, number, heard, .. } = *self;
        Frame { kind, session, number, heard, body }.encode()
    }

    /// When [`Link::next_frame`] has something to say if nothing comes in before.
    pub fn wakes_at(&self) -> Option<Millis> {
        let speaks = match self.state {
            State::Closed => None,
            State::Opening => Some(self.repeat.at),
            State::Open => self.outgoing.as_ref().map(|_| self.repeat.at),
        };
        let quiet = self.is_open().then(|| self.heard_at.plus(QUIET_AFTER));
        let pings = self.pings().then_some(self.ping_at);
        earlier(speaks, earlier(quiet, pings))
    }
}
