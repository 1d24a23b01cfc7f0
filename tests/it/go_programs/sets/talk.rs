//! The sets of the talk's opening scenario, on which its patterns are compared.

use super::{LATENCIES, SEED, distinct};
use goruntime::rng::Rng;
use goruntime::trace::GOROUTINE_BYTES;

const RANDOM: u64 = 24;
const HELPERS: [u64; 5] = [0, 1, 3, 10, 50];
const MIB: u64 = 1 << 20;

/// The talk's own sets, special cases, and random ones.
pub(super) fn links() -> Vec<String> {
    let mut links: Vec<String> = SPECIAL
        .iter()
        .map(|link| format!("?scenario=ci-auto-trigger{link}"))
        .collect();
    // The memory that four tasks need, and one byte less.
    let four = 4 * (MIB + GOROUTINE_BYTES);
    for limit in [four, four - 1] {
        links.push(format!(
            "?scenario=ci-auto-trigger&tasks=4&batch=3&goroutines=0&memory=1MiB&memory-limit={limit}B"
        ));
    }
    links.push(many_tasks());
    links.extend((0..RANDOM).map(random));
    links
}

const SPECIAL: [&str; 15] = [
    // The talk's case, and other values of the slider.
    "",
    "&batch=10",
    "&batch=50",
    "&batch=100&memory-limit=64GiB",
    "&goroutines=0&latency=1s",
    // One task in one batch, without a further goroutine and with one.
    "&tasks=1&batch=1&goroutines=0",
    "&tasks=1&batch=1&goroutines=1",
    // Equal latencies, of all or of some tasks; a smaller last batch.
    "&tasks=7&batch=3&goroutines=3",
    "&tasks=6&batch=4&latency=list:10,20,10,20,10,30&goroutines=0",
    "&tasks=6&batch=4&latency=list:10,20,10,20,10,30&goroutines=10&memory-limit=3MiB",
    // More than there are tasks in a batch; tasks that take no time.
    "&tasks=7&batch=10&goroutines=3",
    "&tasks=6&batch=10000&latency=list:40,20,10,50,60,30&goroutines=0",
    "&tasks=6&batch=4&latency=0s&goroutines=2",
    // Goroutines that acquire no memory. In the second set their own memory can exceed the limit.
    "&tasks=40&batch=8&goroutines=10&memory=0&latency=33ms",
    "&tasks=500&batch=400&goroutines=0&memory=0&memory-limit=1MiB",
];

/// More tasks than Go's run queue holds.
fn many_tasks() -> String {
    let mut rng = Rng::new(SEED, RANDOM);
    let latencies = distinct(&mut rng, 300, LATENCIES);
    format!("?scenario=ci-auto-trigger&tasks=300&batch=70&latency={latencies}&goroutines=0")
}

/// Distinct latencies and any batch size. Every other set has a memory limit between the needs of one task and of all
/// tasks.
fn random(number: u64) -> String {
    let mut rng = Rng::new(SEED, number);
    let helpers = HELPERS[usize::try_from(number).unwrap_or_default() % HELPERS.len()];
    let tasks = rng.between(2, if helpers == 50 { 12 } else { 30 });
    let batch = rng.between(1, tasks);
    let latencies = distinct(&mut rng, tasks, LATENCIES);
    let limit = if number % 2 == 1 {
        let one = (1 + helpers) * (MIB + GOROUTINE_BYTES);
        // Squared, so that small limits, which more patterns exceed, are as frequent as large ones.
        let share = rng.between(0, 90);
        let limit = MIB.max(one / 3 + one * tasks * share * share / 10_000);
        format!("&memory=1MiB&memory-limit={limit}B")
    } else {
        String::from("&memory-limit=64GiB")
    };
    format!(
        "?scenario=ci-auto-trigger&tasks={tasks}&batch={batch}&latency={latencies}&goroutines={helpers}{limit}"
    )
}
