//! The client and the simulated printer, in virtual time.

use std::time::Duration;

use faces::Faces;
use link::memory::{Conversation, Pace, Report, Wire};
use receipt_printer::{
    Client, Command, Event, JobId, Profile,
    job::{Composer, Job},
    sim,
    wire::{Align, QrLevel},
};

fn voucher(profile: &Profile, faces: &Faces) -> Job {
    let mut sheet = Composer::new(profile, faces);
    sheet.align(Align::Centre).size(2, 2).line("参保凭证").size(1, 1).align(Align::Left);
    sheet
        .line("姓名：欧阳清漪    证件：5001…5022")
        .line("姓名：杨𬱖、龙䶮、张㛃洁")
        .bold(true)
        .line("余额：￥1,286.40")
        .bold(false);
    sheet
        .align(Align::Centre)
        .size(2, 2)
        .line("杨𬱖")
        .size(1, 1)
        .qr("HTTPS://E.CN/A1/PZ20260715000123", 6, QrLevel::M)
        .code128("PZ20260715000123", 80, 2);
    sheet.finish().expect("a sheet that fits")
}

#[test]
fn a_sheet_is_printed_presented_and_taken() {
    let faces = Faces::shipped().unwrap();
    let profile = Profile::generic_80mm();
    let job = voucher(&profile, &faces);
    let mut hall = Conversation::new(
        Client::new(profile.clone()),
        sim::Printer::new(profile.clone(), faces),
        Wire::new(Pace::Baud(115_200)),
    );
    hall.tell_host(Command::Print { id: JobId(7), job });
    let seen = hall.run_until(Duration::from_secs(20));
    for (at, r) in &seen {
        println!("{at:?} {r:?}");
    }
    hall.tell_device(sim::Hand::TakePaper);
    for (at, r) in hall.run_until(Duration::from_secs(22)) {
        println!("{at:?} {r:?}");
    }
    let sheet = seen
        .iter()
        .find_map(|(_, r)| match r {
            Report::Device(sim::Event::SheetCut(s)) => Some(s.clone()),
            _ => None,
        })
        .unwrap();
    assert!(!sheet.is_blank());
    assert!(seen.iter().any(|(_, r)| matches!(r, Report::Host(Event::Printed { job: JobId(7) }))));
}
