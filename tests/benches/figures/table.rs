//! Figures and how they are printed.

use std::{fs, time::Duration};

/// A figure against its limit.
pub(crate) struct Figure {
    /// What was measured.
    pub(crate) name: &'static str,
    /// What came out.
    pub(crate) measured: String,
    /// What it is compared with.
    pub(crate) limit: String,
    /// One over the other.
    pub(crate) ratio: f64,
    /// The largest ratio that will do.
    pub(crate) target: f64,
}

impl Figure {
    /// A time against one that is allowed.
    pub(crate) fn time(name: &'static str, measured: Duration, allowed: Duration) -> Self {
        Self {
            name,
            measured: format!("{measured:.2?}"),
            limit: format!("{allowed:.2?}"),
            ratio: measured.as_secs_f64() / allowed.as_secs_f64(),
            target: 1.0,
        }
    }
}

/// The machine that measures.
pub(crate) fn machine() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name"));
    let model =
        model.map_or("an unknown processor", |model| model.trim_start_matches(['\t', ':', ' ']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} × {model}, {}", std::env::consts::OS)
}

/// Prints them as a table.
pub(crate) fn print(figures: &[Figure]) {
    let width = figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or(0);
    println!(
        "{:<width$} {:>14} {:>14} {:>9} {:>9}",
        "figure", "measured", "limit", "ratio", "target"
    );
    for Figure { name, measured, limit, ratio, target } in figures {
        let verdict = if ratio <= target { "ok" } else { "over" };
        println!("{name:<width$} {measured:>14} {limit:>14} {ratio:>9.4} {target:>9.4} {verdict}");
    }
}

/// The time below which so many of a hundred lie.
pub(crate) fn percentile(times: &mut [Duration], of_hundred: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * of_hundred / 100]
}
