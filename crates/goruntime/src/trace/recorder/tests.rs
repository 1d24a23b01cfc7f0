use super::super::{Event, Record};
use super::*;
use proptest::prelude::*;

/// A call of the recorder. Ids and amounts are of all sizes, so that numbers of every length occur.
#[derive(Clone, Debug)]
enum Call {
    Pass(u64),
    Create,
    Start(u32),
    Block(usize),
    Unblock(u32),
    Stop(u32),
    Compute(u32),
    Race(String),
    End,
    TaskStart(u32),
    TaskEnd(u32, usize),
    Acquire(u64),
    Release(u64),
    Demand(Demand, Resource),
    Log(String),
    Mark(u32),
}

fn any_size() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0u32..64).prop_map(|(n, shift)| n >> shift)
}

fn any_id() -> impl Strategy<Value = u32> {
    (any::<u32>(), 0u32..32).prop_map(|(n, shift)| n >> shift)
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        any_size().prop_map(|n| Call::Pass(n >> 12)),
        Just(Call::Create),
        any_id().prop_map(Call::Start),
        (0..BlockReason::ALL.len()).prop_map(Call::Block),
        any_id().prop_map(Call::Unblock),
        any_id().prop_map(Call::Stop),
        (0..40_u32).prop_map(Call::Compute),
        "[a-z]{0,9}".prop_map(Call::Race),
        Just(Call::End),
        any_id().prop_map(Call::TaskStart),
        (any_id(), 0..TaskOutcome::ALL.len()).prop_map(|(task, o)| Call::TaskEnd(task, o)),
        any_size().prop_map(Call::Acquire),
        any_size().prop_map(Call::Release),
        (0..Demand::ALL.len(), 0..Resource::ALL.len())
            .prop_map(|(d, r)| Call::Demand(Demand::ALL[d], Resource::ALL[r])),
        any_id().prop_map(|n| Call::Log(format!("line {n}\n"))),
        any_id().prop_map(Call::Mark),
    ]
}

/// Makes the calls, and returns the recording with the expected records.
fn record(calls: &[Call]) -> (Recorder, Vec<Record<'_>>) {
    let (mut recorder, mut expected) = (Recorder::new(), Vec::new());
    let (mut at, mut by, mut created) = (Time::ZERO, None, 0);
    for call in calls {
        let (event, after) = match call {
            Call::Pass(length) => {
                at.0 += length;
                // Time passes only while no goroutine runs.
                by = by.filter(|_| *length == 0);
                continue;
            }
            Call::Create => {
                created += 1;
                let child = recorder.create(at);
                assert_eq!(child, GoroutineId(created));
                (Event::GoCreate { child }, by)
            }
            Call::Start(id) => {
                let goroutine = GoroutineId(*id);
                recorder.start(at, goroutine);
                (Event::GoStart { goroutine }, Some(goroutine))
            }
            Call::Block(reason) => {
                let reason = BlockReason::ALL[*reason];
                recorder.block(at, reason);
                (Event::GoBlock { reason }, None)
            }
            Call::Unblock(id) => {
                let goroutine = GoroutineId(*id);
                recorder.unblock(at, goroutine);
                (Event::GoUnblock { goroutine }, by)
            }
            Call::Stop(id) => {
                let goroutine = GoroutineId(*id);
                recorder.stop(at, goroutine);
                (Event::GoStop { goroutine }, None)
            }
            Call::Compute(processor) => {
                let processor = *processor;
                recorder.compute(at, processor);
                (Event::GoCompute { processor }, None)
            }
            Call::Race(text) => {
                recorder.race(at, text.clone());
                (Event::Race { text }, by)
            }
            Call::End => {
                recorder.end(at);
                (Event::GoEnd, None)
            }
            Call::TaskStart(task) => {
                recorder.task_start(at, *task);
                (Event::TaskStart { task: *task }, by)
            }
            Call::TaskEnd(task, outcome) => {
                let (task, outcome) = (*task, TaskOutcome::ALL[*outcome]);
                recorder.task_end(at, task, outcome);
                (Event::TaskEnd { task, outcome }, by)
            }
            Call::Acquire(amount) => {
                let (resource, amount) = (Resource::Memory, *amount);
                recorder.acquire(at, resource, amount);
                (Event::Acquire { resource, amount }, by)
            }
            Call::Release(amount) => {
                let (resource, amount) = (Resource::Memory, *amount);
                recorder.release(at, resource, amount);
                (Event::Release { resource, amount }, by)
            }
            Call::Demand(demand, resource) => {
                recorder.demand(at, *demand, *resource);
                (demand.of(*resource), by)
            }
            Call::Log(line) => {
                recorder.log(at, line.clone());
                (Event::Log { line }, by)
            }
            Call::Mark(line) => {
                recorder.mark(at, *line);
                (Event::Mark { line: *line }, by)
            }
        };
        // An event that starts or stops a goroutine names the one that ran until then.
        expected.push(Record { at, by, event });
        by = after;
    }
    (recorder, expected)
}

proptest! {
    #[test]
    fn records_are_read_back_as_written(calls in prop::collection::vec(call(), 0..100)) {
        let (recorder, expected) = record(&calls);
        let read: Vec<Record> = recorder.records().collect();
        prop_assert_eq!(read.len(), expected.len());
        for (read, expected) in read.iter().zip(&expected) {
            prop_assert_eq!(read, expected);
        }
    }
}

#[test]
fn a_trace_larger_than_its_chunks_is_read_back() {
    let calls: Vec<Call> = (0..200_000)
        .map(|i| Call::Start(i * 977 % 60_000))
        .collect();
    let (recorder, expected) = record(&calls);
    assert!(recorder.size() > 2 * LARGEST_CHUNK);
    assert!(recorder.records().eq(expected));
}
