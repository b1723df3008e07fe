//! How warm it is inside, and the fan.

use board_proto::{Climate, Happening, Millis};

/// The time between two looks at the thermometer.
const LOOKS_EVERY: u64 = 2000;
/// A change is told from so many tenths of a degree on.
const TELLS_FROM: u16 = 5;

/// The fan rests up to this warmth, in tenths of a degree, and turns at full speed from the other.
const FAN_FROM: i16 = 350;
const FAN_FULL: i16 = 600;
/// A fan that turns at all turns at so many per cent at least, or it may stand still.
const FAN_LEAST: u8 = 30;
/// It slows down only when it is so much cooler than when it sped up.
const FAN_SLACK: i16 = 20;
/// How fast it turns while nobody knows how warm it is.
const FAN_BLIND: u8 = 70;

/// Too hot from here on, until it is cooler than the other.
const HOT: i16 = 700;
const COOL: i16 = 650;

/// Thermometer and fan.
#[derive(Debug)]
pub(crate) struct Inside {
    climate: Climate,
    told: Option<Climate>,
    hot: bool,
    looks_at: Millis,
}

impl Inside {
    pub(crate) fn new(now: Millis) -> Self {
        let climate = Climate { decidegrees: None, fan: 0 };
        Self { climate, told: None, hot: false, looks_at: now }
    }

    /// Whether the thermometer is to be read.
    pub(crate) fn is_due(&self, now: Millis) -> bool {
        self.looks_at <= now
    }

    pub(crate) fn wakes_at(&self) -> Millis {
        self.looks_at
    }

    pub(crate) fn fan(&self) -> u8 {
        self.climate.fan
    }

    /// Whole degrees, while it is too hot.
    pub(crate) fn too_hot(&self) -> Option<u16> {
        let decidegrees = self.climate.decidegrees.filter(|_| self.hot)?;
        u16::try_from(decidegrees / 10).ok()
    }

    /// Takes in what the thermometer says; gives what has happened by it.
    pub(crate) fn measured(&mut self, now: Millis, decidegrees: Option<i16>) -> Option<Happening> {
        self.looks_at = now.plus(LOOKS_EVERY);
        self.climate = Climate { decidegrees, fan: fan(self.climate.fan, decidegrees) };
        match (self.hot, decidegrees?) {
            (false, HOT..) => {
                self.hot = true;
                Some(Happening::TooHot)
            }
            (true, ..COOL) => {
                self.hot = false;
                Some(Happening::CooledDown)
            }
            _ => None,
        }
    }

    /// What the kiosk does not know yet, if there is anything to tell.
    pub(crate) fn untold(&self) -> Option<Climate> {
        let Some(told) = self.told else { return Some(self.climate) };
        let differs = match (told.decidegrees, self.climate.decidegrees) {
            (Some(told), Some(now)) => TELLS_FROM <= told.abs_diff(now),
            (told, now) => told != now,
        };
        (differs || told.fan != self.climate.fan).then_some(self.climate)
    }

    /// The kiosk was told this; or, of a new session, nothing.
    pub(crate) fn tell(&mut self, told: Option<Climate>) {
        self.told = told;
    }
}

/// How fast a fan turns that turned so fast.
fn fan(turned: u8, decidegrees: Option<i16>) -> u8 {
    let Some(warm) = decidegrees else { return FAN_BLIND };
    turned.max(curve(warm)).min(curve(warm.saturating_add(FAN_SLACK)))
}

/// How fast the fan should turn: in steps of ten, that it may not fidget.
fn curve(decidegrees: i16) -> u8 {
    let span = i32::from(FAN_FULL - FAN_FROM);
    let above = i32::from(decidegrees.saturating_sub(FAN_FROM)).clamp(0, span);
    if above == 0 {
        return 0;
    }
    let more = above * i32::from(100 - FAN_LEAST) / span / 10 * 10;
    FAN_LEAST.saturating_add(more.try_into().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fan_follows_the_warmth() {
        let speeds = [-400, 200, 350, 351, 400, 500, 599, 600, 900].map(curve);
        assert_eq!(speeds, [0, 0, 0, 30, 40, 70, 90, 100, 100]);
    }

    #[test]
    fn a_fan_that_has_sped_up_slows_down_only_when_it_is_cooler() {
        let mut inside = Inside::new(Millis(0));
        let mut turns = |decidegrees| {
            inside.measured(Millis(0), Some(decidegrees));
            inside.fan()
        };
        assert_eq!([340, 355, 345, 331, 330].map(&mut turns), [0, 30, 30, 30, 0]);
        assert_eq!([600, 581, 579].map(turns), [100, 100, 90]);
    }

    #[test]
    fn a_thermometer_that_fails_has_the_fan_turn_fast() {
        let mut inside = Inside::new(Millis(0));
        assert_eq!(inside.measured(Millis(0), None), None);
        assert_eq!(inside.fan(), FAN_BLIND);
    }

    #[test]
    fn heat_is_told_once_and_so_is_its_end() {
        let mut inside = Inside::new(Millis(0));
        let mut happens = |decidegrees| inside.measured(Millis(0), Some(decidegrees));
        let happened = [699, 700, 710, 660, 649, 640].map(&mut happens);
        let (hot, cool) = (Some(Happening::TooHot), Some(Happening::CooledDown));
        assert_eq!(happened, [None, hot, None, None, cool, None]);
    }

    #[test]
    fn small_changes_are_not_told() {
        let mut inside = Inside::new(Millis(0));
        inside.measured(Millis(0), Some(300));
        let first = inside.untold();
        assert_eq!(first, Some(Climate { decidegrees: Some(300), fan: 0 }));
        inside.tell(first);
        inside.measured(Millis(0), Some(304));
        assert_eq!(inside.untold(), None);
        inside.measured(Millis(0), Some(305));
        assert!(inside.untold().is_some());
    }
}
