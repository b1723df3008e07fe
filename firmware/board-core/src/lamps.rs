//! Lamps at the slots: what wants a hand, and what wants to be taken.

use board_proto::{Millis, Pattern, Slot};

use crate::platform::LAMPS;

/// One swell and ebb of a lamp that guides a hand, and how often its brightness changes.
const GUIDE: u64 = 1600;
const GUIDE_STEP: u64 = 50;
/// Two flashes and a pause, in the steps of one flash.
const TAKE_CARD_STEP: u64 = 120;
const TAKE_CARD_STEPS: u64 = 8;
/// Bright, and as long dark.
const TAKE_PAPER_HALF: u64 = 800;

const BRIGHT: u8 = 255;
const DARK: u8 = 0;

/// What every lamp does, and since when.
#[derive(Debug, Default)]
pub(crate) struct Lamps([(Option<Pattern>, Millis); LAMPS]);

impl Lamps {
    /// Has a lamp shine otherwise. One that shines so already goes on in step.
    pub(crate) fn set(&mut self, now: Millis, slot: Slot, pattern: Pattern) {
        if let Some(lamp) = self.0.get_mut(usize::from(slot.code()))
            && lamp.0 != Some(pattern)
        {
            *lamp = (Some(pattern), now);
        }
    }

    pub(crate) fn brightness(&self, now: Millis) -> [u8; LAMPS] {
        self.0.map(|(pattern, since)| {
            pattern.map_or(DARK, |pattern| brightness(pattern, now.since(since)))
        })
    }

    /// When one of them changes next.
    pub(crate) fn wakes_at(&self, now: Millis) -> Option<Millis> {
        let changes = |(pattern, since): &(Option<Pattern>, Millis)| {
            let step = match (*pattern)? {
                Pattern::Off | Pattern::Steady => return None,
                Pattern::Guide => GUIDE_STEP,
                Pattern::TakeCard => TAKE_CARD_STEP,
                Pattern::TakePaper => TAKE_PAPER_HALF,
            };
            let steps = now.since(*since) / step;
            Some(since.plus(steps.saturating_add(1).saturating_mul(step)))
        };
        self.0.iter().filter_map(changes).min()
    }
}

/// How bright a lamp is so many milliseconds after it began.
fn brightness(pattern: Pattern, elapsed: u64) -> u8 {
    match pattern {
        Pattern::Off => DARK,
        Pattern::Steady => BRIGHT,
        Pattern::Guide => {
            let into = elapsed % GUIDE / GUIDE_STEP * GUIDE_STEP;
            let rising = into.min(GUIDE - into);
            // 31 of 255 at the least: a lamp that goes out looks as if nothing were wanted.
            u8::try_from(31 + rising * 224 / (GUIDE / 2)).unwrap_or(BRIGHT)
        }
        Pattern::TakeCard => match elapsed / TAKE_CARD_STEP % TAKE_CARD_STEPS {
            0 | 2 => BRIGHT,
            _ => DARK,
        },
        Pattern::TakePaper => match elapsed / TAKE_PAPER_HALF % 2 {
            0 => BRIGHT,
            _ => DARK,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How bright a lamp is every 40 ms over so many of them: `#` bright, `+` between, `.` dark.
    fn seen(pattern: Pattern, moments: u64) -> String {
        let mark = |elapsed| match brightness(pattern, elapsed) {
            DARK => '.',
            BRIGHT => '#',
            _ => '+',
        };
        (0..moments).map(|moment| mark(moment * 40)).collect()
    }

    #[test]
    fn a_card_to_be_taken_and_paper_to_be_taken_look_unlike() {
        assert_eq!(seen(Pattern::TakeCard, 27), "###...###...............###");
        assert_eq!(
            seen(Pattern::TakePaper, 44),
            format!("{}{}####", "#".repeat(20), ".".repeat(20))
        );
        assert_eq!(seen(Pattern::Steady, 9), "#########");
        assert_eq!(seen(Pattern::Off, 9), ".........");
    }

    #[test]
    fn a_lamp_that_guides_swells_and_ebbs_and_never_goes_out() {
        let level = |ms| brightness(Pattern::Guide, ms);
        assert!((0..15).all(|step| level(step * 50) < level(step * 50 + 50)));
        assert!((16..31).all(|step| level(step * 50 + 50) < level(step * 50)));
        assert_eq!((level(0), level(800), level(1600)), (31, 255, 31));
    }

    #[test]
    fn between_two_moments_that_it_names_no_lamp_changes() {
        let mut lamps = Lamps::default();
        for (slot, pattern) in Slot::ALL.iter().zip(&Pattern::ALL[1..]) {
            lamps.set(Millis(7), *slot, *pattern);
        }
        let mut now = Millis(7);
        while now < Millis(4000) {
            let next = lamps.wakes_at(now).unwrap();
            assert!(now < next);
            let still = lamps.brightness(now);
            assert!((now.0..next.0).all(|ms| lamps.brightness(Millis(ms)) == still));
            now = next;
        }
    }
}
