//! Cards come and go.

use id_card::{Event, sim};

use crate::hall::{Hall, lin_zhiyuan, millis, read, secs};

#[test]
fn a_card_is_read_and_its_removal_noticed() {
    let mut hall = Hall::new();
    hall.watch();
    let Event::Ready { sam_id } = hall.next() else { panic!("the reader starts up first") };
    assert_eq!(sam_id, sim::Options::default().sam_id);

    hall.place(&lin_zhiyuan());
    let placed_at = hall.now();
    assert_eq!(hall.next(), read(&lin_zhiyuan()));
    assert!(hall.now() - placed_at < millis(2200), "{:?}", hall.now() - placed_at);

    assert_eq!(hall.run(secs(600)), []);
    hall.lift();
    let lifted_at = hall.now();
    assert_eq!(hall.next(), Event::CardLifted);
    assert!(hall.now() - lifted_at < millis(1500), "{:?}", hall.now() - lifted_at);
}
