//! Which codes are held before the engine: each is told once, and two at once are none.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use link::Uptime;

use crate::{Code, wire::Text};

/// Codes as they are seen, again and again where the engine never rests.
#[derive(Debug)]
pub(crate) struct Sightings {
    same_within: Duration,
    alone_for: Duration,
    /// Told already and still held there. Of a code a hash is kept, and that not for long.
    told: Vec<Told>,
    /// Seen, and not told before it is sure that it is alone.
    fresh: Option<Fresh>,
    /// Several were seen together, and none counts until they have all been seen.
    crowd_until: Uptime,
    /// Of a crowd nothing more is said before this.
    crowd_told_until: Uptime,
    crowd: bool,
}

#[derive(Debug)]
struct Told {
    mark: u64,
    forget_at: Uptime,
}

#[derive(Debug)]
struct Fresh {
    mark: u64,
    code: Code,
    tell_at: Uptime,
}

/// What there is to tell.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sighting {
    One(Code),
    Several,
}

impl Sightings {
    pub(crate) fn new(same_within: Duration, alone_for: Duration) -> Self {
        Self {
            same_within,
            alone_for,
            told: Vec::new(),
            fresh: None,
            crowd_until: Uptime::ZERO,
            crowd_told_until: Uptime::ZERO,
            crowd: false,
        }
    }

    /// A code was seen. Where nobody wants one it is not taken up, but one that was told is known to
    /// be still there.
    pub(crate) fn saw(&mut self, now: Uptime, text: &Text, code: Code, wanted: bool) {
        self.forget(now);
        let mark = mark_of(text);
        if let Some(told) = self.told.iter_mut().find(|it| it.mark == mark) {
            told.forget_at = now + self.same_within;
            return;
        }
        if !wanted {
            return;
        }
        if now < self.crowd_until {
            self.crowd_until = now + self.alone_for;
            return;
        }
        match &self.fresh {
            Some(fresh) if fresh.mark == mark => {}
            Some(_) => {
                self.fresh = None;
                self.crowd_until = now + self.alone_for;
                self.crowd = self.crowd_told_until <= now;
            }
            None => self.fresh = Some(Fresh { mark, code, tell_at: now + self.alone_for }),
        }
    }

    /// What there is to tell now.
    pub(crate) fn tell(&mut self, now: Uptime) -> Option<Sighting> {
        self.forget(now);
        if std::mem::take(&mut self.crowd) {
            self.crowd_told_until = now + self.same_within;
            return Some(Sighting::Several);
        }
        let fresh = self.fresh.take_if(|fresh| fresh.tell_at <= now)?;
        self.told.push(Told { mark: fresh.mark, forget_at: now + self.same_within });
        Some(Sighting::One(fresh.code))
    }

    /// Gives up a code that has not been told.
    pub(crate) fn drop_fresh(&mut self) {
        self.fresh = None;
        self.crowd = false;
    }

    /// When there is something to tell or to forget.
    pub(crate) fn wakes_at(&self) -> Option<Uptime> {
        let forgets = self.told.iter().map(|told| told.forget_at);
        forgets.chain(self.fresh.as_ref().map(|fresh| fresh.tell_at)).min()
    }

    fn forget(&mut self, now: Uptime) {
        self.told.retain(|told| now < told.forget_at);
    }
}

fn mark_of(text: &Text) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CodeKind, Rules};

    fn at(millis: u64) -> Uptime {
        Duration::from_millis(millis)
    }

    fn sightings() -> Sightings {
        Sightings::new(Duration::from_secs(3), Duration::from_millis(200))
    }

    fn see(sightings: &mut Sightings, millis: u64, text: &str) {
        let text = Text::new(text.as_bytes().to_vec());
        sightings.saw(at(millis), &text, Code::of(&text, &Rules::default()), true);
    }

    /// Everything that is told, up to a moment, with its moment in milliseconds.
    fn told(sightings: &mut Sightings, until: u64) -> Vec<(u64, Option<CodeKind>)> {
        let tell = |millis| {
            sightings.tell(at(millis)).map(|told| match told {
                Sighting::One(code) => (millis, Some(code.kind())),
                Sighting::Several => (millis, None),
            })
        };
        (0..=until).step_by(50).filter_map(tell).collect()
    }

    #[test]
    fn a_code_is_told_once_while_it_is_held_there_and_again_after_it_was_away() {
        let mut sightings = sightings();
        see(&mut sightings, 0, "www.example.cn");
        let web = Some(CodeKind::WebAddress);
        assert_eq!(told(&mut sightings, 1000), [(200, web)]);
        for millis in (1000..20_000).step_by(500) {
            see(&mut sightings, millis, "www.example.cn");
            assert_eq!(sightings.tell(at(millis)), None);
        }
        assert_eq!(sightings.wakes_at(), Some(at(22_500)));
        assert_eq!(sightings.tell(at(22_500)), None);
        assert_eq!(sightings.wakes_at(), None, "nothing is kept of it");
        see(&mut sightings, 22_500, "www.example.cn");
        assert_eq!(sightings.wakes_at(), Some(at(22_700)));
    }

    #[test]
    fn codes_that_are_seen_together_are_none_and_that_is_said_once() {
        let mut sightings = sightings();
        for millis in [0, 500, 1000] {
            for text in ["a", "b", "c"] {
                see(&mut sightings, millis, text);
            }
            let said = sightings.tell(at(millis));
            assert_eq!(said, (millis == 0).then_some(Sighting::Several));
        }
        see(&mut sightings, 1500, "b");
        assert_eq!(told(&mut sightings, 2000), [(1700, Some(CodeKind::Other))]);
    }
}
