//! The claims as data.

use super::Claim;
use super::Reading::{
    self, Batches, Best, Done, Faster, Goroutines, Killed, Memory, Peak, Printed, Prints, Refused,
    Saved, Total,
};
use crate::params::Key;
use analysis::Resource;

const MS: u64 = 1_000_000;
const SECOND: u64 = 1_000 * MS;

/// The smallest and the largest figure that agree with the talk.
type Range = (u64, u64);

/// Any figure but 0.
const SOME: Range = (1, u64::MAX);

const fn exactly(n: u64) -> Range {
    (n, n)
}

/// About `n`, give or take `percent` per cent.
const fn about(n: u64, percent: u64) -> Range {
    (n - n / 100 * percent, n + n / 100 * percent)
}

const fn claim(
    place: &'static str,
    words: &'static str,
    link: &'static str,
    reading: Reading,
    (from, to): Range,
    note: &'static str,
) -> Claim {
    Claim {
        place,
        words,
        link,
        reading,
        from,
        to,
        note,
        given: false,
        line: "",
    }
}

impl Claim {
    /// Names the line of its document, or the lines.
    const fn at(self, line: &'static str) -> Claim {
        Claim { line, ..self }
    }
}

/// A claim that holds under an assumption, which is the note.
const fn given(
    place: &'static str,
    words: &'static str,
    link: &'static str,
    reading: Reading,
    range: Range,
    note: &'static str,
) -> Claim {
    Claim {
        given: true,
        ..claim(place, words, link, reading, range, note)
    }
}

const APPROACHES: &str = "talk.md, section 2";
const FAN_OUT: &str = "talk.md, section 4";
const EXAMPLES: &str = "talk.md, section 5";
const SUMMARY: &str = "slides-outline.md, slide 24";
const MANIFESTS: &str = "slides-outline.md, slide 13";
const HIBERNATION: &str = "slides-outline.md, slide 20";
const EVERYTHING_AT_ONCE: &str = "visual-diagrams.md, 1";
const RBAC: &str = "visual-diagrams.md, 3";
const THREADS: &str = "visual-diagrams.md, 11";
const DATABASE_AND_API: &str = "scenario=ci-connections&tasks=1000&connect=5ms&qps=50";
const CI: &str = "scenario=ci-auto-trigger";
const K8S: &str = "scenario=k8s-manifests";
const PERMISSIONS: &str = "scenario=rbac-batch";
const NODES: &str = "scenario=hibernation-check";
const CLUSTERS: &str = "scenario=cluster-test&latency=500ms&slow=none";
const CI_MEMORY: &str = "each holds 128 KiB, and the limit is 512 MiB";
const K8S_LIMIT: &str = "the API answers 100 calls a second after a burst of 10";
const NODES_LIMIT: &str = "the API answers 200 calls a second after a burst of 20";
const COMPARISON: &str = "pattern=sequential,unbounded,batched&latency=50ms&batch=10";

