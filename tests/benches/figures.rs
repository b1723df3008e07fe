//! `cargo bench -p tests`: what the kiosk measures, each figure against a limit that is measured or
//! computed in the same run.
//!
//! `FIGURES_PEOPLE=10000` makes the district smaller than the usual 700 000, for a quick run.

#[path = "figures/child.rs"]
mod child;
#[path = "figures/ledger.rs"]
mod ledger;
#[path = "figures/screen.rs"]
mod screen;
#[path = "figures/table.rs"]
mod table;
#[path = "figures/visit.rs"]
mod visit;

use table::{Figure, machine, print};

fn main() -> anyhow::Result<()> {
    // The program starts itself once more, to measure a start and the memory of a whole process.
    if std::env::args().any(|argument| argument == child::ARGUMENT) {
        return child::main();
    }
    println!("{}", machine());
    let mut figures: Vec<Figure> = Vec::new();
    figures.push(visit::card_to_page()?);
    let name = "social card (2nd generation) inserted → greeting";
    figures.push(visit::social_card_to_page("tan-guilan", name)?);
    let name = "social card (3rd generation) inserted → greeting";
    figures.push(visit::social_card_to_page("lin-zhiyuan", name)?);
    figures.push(visit::scan_to_page()?);
    figures.push(visit::voucher_bytes()?);
    figures.push(visit::faster_than_life()?);
    figures.extend(child::start_and_memory()?);
    figures.extend(screen::touches()?);
    figures.extend(ledger::lookups()?);
    print(&figures);
    Ok(())
}
