//! The table, with the goals.

use crate::workloads::Workload;

/// The peers, in the order of their columns.
pub(crate) const PEERS: [&str; 3] = ["tokio", "odem-rs", "synctest"];

/// The goals of a workload.
struct Goals {
    /// Times each peer's throughput at [`GOAL_SIZE`].
    against: [f64; PEERS.len()],
    /// The exponent of the cost's growth from the smallest size to the largest.
    growth: f64,
    /// Peak memory per task in bytes at the largest size.
    peak: Option<f64>,
}

/// The size for which the goals against the peers are set.
const GOAL_SIZE: usize = 100_000;

fn goals(workload: Workload) -> Goals {
    let (against, growth, peak) = match workload {
        Workload::WaitGroup => ([6.0, 3.0, 15.0], 1.25, Some(120.0)),
        Workload::Batches => ([8.0, 2.0, 10.0], 1.1, Some(40.0)),
        Workload::Workers => ([6.0, 1.5, 7.0], 1.1, Some(28.0)),
        Workload::PingPong => ([1.7, 1.2, 4.0], 1.1, None),
    };
    Goals {
        against,
        growth,
        peak,
    }
}

/// The times of one turn in nanoseconds per task: the Lab's, and that of each peer that took part.
pub(crate) struct Turn {
    pub(crate) lab: f64,
    pub(crate) peers: [Option<f64>; PEERS.len()],
}

/// Times in nanoseconds per task.
pub(crate) struct Times {
    /// The Lab's median.
    lab: f64,
    /// For each peer the median, and the median of the ratios of its time to the Lab's in single turns.
    peers: [Option<(f64, f64)>; PEERS.len()],
    /// The Lab's fastest time.
    pub(crate) fastest: f64,
}

impl Times {
    pub(crate) fn of(turns: &[Turn]) -> Times {
        let of_peer = |peer: usize| {
            let times = turns.iter().map(|turn| turn.peers[peer]);
            let ratios = turns.iter().map(|turn| Some(turn.peers[peer]? / turn.lab));
            Some((
                median(times.collect::<Option<_>>()?),
                median(ratios.collect::<Option<_>>()?),
            ))
        };
        let lab: Vec<f64> = turns.iter().map(|turn| turn.lab).collect();
        Times {
            fastest: lab.iter().copied().fold(f64::INFINITY, f64::min),
            lab: median(lab),
            peers: std::array::from_fn(of_peer),
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The results of a workload that are printed after its times.
pub(crate) struct Row {
    pub(crate) workload: Workload,
    /// The Lab's fastest times at the smallest and at the largest size.
    pub(crate) fastest: [f64; 2],
    pub(crate) peak: Option<f64>,
}

pub(crate) fn print_head() {
    println!(
        "\nNanoseconds a task, and how many times the Lab's throughput is the peer's (traces on):\n"
    );
    let times = PEERS.map(|peer| format!(" {peer:>8}")).concat();
    let against = PEERS.map(|peer| format!("   {:<21}", format!("against {peer}")));
    println!(
        "{:<10} {:>9}  {:>8}{times}{}",
        "",
        "tasks",
        "Lab",
        against.concat()
    );
}

pub(crate) fn print_times(workload: Workload, n: usize, times: &Times) {
    let goals = goals(workload);
    let columns = times.peers.map(|peer| {
        let time = peer.map_or_else(|| String::from("-"), |(time, _)| format!("{time:.1}"));
        format!(" {time:>8}")
    });
    let ratios = times
        .peers
        .into_iter()
        .zip(goals.against)
        .map(|(peer, least)| {
            let ratio = match peer {
                None => String::from("-"),
                Some((_, ratio)) if n == GOAL_SIZE => {
                    format!("{ratio:.1}x of {least}x, {}", word(ratio >= least))
                }
                Some((_, ratio)) => format!("{ratio:.1}x"),
            };
            format!("   {ratio:<21}")
        });
    let line = format!(
        "{:<10} {n:>9}  {:>8.1}{}{}",
        workload.name(),
        times.lab,
        columns.concat(),
        ratios.collect::<String>()
    );
    println!("{}", line.trim_end());
}

pub(crate) fn print_growth(rows: &[Row]) {
    println!(
        "\nFrom ten thousand tasks to a million the cost grows as a power of their number; peak memory at a million:\n"
    );
    println!("{:<10} {:<24} {:<24}", "", "power", "peak bytes a task");
    for row in rows {
        let goals = goals(row.workload);
        // The exponent of the whole cost; the sizes differ by two powers of ten.
        let power = 1.0 + (row.fastest[1] / row.fastest[0]).log10() / 2.0;
        let growth = format!(
            "{power:.2} of {}, {}",
            goals.growth,
            word(power <= goals.growth)
        );
        let peak = match (row.peak, goals.peak) {
            (None, _) => String::from("not reported by this system"),
            (Some(peak), None) => format!("{peak:.1}"),
            (Some(peak), Some(most)) => format!("{peak:.1} of {most}, {}", word(peak <= most)),
        };
        println!("{:<10} {growth:<24} {peak:<24}", row.workload.name());
    }
}

fn word(met: bool) -> &'static str {
    if met { "met" } else { "missed" }
}
