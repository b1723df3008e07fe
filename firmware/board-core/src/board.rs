//! The board as a whole.

use board_proto::{Happening, Hello, KioskState, Millis, Order, Report, ResetReason, frame::Wire};

use crate::{
    Picture, Platform,
    beeper::Beeper,
    climate::Inside,
    desk::{Desk, News, Said},
    kept::Head,
    lamps::Lamps,
    panel::{Page, Panel, Situation},
    platform::LAMPS,
    switches::Switches,
    watch::{Act, Standing, Watch},
};

/// The firmware's version: major, minor, patch.
pub const FIRMWARE: [u8; 3] = [0, 1, 0];

/// A line that has taken no byte is tried again after so many milliseconds.
const LINE_FULL: u64 = 1;

/// What the board does, whatever it does it with.
#[derive(Debug)]
pub struct Board {
    reset: ResetReason,
    started_at: Millis,
    head: Head,
    desk: Desk,
    switches: Switches,
    inside: Inside,
    watch: Watch,
    lamps: Lamps,
    beeper: Beeper,
    panel: Panel,
    /// What the kiosk said last of itself.
    kiosk: Option<KioskState>,
    /// What the line has still to take.
    outgoing: Wire,
    /// What was set last; nothing is known of a chip that has just started.
    set: Outputs,
}

#[derive(Debug, Default)]
struct Outputs {
    lamps: Option<[u8; LAMPS]>,
    tone: Option<Option<u16>>,
    fan: Option<u8>,
    relay: Option<bool>,
}

/// Hands on what differs from what was set last.
fn set<T: Copy + PartialEq>(last: &mut Option<T>, value: T, set: impl FnOnce(T)) {
    if *last != Some(value) {
        *last = Some(value);
        set(value);
    }
}

impl Board {
    /// A board that has just started, for this reason.
    pub fn new(now: Millis, reset: ResetReason, platform: &mut impl Platform) -> Self {
        let head = platform.kept().start(Millis::default(), reset);
        let watch = Watch::new(now, head.restarts, head.promised_s);
        let switches = Switches::new(head.positions);
        let situation = Situation {
            positions: switches.settled(),
            standing: watch.standing(now),
            too_hot: None,
            kiosk: None,
        };
        Self {
            reset,
            started_at: now,
            head,
            desk: Desk::new(),
            switches,
            inside: Inside::new(now),
            watch,
            lamps: Lamps::default(),
            beeper: Beeper::default(),
            panel: Panel::new(Page::of(&situation)),
            kiosk: None,
            outgoing: Wire::new(),
            set: Outputs::default(),
        }
    }

    /// What the panel shows, as far as it has been sent.
    pub fn picture(&self) -> &Picture {
        self.panel.picture()
    }

    /// How the main computer stands.
    pub fn standing(&self, now: Millis) -> Standing {
        self.watch.standing(now)
    }

    /// Does everything that is due, and draws at most a quarter of the panel; gives the moment at
    /// which it wants to be called again, if no byte comes in and no switch moves before. A moment
    /// that has come already means: at once.
    pub fn poll(&mut self, now: Millis, platform: &mut impl Platform) -> Millis {
        let kept_before = self.head;
        self.listen(now, platform);
        self.look(now, platform);
        self.mind_kiosk(now, platform);
        if self.head != kept_before {
            platform.kept().keep(self.head);
        }
        self.speak(now, platform);
        self.set_outputs(now, platform);
        self.show(now, platform);
        self.wakes_at(now)
    }

    /// Hears what the kiosk says.
    fn listen(&mut self, now: Millis, platform: &mut impl Platform) {
        while let Some(byte) = platform.receive() {
            match self.desk.received(now, byte, &self.head) {
                None => {}
                Some(Said::Opened(session)) => {
                    if self.head.memory == 0 {
                        self.head.memory = session;
                    }
                    self.inside.tell(None);
                }
                Some(Said::Order(order)) => self.obey(now, order, platform.kept().latest()),
            }
        }
    }

    fn obey(&mut self, now: Millis, order: Order, latest: u32) {
        match order {
            Order::Heartbeat(promise) => {
                self.watch.beat(now, promise);
                self.head.promised_s = promise.map_or(0, |promise| promise.within_s);
            }
            Order::Lamp(slot, pattern) => self.lamps.set(now, slot, pattern),
            Order::Beep(beep) => self.beeper.say(now, beep),
            Order::Panel(state) => self.kiosk = Some(state),
            // What has not happened cannot have been taken.
            Order::Taken(number) => self.head.taken = self.head.taken.max(number.min(latest)),
            // The desk has answered these.
            Order::ReadLog | Order::Identify => {}
        }
    }

