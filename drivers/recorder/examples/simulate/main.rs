//! Records what simulated devices and made-up people do: the files in `tests/recordings`.
//!
//! ```sh
//! cargo run -p recorder --example simulate -- tests/recordings
//! ```

mod studio;

use std::{env, fs, path::PathBuf};

use anyhow::Context;
use code_scanner::Profile;
use id_card::sim::Photo;
use recorder::Recording;
use studio::{codes, id_card, person, sheet, social, social_card};

fn main() -> anyhow::Result<()> {
    let folder = env::args_os().nth(1).context("say in which folder the recordings are to be")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let keep = |name: &str, recording: &Recording| {
        let path = folder.join(format!("{name}.jsonl"));
        fs::write(&path, recording.to_text()).with_context(|| format!("cannot write {name}"))
    };
    for (name, who) in [
        ("id-card-resident", "long-yan"),
        ("id-card-foreigner-2017", "ayesha-2017"),
        ("id-card-foreigner-2023", "ayesha-2023"),
        ("id-card-hmt-resident", "he-sizhe"),
    ] {
        let card = person(who)?.id_card().with_photo(Photo::Random(1));
        keep(name, &id_card(card, None)?)?;
    }
    for (name, card) in [
        ("social-card-second-generation", social("tan-guilan")?),
        ("social-card-third-generation", social("lin-zhiyuan")?),
        ("social-card-bank-card", social_card::sim::Card::bank()),
        ("social-card-mute-card", social("tan-guilan")?.upside_down()),
    ] {
        keep(name, &social_card(card, None)?)?;
    }
    let credential = person("zhou-mo")?.credential.context("this person has no credential")?;
    keep("code-scanner-credential", &codes(Profile::plain(), &[credential], None)?)?;
    keep("receipt-printer-sheet", &sheet(&person("yang-ting")?, None)?)
}
