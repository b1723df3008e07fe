//! Scratch.

use io_board::{Switch, sim};

use crate::hall::{Hall, WELL, secs};

#[test]
fn scratch() {
    let mut hall = Hall::met();
    hall.live(1);
    hall.panel(WELL);
    hall.live(1);
    std::fs::write("/tmp/board1.png", sim::png(hall.talk.device.picture(), 4)).unwrap();
    hall.moves(Switch::UpperDoor, true);
    println!("{:?}", hall.live(1));
    std::fs::write("/tmp/board2.png", sim::png(hall.talk.device.picture(), 4)).unwrap();
    hall.moves(Switch::UpperDoor, false);
    println!("{:?}", hall.run(secs(15)));
    std::fs::write("/tmp/board3.png", sim::png(hall.talk.device.picture(), 4)).unwrap();
    println!("{:?}", hall.run(secs(400)));
    println!("{:?}", hall.seen);
}