    /// Looks at switches and thermometer, and enters what has happened.
    fn look(&mut self, now: Millis, platform: &mut impl Platform) {
        let seen = platform.positions();
        while let Some((switch, on)) = self.switches.see(now, seen) {
            self.head.positions = self.switches.settled();
            self.enter(now, Happening::of_switch(switch, on), platform);
        }
        if self.inside.is_due(now)
            && let Some(what) = self.inside.measured(now, platform.decidegrees())
        {
            self.enter(now, what, platform);
        }
    }

    /// Watches over the main computer.
    fn mind_kiosk(&mut self, now: Millis, platform: &mut impl Platform) {
        while let Some(act) = self.watch.poll(now) {
            match act {
                Act::Pull => self.enter(now, Happening::KioskRestarted, platform),
                Act::GiveUp => self.enter(now, Happening::KioskGivenUp, platform),
                Act::Release => self.forget_kiosk(),
            }
        }
        self.head.restarts = self.watch.restarts();
        if self.is_kiosk_lost(now) {
            self.head.promised_s = 0;
        }
    }

    /// Whether the main computer's heart has stopped: nobody is served then.
    fn is_kiosk_lost(&self, now: Millis) -> bool {
        !matches!(self.watch.standing(now), Standing::Starting | Standing::Alive)
    }

    /// What the kiosk said and wanted before it was restarted holds no more. If the same one is
    /// still there, it finds the session over and says everything again.
    fn forget_kiosk(&mut self) {
        self.kiosk = None;
        self.lamps = Lamps::default();
        self.beeper = Beeper::default();
        self.desk.link().close();
    }

    fn enter(&mut self, now: Millis, what: Happening, platform: &mut impl Platform) {
        let uptime = Millis(now.since(self.started_at));
        platform.kept().enter(uptime, self.head.boots, what);
    }

    /// Says what the kiosk does not know.
    fn speak(&mut self, now: Millis, platform: &mut impl Platform) {
        let kept = &*platform.kept();
        let hello = self.hello(now, kept.latest());
        let news = News { kept, hello, climate: self.inside.untold() };
        if let Some(Report::Climate(told)) = self.desk.report(now, &news) {
            self.inside.tell(Some(told));
        }
        loop {
            if self.outgoing.is_empty() {
                match self.desk.link().next_frame(now) {
                    Some(frame) => self.outgoing = frame,
                    None => return,
                }
            }
            let taken = platform.send(&self.outgoing);
            let rest = self.outgoing.get(taken..).unwrap_or_default();
            self.outgoing = Wire::from_slice(rest).unwrap_or_default();
            if !self.outgoing.is_empty() {
                return;
            }
        }
    }

    fn hello(&self, now: Millis, latest: u32) -> Hello {
        Hello {
            firmware: FIRMWARE,
            reset: self.reset,
            boots: self.head.boots,
            uptime_s: Millis(now.since(self.started_at)).whole_seconds(),
            memory: self.head.memory,
            taken: self.head.taken,
            latest,
            positions: self.switches.settled(),
            restarts: self.watch.restarts(),
        }
    }

    fn set_outputs(&mut self, now: Millis, platform: &mut impl Platform) {
        let pulled = matches!(self.watch.standing(now), Standing::Pulling { .. });
        // Without a kiosk no lamp may want a card or say that there is one to take.
        let (lamps, tone) = match (self.lamps.brightness(now), self.beeper.tone(now)) {
            _ if self.is_kiosk_lost(now) => ([0; LAMPS], None),
            outputs => outputs,
        };
        set(&mut self.set.relay, pulled, |it| platform.set_relay(it));
        set(&mut self.set.fan, self.inside.fan(), |it| platform.set_fan(it));
        set(&mut self.set.tone, tone, |it| platform.set_tone(it));
        set(&mut self.set.lamps, lamps, |it| platform.set_lamps(it));
    }

    /// Brings the panel a step nearer to what it should show.
    fn show(&mut self, now: Millis, platform: &mut impl Platform) {
        self.panel.turn_to(Page::of(&Situation {
            positions: self.switches.settled(),
            standing: self.watch.standing(now),
            too_hot: self.inside.too_hot(),
            kiosk: self.kiosk,
        }));
        self.panel.step(|region, rows| platform.show(region, rows));
    }

    fn wakes_at(&self, now: Millis) -> Millis {
        let speaking = match self.outgoing.is_empty() {
            true => self.desk.wakes_at(),
            // Whatever is due, the line has to take this first.
            false => Some(now.plus(LINE_FULL)),
        };
        let drawing = (!self.panel.is_shown()).then_some(now);
        let soonest = [
            speaking,
            drawing,
            self.switches.wakes_at(),
            self.watch.wakes_at(now),
            self.lamps.wakes_at(now),
            self.beeper.wakes_at(),
        ];
        soonest.into_iter().flatten().fold(self.inside.wakes_at(), Millis::min)
    }
}
