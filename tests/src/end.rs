//! The kiosk's end of a wire, which is without power at times.

use link::{Line, Machine, Step, Uptime};

/// A machine, or the place where one was until the power went.
#[derive(Debug)]
pub(crate) struct End<M>(pub(crate) Option<M>);

impl<M: Machine> Machine for End<M> {
    type Command = M::Command;
    type Event = M::Event;

    fn command(&mut self, now: Uptime, command: M::Command) {
        if let Some(machine) = &mut self.0 {
            machine.command(now, command);
        }
    }

    fn received(&mut self, now: Uptime, bytes: &[u8]) {
        if let Some(machine) = &mut self.0 {
            machine.received(now, bytes);
        }
    }

    fn line(&mut self, now: Uptime, line: Line) {
        if let Some(machine) = &mut self.0 {
            machine.line(now, line);
        }
    }

    fn poll(&mut self, now: Uptime) -> Step<M::Event> {
        self.0.as_mut().map_or(Step::WaitUntil(None), |machine| machine.poll(now))
    }
}
