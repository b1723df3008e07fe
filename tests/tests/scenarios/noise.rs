//! Both wires are noisy for a whole visit.

use std::time::Duration;

use tests::{Hall, Story, Stuck};

#[test]
fn noise_on_both_wires_ends_no_visit_badly() -> Story {
    for seed in 600..650 {
        let mut hall = Hall::open(seed);
        // About one byte in five thousand: several in a card, one in most vouchers.
        hall.noise(seed, 200);
        match hall.voucher("tan-guilan") {
            Ok(()) | Err(Stuck::NeverCame { .. } | Stuck::NoControl { .. }) => {}
            Err(stuck) => return Err(stuck),
        }
        hall.lift_card();
        hall.pass(Duration::from_secs(60));
        hall.take_paper();
        hall.settle();
        hall.check_settled();
        // The machine is as good as new.
        hall.query("zhou-mo")?;
    }
    Ok(())
}
