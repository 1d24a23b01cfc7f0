//! The table, with the goals.

use crate::workloads::Workload;

/// What a workload is to reach.
struct Goals {
    /// Times tokio's and odem-rs's throughput at [`GOAL_SIZE`].
    tokio: f64,
    odem: f64,
    /// The exponent of the cost's growth from the least size to the largest.
    growth: f64,
    /// Peak bytes a task at the largest size.
    peak: Option<f64>,
}

/// The size for which the goals against the peers are set.
const GOAL_SIZE: usize = 100_000;

fn goals(workload: Workload) -> Goals {
    let (tokio, odem, growth, peak) = match workload {
        Workload::WaitGroup => (6.0, 3.0, 1.25, Some(120.0)),
        Workload::Batches => (8.0, 2.0, 1.1, Some(40.0)),
        Workload::Workers => (6.0, 1.5, 1.1, Some(28.0)),
        Workload::PingPong => (1.7, 1.2, 1.1, None),
    };
    Goals {
        tokio,
        odem,
        growth,
        peak,
    }
}

/// Nanoseconds a task.
pub(crate) struct Times {
    /// The medians: the Lab's, tokio's and odem-rs's.
    medians: [f64; 3],
    /// The medians of the ratios of single turns: tokio's and odem-rs's time to the Lab's.
    ratios: [f64; 2],
    /// The Lab's fastest.
    pub(crate) fastest: f64,
}

impl Times {
    /// Of the three times of each turn.
    pub(crate) fn of(turns: &[[f64; 3]]) -> Times {
        let ours = turns.iter().map(|turn| turn[0]);
        Times {
            fastest: ours.fold(f64::INFINITY, f64::min),
            medians: [0, 1, 2].map(|peer| median(turns.iter().map(|turn| turn[peer]))),
            ratios: [1, 2].map(|peer| median(turns.iter().map(|turn| turn[peer] / turn[0]))),
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// What is told of a workload after its times.
pub(crate) struct Row {
    pub(crate) workload: Workload,
    /// The Lab's fastest at the least and at the largest size.
    pub(crate) fastest: [f64; 2],
    pub(crate) peak: Option<f64>,
}

pub(crate) fn print_head() {
    println!(
        "\nNanoseconds a task, and how many times the Lab's throughput is the peer's (traces on):\n"
    );
    println!(
        "{:<10} {:>9}  {:>8} {:>8} {:>8}   {:<20} {:<20}",
        "", "tasks", "Lab", "tokio", "odem-rs", "against tokio", "against odem-rs"
    );
}

pub(crate) fn print_times(workload: Workload, n: usize, times: &Times) {
    let goals = goals(workload);
    let [tokio, odem] = [
        (times.ratios[0], goals.tokio),
        (times.ratios[1], goals.odem),
    ]
    .map(|(got, least)| {
        if n == GOAL_SIZE {
            format!("{got:.1}x of {least}x, {}", word(got >= least))
        } else {
            format!("{got:.1}x")
        }
    });
    let [ours, of_tokio, of_odem] = times.medians;
    println!(
        "{:<10} {n:>9}  {ours:>8.1} {of_tokio:>8.1} {of_odem:>8.1}   {tokio:<20} {odem:<20}",
        workload.name()
    );
}

pub(crate) fn print_growth(rows: &[Row]) {
    println!(
        "\nFrom ten thousand tasks to a million the cost grows as a power of their number; peak memory at a million:\n"
    );
    println!("{:<10} {:<24} {:<24}", "", "power", "peak bytes a task");
    for row in rows {
        let goals = goals(row.workload);
        // Of the whole cost; a hundred times the tasks are two powers of ten.
        let power = 1.0 + (row.fastest[1] / row.fastest[0]).log10() / 2.0;
        let growth = format!(
            "{power:.2} of {}, {}",
            goals.growth,
            word(power <= goals.growth)
        );
        let peak = match (row.peak, goals.peak) {
            (None, _) => String::from("not told by this system"),
            (Some(peak), None) => format!("{peak:.1}"),
            (Some(peak), Some(most)) => format!("{peak:.1} of {most}, {}", word(peak <= most)),
        };
        println!("{:<10} {growth:<24} {peak:<24}", row.workload.name());
    }
}

fn word(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}
