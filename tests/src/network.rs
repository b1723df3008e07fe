//! The district, and the network before it.
//!
//! A request travels to the district, is answered there, and the answer travels back, within the
//! client's patience or not. A request under way when the network is cut has arrived or has not:
//! its moment of arrival is drawn from the seed.

use std::time::Duration;

use chrono::{DateTime, Utc};
use district::{MemoryDistrict, StoreError, rules::Rules};
use district_api::CaseResults;
use kiosk::Ticket;
use kiosk_core::time::Uptime;
use kiosk_sync::{Answer, Failure, Request, Urgent, UrgentAnswer, urgent::ANSWERED_WITHIN};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{cast, hall::PEOPLE};

/// As the kiosk's HTTP client: for a connection, a push, a pull.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
const PUSH_WITHIN: Duration = Duration::from_secs(7);
const PULL_WITHIN: Duration = Duration::from_secs(30);
const PAGE: u32 = 500;

/// The way to the district, and the district at its end.
pub struct Network {
    /// The district.
    pub district: MemoryDistrict,
    /// What it accepts.
    pub rules: Rules,
    /// From a request to its answer.
    pub round_trip: Duration,
    cut: bool,
    chance: ChaCha8Rng,
    call: Option<Call>,
    /// Requests that nobody waits for any more and that arrive all the same.
    orphans: Vec<(Uptime, Request)>,
    pushes: usize,
    /// What somebody waits for: the answer, and when it comes.
    urgent: Vec<(Uptime, Ticket, Result<UrgentAnswer, Failure>)>,
    resolved: usize,
    authenticated: bool,
}

/// A request that somebody waits for.
struct Call {
    /// It arrives then, unless it is lost.
    outbound: Option<(Uptime, Request)>,
    /// What was answered.
    answer: Option<Result<Answer, Failure>>,
    /// The answer arrives then, `None` where it is lost.
    answers_at: Option<Uptime>,
    gives_up_at: Uptime,
}

impl Network {
    /// A sound network before a district of made-up people, the cast among them.
    pub fn new(seed: u64) -> Self {
        let mut district = MemoryDistrict::default();
        district.put_credentials(district::seed::credentials());
        district.put_people(district::seed::people(cast::SEED).take(PEOPLE));
        Self {
            district,
            rules: Rules { test_keys: true, ..Rules::default() },
            round_trip: Duration::from_millis(80),
            cut: false,
            chance: ChaCha8Rng::seed_from_u64(seed),
            call: None,
            orphans: Vec::new(),
            pushes: 0,
            urgent: Vec::new(),
            resolved: 0,
            authenticated: false,
        }
    }

    /// How many pushes have reached the district.
    pub fn pushes(&self) -> usize {
        self.pushes
    }

    /// Whether a push is on its way to the district or back.
    pub fn is_pushing(&self) -> bool {
        self.call.as_ref().is_some_and(|call| {
            matches!(call.outbound, Some((_, Request::Push(_))))
                || matches!(call.answer, Some(Ok(Answer::Results(_))))
        })
    }

    /// How often the district was asked whose a code is.
    pub fn resolved(&self) -> usize {
        self.resolved
    }

    /// Whether a card was authenticated.
    pub fn authenticated(&self) -> bool {
        self.authenticated
    }

    /// Asks at once. What the district does, it does now; whether anybody hears of it is another
    /// question.
    pub(crate) fn ask_now(&mut self, now: Uptime, ticket: Ticket, urgent: &Urgent) {
        if self.cut {
            self.urgent.push((now + CONNECT_WITHIN, ticket, Err(Failure::Unreachable)));
            return;
        }
        let answer = match urgent {
            Urgent::Resolve(code) => {
                self.resolved += 1;
                Ok(UrgentAnswer::Resolved(self.district.resolve(&code.code, &self.rules)))
            }
            Urgent::Authenticate(card) => district::authenticate(card, &self.rules)
                .map(UrgentAnswer::Authenticated)
                .map_err(|_| Failure::Refused(422)),
        };
        self.authenticated |= matches!(urgent, Urgent::Authenticate(_)) && answer.is_ok();
        self.urgent.push((now + self.round_trip, ticket, answer));
    }

