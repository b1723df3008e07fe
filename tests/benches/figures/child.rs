//! A kiosk in a process of its own: how long it takes to the first picture, and its memory.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context;
use faces::Faces;
use kiosk_ui::headless::Screen;
use tests::Hall;

use crate::table::{Figure, percentile};

/// What makes this program such a process.
pub(crate) const ARGUMENT: &str = "--as-a-kiosk";
const STARTS: usize = 11;

/// The process: a kiosk with a screen in memory goes through a visit, devices and district with it.
pub(crate) fn main() -> anyhow::Result<()> {
    let preview_faces = Faces::shipped()?;
    let screen =
        Screen::new(Faces::shipped()?, move |paper| kiosk::preview(&preview_faces, paper))?;
    let mut hall = Hall::open_watched(93, move |view| {
        screen.show(view);
        screen.draw();
        // Whoever measures the start waits for the first of these lines.
        let _ = writeln!(std::io::stdout(), "drawn");
    });
    hall.query("lin-zhiyuan")?;
    hall.voucher("tan-guilan")?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).context("no VmHWM")?;
    println!("{peak}");
    Ok(())
}

/// From the start of the process to its first picture, the middle of several; and its peak memory.
pub(crate) fn start_and_memory() -> anyhow::Result<[Figure; 2]> {
    let mut starts = Vec::new();
    let mut peak_kib = 0;
    for _ in 0..STARTS {
        let began = Instant::now();
        let mut child =
            Command::new(std::env::current_exe()?).arg(ARGUMENT).stdout(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        lines.next().context("nothing was drawn")??;
        starts.push(began.elapsed());
        let last = lines.map_while(Result::ok).last().context("the visit did not end")?;
        anyhow::ensure!(child.wait()?.success(), "the visit failed");
        let kib = last.split_whitespace().nth(1).context("no figure")?.parse()?;
        peak_kib = peak_kib.max(kib);
    }
    let start = percentile(&mut starts, 50);
    Ok([
        Figure::time("start → first picture", start, Duration::from_millis(150)),
        Figure {
            name: "peak memory through two visits",
            measured: format!("{} MB", peak_kib / 1024),
            limit: "64 MB".to_owned(),
            ratio: peak_kib as f64 / 1024.0 / 64.0,
            target: 1.0,
        },
    ])
}
