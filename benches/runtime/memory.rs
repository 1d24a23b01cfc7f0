//! Peak memory: the high-water mark of a process that runs a single workload.

use crate::ours;
use crate::workloads::Workload;
use std::hint::black_box;
use std::process::Command;

const FLAG: &str = "--peak";

/// In the process that [`peak`] starts: runs the workload, prints the mark and returns true. Returns false in any other
/// process.
pub(crate) fn answer(args: &[String]) -> bool {
    let [flag, name, n] = args else { return false };
    let workload = Workload::ALL.into_iter().find(|w| w.name() == name);
    let (Some(workload), Ok(n)) = (workload, n.parse()) else {
        return false;
    };
    if flag != FLAG {
        return false;
    }
    black_box(ours::run(workload, n));
    if let Some(bytes) = high_water_mark() {
        println!("{bytes}");
    }
    true
}

/// The peak memory per task in bytes, trace included; `None` where the system does not report it.
pub(crate) fn peak_per_task(workload: Workload, n: usize) -> Option<f64> {
    // The memory before the first task does not count.
    let grown = peak(workload, n)?.saturating_sub(peak(workload, 10)?);
    Some(grown as f64 / n as f64)
}

fn peak(workload: Workload, n: usize) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().ok()?);
    let output = child.args([FLAG, workload.name(), &n.to_string()]).output();
    String::from_utf8(output.ok()?.stdout)
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// Linux reports it in KiB.
fn high_water_mark() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