    pub(crate) fn urgent_answer(
        &mut self,
        now: Uptime,
    ) -> Option<(Ticket, Result<UrgentAnswer, Failure>)> {
        let place = self.urgent.iter().position(|(at, ..)| *at <= now)?;
        let (_, ticket, answer) = self.urgent.swap_remove(place);
        Some((ticket, answer))
    }

    pub(crate) fn set_cut(&mut self, cut: bool) {
        self.cut = cut;
        if cut {
            for (at, _, answer) in &mut self.urgent {
                *answer = Err(Failure::Unreachable);
                *at += ANSWERED_WITHIN;
            }
        }
        if cut && let Some(call) = &mut self.call {
            call.answers_at = None;
            // It may be out of the house already.
            if call.outbound.is_some() && self.chance.random() {
                call.outbound = None;
            }
        }
    }

    pub(crate) fn ask(&mut self, now: Uptime, request: Request) {
        let patience = match request {
            Request::Push(_) => PUSH_WITHIN,
            Request::Snapshot { .. } | Request::Changes { .. } => PULL_WITHIN,
        };
        self.call = Some(match self.cut {
            true => Call {
                outbound: None,
                answer: None,
                answers_at: None,
                gives_up_at: now + CONNECT_WITHIN,
            },
            false => {
                let there = self.round_trip.mul_f64(self.chance.random_range(0.2..0.8));
                Call {
                    outbound: Some((now + there, request)),
                    answer: None,
                    answers_at: Some(now + self.round_trip),
                    gives_up_at: now + patience,
                }
            }
        });
    }

    /// Whoever waited is gone; what is under way may still arrive.
    pub(crate) fn hang_up(&mut self) {
        self.urgent.clear();
        let outbound = self.call.take().and_then(|call| call.outbound);
        if let Some(outbound) = outbound
            && self.chance.random()
        {
            self.orphans.push(outbound);
        }
    }

    /// Lets whatever is due arrive; returns what the kiosk hears.
    pub(crate) fn poll(
        &mut self,
        now: Uptime,
        at: DateTime<Utc>,
    ) -> Option<Result<Answer, Failure>> {
        while let Some(place) = self.orphans.iter().position(|(arrives_at, _)| *arrives_at <= now) {
            let (_, request) = self.orphans.swap_remove(place);
            drop(self.serve(&request, at));
        }
        let mut call = self.call.take()?;
        if let Some((_, request)) = call.outbound.take_if(|(arrives_at, _)| *arrives_at <= now) {
            call.answer = Some(self.serve(&request, at));
        }
        if call.answers_at.is_some_and(|at| at <= now) && call.answer.is_some() {
            return call.answer;
        }
        if call.gives_up_at <= now {
            self.orphans.extend(call.outbound);
            return Some(Err(Failure::Unreachable));
        }
        self.call = Some(call);
        None
    }

    pub(crate) fn wakes_at(&self) -> Option<Uptime> {
        let call = self.call.as_ref();
        let of_call = call.into_iter().flat_map(|call| {
            let arrives_at = call.outbound.as_ref().map(|(at, _)| *at);
            [arrives_at, call.answers_at, Some(call.gives_up_at)]
        });
        of_call
            .flatten()
            .chain(self.orphans.iter().map(|(at, _)| *at))
            .chain(self.urgent.iter().map(|(at, ..)| *at))
            .min()
    }

    fn serve(&mut self, request: &Request, at: DateTime<Utc>) -> Result<Answer, Failure> {
        let unknown_cursor = |_: StoreError| Failure::UnknownCursor;
        match request {
            Request::Snapshot { after } => self
                .district
                .snapshot(after.as_deref(), PAGE)
                .map(Answer::Snapshot)
                .map_err(unknown_cursor),
            Request::Changes { after } => {
                self.district.changes(after, PAGE).map(Answer::Changes).map_err(unknown_cursor)
            }
            Request::Push(batch) => {
                self.pushes += 1;
                let (district, rules) = (&mut self.district, &self.rules);
                let results =
                    batch.cases.iter().map(|case| district.file(case, rules, at)).collect();
                Ok(Answer::Results(CaseResults { results }))
            }
        }
    }
}
