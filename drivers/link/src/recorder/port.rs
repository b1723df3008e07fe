//! A port whose changes of rate are written down; the machine does not hear of them.

use std::io;

use super::{Tape, What};
use crate::{Clock, Port, memory::Pace, port::Tty, runner::Outlet};

pub(crate) struct RecordedPort {
    port: Port,
    tape: Tape,
    clock: Clock,
}

impl RecordedPort {
    pub(crate) fn new(port: Port, tape: Tape, clock: &Clock) -> Self {
        Self { port, tape, clock: clock.clone() }
    }
}

impl Outlet for RecordedPort {
    type Open = Tty;

    fn open(&mut self) -> io::Result<Tty> {
        self.port.open()
    }

    fn set_baud(&mut self, baud: u32, open: Option<&mut Tty>) -> io::Result<()> {
        self.tape.write(self.clock.now(), What::Baud(baud));
        self.port.set_baud(baud, open)
    }

    fn wire(&self) -> Pace {
        self.port.wire()
    }

    fn pace(&self) -> Pace {
        self.port.pace()
    }
}
