//! Whatever hands and faults do, in any order.

use code_scanner::{
    Code, Command, Event,
    sim::{self, Fault, Planned, Saying},
    wire::Reply,
};
use proptest::prelude::*;

use crate::hall::{Hall, LIN, TAN, VOUCHER, engines, millis, secs};

/// What hands, fate and the visit do.
#[derive(Debug, Clone)]
enum Deed {
    Show(usize),
    TakeAway,
    Watch,
    Rest,
    Plan(Planned),
    Power(bool),
    PullCable,
    PlugCable,
    Pass(u64),
}

const CODES: [&str; 3] = [LIN, TAN, VOUCHER];

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0..CODES.len()).prop_map(Deed::Show),
        3 => Just(Deed::TakeAway),
        2 => Just(Deed::Watch),
        2 => Just(Deed::Rest),
        2 => planned().prop_map(Deed::Plan),
        1 => any::<bool>().prop_map(Deed::Power),
        1 => Just(Deed::PullCable),
        1 => Just(Deed::PlugCable),
        6 => (1..4000_u64).prop_map(Deed::Pass),
    ]
}

fn planned() -> impl Strategy<Value = Planned> {
    let fault = prop_oneof![
        Just(Fault::Silent),
        (1..3000_u64).prop_map(|time| Fault::Late(millis(time))),
        (1..150_u64).prop_map(|time| Fault::Trickle(millis(time))),
        (0..40_usize, 1..500_u64)
            .prop_map(|(bytes, time)| Fault::Pause { bytes, pause: millis(time) }),
        (0..40_usize).prop_map(Fault::CutAfter),
        Just(Fault::WrongEnd),
        Just(Fault::Say(Reply::Damaged)),
        Just(Fault::Say(Reply::Refused(0x03))),
        Just(Fault::Reset),
    ];
    let on = prop_oneof![Just(Saying::Code), Just(Saying::Answer)];
    (fault, on, 1..4_u32).prop_map(|(fault, on, times)| Planned { fault, on, times })
}

/// Nothing comes that nobody wants, and nobody's credential but those that were shown. Lines that
/// lost their ends run into one another; what that looks like proves nobody.
fn check(events: Vec<Event>, wanted: bool, shown: &[usize]) {
    for event in events {
        let Event::Scanned(code) = event else { continue };
        assert!(wanted, "nobody wanted a code");
        if let Code::ElectronicCredential(secret) = code {
            let text = secret.into_text();
            assert!(shown.iter().any(|code| CODES[*code] == *text), "another code");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_hands_and_faults_do_only_credentials_that_were_shown_come_and_only_when_wanted(
        which in 0..6_usize,
        deeds in prop::collection::vec(deed(), 1..40),
    ) {
        let mut hall = Hall::new(engines().swap_remove(which));
        let (mut wanted, mut shown) = (false, Vec::new());
        for deed in deeds {
            match deed {
                Deed::Show(code) => {
                    shown.push(code);
                    hall.show(CODES[code]);
                }
                Deed::TakeAway => hall.take_away(),
                Deed::Watch => {
                    wanted = true;
                    hall.watch();
                }
                Deed::Rest => {
                    wanted = false;
                    hall.rest();
                }
                Deed::Plan(planned) => hall.plan(planned),
                Deed::Power(on) => hall.power(on),
                Deed::PullCable => hall.talk.pull_cable(),
                Deed::PlugCable => hall.talk.plug_cable(),
                Deed::Pass(time) => check(hall.run(millis(time)), wanted, &shown),
            }
        }

        // Once all is well again, the next code is read.
        hall.take_away();
        hall.talk.tell_device(sim::Command::Forgive);
        hall.power(false);
        hall.power(true);
        hall.talk.plug_cable();
        hall.talk.tell_host(Command::Rest);
        hall.run(secs(20));
        hall.watch();
        prop_assert_eq!(hall.codes(secs(2)), [""; 0]);
        hall.show(LIN);
        prop_assert_eq!(hall.codes(secs(8)), [LIN]);
    }
}