/// Every claim.
#[rustfmt::skip] // Three lines for each claim are easier to read.
pub(super) const ALL: [Claim; 74] = [
    claim(APPROACHES, "Naive: the function returns before any task completes",
        "pattern=naive&tasks=1000", Done("naive"), exactly(0), "").at("124"),
    claim(APPROACHES, "1,000 tasks under a WaitGroup: 1,000 goroutines",
        "pattern=unbounded&tasks=1000", Goroutines("unbounded"), exactly(1_000), "").at("186"),
    claim(APPROACHES, "1,000 tasks in batches of 5: at most 5 goroutines",
        "pattern=batched&tasks=1000", Goroutines("batched"), exactly(5), "").at("303"),
    claim(APPROACHES, "… 200 batches",
        "pattern=batched&tasks=1000", Batches("batched"), exactly(200), "").at("300"),
    claim(APPROACHES, "… 10,000 tasks: the same 5 goroutines",
        "pattern=batched&tasks=10000", Goroutines("batched"), exactly(5), "").at("319"),
    given(APPROACHES, "10,000 tasks under a WaitGroup: definitely crashes (OOM)",
        "pattern=unbounded&tasks=10000", Killed("unbounded"), SOME,
        "each holds 128 KiB; the goroutines alone need 26 MiB").at("214"),
    claim(EVERYTHING_AT_ONCE, "One after the other, 5 × 100 ms: 500 ms",
        "pattern=sequential&tasks=5", Total("sequential"), exactly(500 * MS), "").at("15"),
    claim(EVERYTHING_AT_ONCE, "A batch of 3 and one of 2: 200 ms",
        "pattern=batched&tasks=5&batch=3", Total("batched"), exactly(200 * MS), "").at("46"),
    claim(EVERYTHING_AT_ONCE, "1,000 at once: 100 ms but crash (too many goroutines)",
        "pattern=unbounded&tasks=1000", Killed("unbounded"), SOME,
        "The 100 ms come out. 1,000 goroutines are not too many where nothing that they use is scarce.").at("30"),
    claim("visual-diagrams.md, 9", "100 items of 50 ms one after the other: 5,000 ms",
        COMPARISON, Total("sequential"), exactly(5 * SECOND), "").at("389"),
    claim("visual-diagrams.md, 9", "… at once: 50 ms",
        COMPARISON, Total("unbounded"), exactly(50 * MS), "").at("404"),
    claim("visual-diagrams.md, 9", "… in batches of 10: 500 ms",
        COMPARISON, Total("batched"), exactly(500 * MS), "").at("420"),
    given(APPROACHES, "100 × 50 = 5,000 goroutines → OOM crash",
        "scenario=ci-auto-trigger&patterns=naive-server,batched", Killed("naive-server"), (1, 5_100),
        CI_MEMORY).at("147"),
    given(SUMMARY, "CI auto-trigger (100 pipelines): crash → 2 s",
        CI, Total("batched"), about(2 * SECOND, 2), "triggering a pipeline takes 100 ms").at("500"),
    given(EXAMPLES, "0% success → 100%: before",
        CI, Done("unbounded"), exactly(0), CI_MEMORY).at("684"),
    claim(APPROACHES, "1,000+ triggers with batch size 5: 100% success",
        "scenario=ci-auto-trigger&tasks=1000", Done("batched"), exactly(1_000), "").at("460"),
    claim(APPROACHES, "10 tasks under a WaitGroup: works fine",
        "scenario=ci-connections&tasks=10", Done("unbounded"), exactly(10), "").at("211"),
    given(APPROACHES, "… 100: might work (depends on resources)",
        "scenario=ci-connections&taken=0", Done("unbounded"), exactly(100),
        "nobody else has one of the 100 connections").at("212"),
    given(APPROACHES, "… 1,000: likely fails (DB connections, API limits)",
        DATABASE_AND_API, Done("unbounded"), (0, 999), "100 connections are there, or the API answers 50 calls a second").at("213"),
    given(APPROACHES, "“pq: sorry, too many clients already” (max 100 connections)",
        "scenario=ci-connections", Refused("unbounded"), SOME,
        "the rest of the application has 20 of the 100").at("235"),
    claim(APPROACHES, "Batches of 5: at most 5 DB connections",
        "scenario=ci-connections&taken=0", Peak("batched", Resource::Connection), exactly(5), "").at("308"),
    given(APPROACHES, "429 Too Many Requests (rate limit exceeded)",
        "scenario=ci-api-limit", Refused("unbounded"), SOME,
        "the API answers 50 calls a second after a burst of 10").at("236"),
    given(EXAMPLES, "Trigger 1000 pipelines (DB + API): worker pool, 5-10",
        DATABASE_AND_API, Best("batched", Key::Batch), (5, 10),
        "the API answers 50 calls a second after a burst of 10; with 100 it is 10").at("777"),
    given("package-overview.md, opening", "100 builds, 10,000 goroutines: out of memory",
        "scenario=ci-auto-trigger&goroutines=100", Killed("unbounded"), SOME,
        "each holds 128 KiB; the goroutines alone need 26 MiB here, 36 MiB measured").at("229"),
    given("slides-outline.md, slides 9 and 24", "Workflow status: 500 ms …",
        "scenario=workflow-status", Total("sequential"), exactly(500 * MS),
        "CI takes 200 ms and CD 300 ms, as in diagram 2").at("181"),
    given("slides-outline.md, slides 9 and 24", "… → 300 ms (40%)",
        "scenario=workflow-status", Total("fan-out-fan-in"), exactly(300 * MS),
        "CI takes 200 ms and CD 300 ms, as in diagram 2").at("181"),
    claim(FAN_OUT, "Workflow status: 1000 ms → 500 ms (2×)",
        "scenario=workflow-status&latency=500ms&slow=none", Faster("sequential", "fan-out-fan-in"), exactly(2_000),
        "500 + 500 ms.").at("640"),
    claim("visual-diagrams.md, 2", "Workflow status: 650 ms → 300 ms (2.2×)",
        "scenario=workflow-status&tasks=3&latency=list:200,300,150&slow=none", Faster("sequential", "fan-out-fan-in"), about(2_200, 2),
        "200 + 300 + 150 ms.").at("90-91"),
    given(MANIFESTS, "100 resources one after the other: 5 s",
        K8S, Total("sequential"), exactly(5 * SECOND), "each takes 50 ms, as on slide 20").at("278"),
    given(MANIFESTS, "Unlimited parallel: throttled",
        K8S, Refused("unbounded"), SOME, K8S_LIMIT).at("279"),
    given(MANIFESTS, "Batches of 5: 1 s",
        K8S, Total("manifests"), exactly(SECOND), K8S_LIMIT).at("280"),
    claim(MANIFESTS, "… 5 concurrent API calls",
        K8S, Peak("manifests", Resource::Request), exactly(5), "").at("280"),
    given(MANIFESTS, "5-10x faster",
        K8S, Faster("sequential", "manifests"), (5_000, 10_000),
        "the API answers 100 calls a second after a burst of 10; nothing on the slide makes it more than 5×").at("282"),
    given("package-overview.md, highlights", "RBAC batch: 10 s …",
        PERMISSIONS, Total("sequential"), exactly(10 * SECOND),
        "each of the 1,000 takes 10 ms").at("149"),
    claim(RBAC, "… all 1,000 checked in 1.5 s",
        PERMISSIONS, Total("chunked"), about(1_500 * MS, 10),
        "10 workers take 1 s. 1.5 s need 50 ms more for each batch of 100, or 5 ms for each query, but then the 10 s were 15 s.").at("125"),
    claim("package-overview.md, highlights", "… 6.7x faster",
        PERMISSIONS, Faster("sequential", "chunked"), about(6_700, 3),
        "10 workers that waste nothing are 10 times as fast.").at("149"),
    claim(RBAC, "Max 10 concurrent connections",
        PERMISSIONS, Peak("chunked", Resource::Connection), exactly(10), "").at("126"),
    given(RBAC, "Spawn 1,000 goroutines: pool exhausted, queries timeout",
        PERMISSIONS, Done("unbounded"), (0, 999),
        "nobody waits longer than 500 ms; otherwise all are done after 1 s").at("106-107"),
    claim(HIBERNATION, "100 × 50 ms = 5 seconds",
        NODES, Total("sequential"), exactly(5 * SECOND), "").at("433"),
    given(HIBERNATION, "No batching: rate limiting, requests fail",
        NODES, Refused("unbounded"), SOME, NODES_LIMIT).at("436-437"),
    given(HIBERNATION, "Batched (10 workers): ~500ms",
        NODES, Total("hibernation"), exactly(500 * MS), NODES_LIMIT).at("440"),
    given(HIBERNATION, "10x faster",
        NODES, Faster("sequential", "hibernation"), exactly(10_000), NODES_LIMIT).at("441"),
    claim("visual-diagrams.md, 8", "85 can be hibernated, 42 are: partially",
        NODES, Prints("hibernation", "85 can be hibernated, 42 are: partially hibernated"), exactly(1), "").at("365-369"),
    given(SUMMARY, "Cluster connection test (50 clusters): 25 s …",
        CLUSTERS, Total("sequential"), exactly(25 * SECOND),
        "each of the 50 takes 500 ms").at("504"),
    claim(SUMMARY, "… → 3 s",
        CLUSTERS, Total("cluster-test"), about(3 * SECOND, 10),
        "50 × 500 ms at once take 500 ms. 3 s need a cluster that takes 3 s, and the others 449 ms for the sum of 25 s.").at("504"),
    given(SUMMARY, "… 8.3x",
        "scenario=cluster-test", Faster("sequential", "cluster-test"), about(8_300, 2),
        "one cluster takes 3 s, and each of the others 449 ms").at("504"),
    given(FAN_OUT, "Cluster connection: 20 s → 300 ms (66x)",
        "scenario=cluster-test&tasks=100&latency=199ms&slow-latency=300ms", Faster("sequential", "cluster-test"), about(66_000, 2),
        "there are 100 clusters: 50 of at most 300 ms are 15 s one after the other. Slide 24 says 25 s → 3 s").at("641"),
    claim(EXAMPLES, "Fetch from 100 clusters: fan-out, 100 (all)",
        "scenario=cluster-test&tasks=100", Best("batched", Key::Batch), exactly(100), "").at("778"),
    claim("visual-diagrams.md, 12", "Deploy to 50 clusters: 100 s …",
        "scenario=deploy-50-clusters", Total("sequential"), exactly(100 * SECOND), "").at("527"),
    claim("visual-diagrams.md, 12", "… → 10 s in batches of 10",
        "scenario=deploy-50-clusters", Total("batched"), exactly(10 * SECOND), "").at("541"),
    given(EXAMPLES, "100 emails, 10 QPS: worker pool of 5",
        "scenario=emails", Best("worker-pool", Key::Workers), exactly(5),
        "each makes 2 calls in a second, and the API has a burst of 10; with 1 call it is 10, as the talk’s rule says: rate limit / calls per task").at("776"),
    claim(EXAMPLES, "20 files in memory: a WaitGroup is enough",
        "scenario=files", Done("unbounded"), exactly(20), "").at("775"),
    claim("advanced-patterns-and-qa.md, Q9", "CPU-bound: batch size = number of CPU cores",
        "scenario=cpu-bound", Best("batched", Key::Batch), exactly(4), "on 4 cores").at("542"),
    given(APPROACHES, "The restaurant alone: customers wait hours",
        "scenario=restaurant", Total("sequential"), (3_600 * SECOND, u64::MAX),
        "a dish takes half a minute").at("71"),
    given(APPROACHES, "1,000 chefs, space for only 10: chaos",
        "scenario=restaurant", Refused("unbounded"), SOME, "a chef without a stove sends the customer away").at("100"),
    claim(APPROACHES, "5 chefs: all 1,000 customers served",
        "scenario=restaurant", Done("batched"), exactly(1_000), "").at("255"),
    given("slides-outline.md, slide 15", "Context cancelled: saved ~5 seconds",
        "scenario=client-disconnect", Saved("client-disconnect-ignored", "client-disconnect"), about(5 * SECOND, 2),
        "the client leaves after 4.95 s of 10 s").at("323"),
    claim("slides-outline.md, slide 17", "Slow clients don’t block fast clients: the last of these",
        "scenario=sse-broker", Printed("sse-broker", "client 1 got 12 messages"), (0, 1_200 * MS),
        "The fast clients have all 12 messages at 1.15 s; with a broker that waits for the slow one, at 2.16 s.").at("376"),
    claim(THREADS, "100 threads: 200MB",
        "scenario=threads-vs-goroutines", Memory("threads-os"), about(200 << 20, 2), "").at("500"),
    claim(THREADS, "100 goroutines: 200KB",
        "scenario=threads-vs-goroutines", Memory("threads"), about(200 << 10, 10),
        "The stacks are 200 KiB; each also has 650 bytes of heap (measured with Go 1.27).").at("511"),
    claim(THREADS, "Can easily run 10,000+ goroutines",
        "scenario=threads-vs-goroutines&tasks=10000", Done("threads"), exactly(10_000), "").at("512"),
    given("advanced-patterns-and-qa.md, Q5", "Seen production systems with 100,000+ goroutines",
        "pattern=unbounded&tasks=500&goroutines=200&memory=0B", Goroutines("unbounded"), (100_000, u64::MAX),
        "they hold nothing: 259 MiB").at("419"),
    claim("visual-diagrams.md, 7", "Two add 1 to a counter: 1 (should be 2)",
        "pattern=counter&increments=1", Prints("counter", "counter 1, expected 2: 1 lost"), exactly(1), "").at("293"),
    claim("visual-diagrams.md, 7", "… with atomic: 2",
        "pattern=counter-atomic&increments=1", Prints("counter-atomic", "counter 2, expected 2: 0 lost"), exactly(1), "").at("305"),
    claim(APPROACHES, "Naive in a server, 1,000 tasks: might work",
        "pattern=naive-server&tasks=1000", Done("naive-server"), exactly(1_000), "").at("135"),
    given(APPROACHES, "… 10,000: probably crashes",
        "pattern=naive-server&tasks=10000", Killed("naive-server"), SOME,
        "each holds 128 KiB").at("136"),
    given(APPROACHES, "… 100,000: definitely crashes",
        "pattern=naive-server&tasks=100000", Killed("naive-server"), SOME,
        "each holds 128 KiB; the goroutines alone need 257 MiB").at("137"),
    given(APPROACHES, "The restaurant's 10 customers: works fine",
        "scenario=restaurant&tasks=10", Done("sequential"), exactly(10), "a dish takes half a minute").at("63-65"),
    claim("visual-diagrams.md, 9", "At once: 100 goroutines",
        COMPARISON, Goroutines("unbounded"), exactly(100), "").at("405"),
    claim("visual-diagrams.md, 9", "In batches of 10: 10 goroutines",
        COMPARISON, Goroutines("batched"), exactly(10), "").at("421"),
    claim("visual-diagrams.md, 12", "Deploy to 50 clusters: 10x faster",
        "scenario=deploy-50-clusters", Faster("sequential", "batched"), exactly(10_000), "").at("543"),
    claim("advanced-patterns-and-qa.md, Q10", "Worker pool, 10 items by 2: 10",
        "pattern=batched&tasks=10&batch=2", Done("batched"), exactly(10), "").at("613"),
    claim("advanced-patterns-and-qa.md, Q10", "… 1,000 by 10: 1,000",
        "pattern=batched&tasks=1000&batch=10", Done("batched"), exactly(1_000), "").at("614"),
    claim("advanced-patterns-and-qa.md, Q10", "… 1 by 1: 1",
        "pattern=batched&tasks=1&batch=1", Done("batched"), exactly(1), "").at("615"),
];
