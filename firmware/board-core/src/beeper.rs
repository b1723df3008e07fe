//! What the beeper says: short tones, told apart without looking.

use board_proto::{Beep, Millis};

/// A tone in hertz (0 for none) and how many milliseconds it lasts.
type Tone = (u16, u64);

const HIGH: u16 = 2700;
const MIDDLE: u16 = 1800;
const LOW: u16 = 700;
const REST: u16 = 0;

fn tones(beep: Beep) -> &'static [Tone] {
    match beep {
        Beep::Silence => &[],
        Beep::Read => &[(HIGH, 80)],
        Beep::Done => &[(MIDDLE, 120), (HIGH, 180)],
        Beep::Wrong => &[(LOW, 300), (REST, 100), (LOW, 300)],
        Beep::TakeCard => &[(HIGH, 100), (REST, 100), (HIGH, 100), (REST, 100), (HIGH, 100)],
        Beep::TakePaper => &[(MIDDLE, 400), (REST, 200), (MIDDLE, 400)],
    }
}

/// What is being said.
#[derive(Debug, Default)]
pub(crate) struct Beeper {
    rest: &'static [Tone],
    until: Millis,
}

impl Beeper {
    /// Says something in place of what was being said.
    pub(crate) fn say(&mut self, now: Millis, beep: Beep) {
        self.rest = tones(beep);
        self.until = now.plus(self.rest.first().map_or(0, |tone| tone.1));
    }

    /// The tone of this moment.
    pub(crate) fn tone(&mut self, now: Millis) -> Option<u16> {
        while self.until <= now
            && let Some((_, rest)) = self.rest.split_first()
        {
            self.rest = rest;
            self.until = self.until.plus(rest.first().map_or(0, |tone| tone.1));
        }
        self.rest.first().map(|tone| tone.0).filter(|hertz| *hertz != REST)
    }

    pub(crate) fn wakes_at(&self) -> Option<Millis> {
        (!self.rest.is_empty()).then_some(self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tones that are heard, with their lengths.
    fn heard(beep: Beep) -> Vec<Tone> {
        let mut beeper = Beeper::default();
        beeper.say(Millis(5), beep);
        let mut heard: Vec<Tone> = Vec::new();
        for ms in 5..3000 {
            let hertz = beeper.tone(Millis(ms)).unwrap_or(REST);
            match heard.last_mut() {
                Some(last) if last.0 == hertz => last.1 += 1,
                _ => heard.push((hertz, 1)),
            }
        }
        heard.pop_if(|last| last.0 == REST);
        heard
    }

    #[test]
    fn every_word_of_the_beeper_is_heard_as_it_is_written_and_then_silence() {
        for beep in Beep::ALL {
            assert_eq!(heard(*beep), tones(*beep), "{beep:?}");
        }
    }

    #[test]
    fn a_new_word_cuts_the_last_one_short() {
        let mut beeper = Beeper::default();
        beeper.say(Millis(0), Beep::TakePaper);
        beeper.say(Millis(10), Beep::Silence);
        assert_eq!(beeper.tone(Millis(10)), None);
        assert_eq!(beeper.wakes_at(), None);
    }
}
