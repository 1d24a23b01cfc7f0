use super::super::{Event, ObjectKind, Record};
use super::*;
use proptest::prelude::*;

/// A call of the recorder. Ids and amounts are of all sizes, so that numbers of every length occur.
#[derive(Clone, Debug)]
enum Call {
    Pass(u64),
    Create(Named),
    Start(u32),
    Block(usize, Option<u32>),
    Unblock(u32),
    UnblockCase(u32, u32),
    Stop(u32),
    Compute(u32),
    Race(String, u32, u64),
    End,
    TaskStart(u32),
    TaskEnd(u32, usize),
    Acquire(u64),
    Release(u64),
    Demand(Demand, Resource),
    Log(String),
    Mark(u32),
    Object(ObjectKind, Named, u32),
    SelectCase(Option<u32>, bool),
    /// One of the events of an object with a number.
    Use(usize, u32, u32),
}

/// A name, if any, from a small set, so that texts repeat.
type Named = Option<(&'static str, Option<u32>)>;

fn named() -> impl Strategy<Value = Named> {
    let text = prop::sample::select(vec!["worker", "client", "", "w"]);
    prop::option::of((text, prop::option::of(prop_oneof![0..4_u32, any_id()])))
}

fn name(of: Named) -> Option<Name<'static>> {
    of.map(|(text, number)| Name { text, number })
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
        named().prop_map(Call::Create),
        any_id().prop_map(Call::Start),
        (0..BlockReason::ALL.len(), prop::option::of(any_id()))
            .prop_map(|(reason, on)| Call::Block(reason, on)),
        any_id().prop_map(Call::Unblock),
        (any_id(), any_id()).prop_map(|(id, case)| Call::UnblockCase(id, case)),
        (
            prop::sample::select(ObjectKind::ALL.to_vec()),
            named(),
            any_id()
        )
            .prop_map(|(kind, name, capacity)| Call::Object(kind, name, capacity)),
        (prop::option::of(any_id()), any::<bool>())
            .prop_map(|(object, sends)| Call::SelectCase(object, sends)),
        (0..6_usize, any_id(), any_id()).prop_map(|(which, object, n)| Call::Use(which, object, n)),
        any_id().prop_map(Call::Stop),
        (0..40_u32).prop_map(Call::Compute),
        ("[a-z]{0,9}", any_id(), any_size()).prop_map(|(text, id, at)| Call::Race(text, id, at)),
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

/// Makes a call that records an event of an object, and returns the event. `newest` is the object that is declared, if
/// the call declares one.
fn object_event(
    recorder: &mut Recorder,
    at: Time,
    call: &Call,
    newest: ObjectId,
) -> Event<'static> {
    let (which, object, n) = match call {
        Call::Object(kind, of, capacity) => {
            let (kind, name, capacity) = (*kind, name(*of), *capacity);
            let object = recorder.object(at, kind, name, capacity);
            assert_eq!(object, newest);
            return Event::Object {
                object,
                kind,
                name,
                capacity,
            };
        }
        Call::SelectCase(object, sends) => {
            let (object, sends) = (object.map(ObjectId), *sends);
            recorder.select_case(at, object, sends);
            return Event::SelectCase { object, sends };
        }
        Call::Use(which, object, n) => (*which, ObjectId(*object), *n),
        other => unreachable!("{other:?} is no event of an object"),
    };
    let (length, held) = (n, n);
    match which {
        0 => {
            recorder.chan_send(at, object, length);
            Event::ChanSend { object, length }
        }
        1 => {
            recorder.chan_receive(at, object, length);
            Event::ChanReceive { object, length }
        }
        2 => {
            recorder.chan_full(at, object);
            Event::ChanFull { object }
        }
        3 => {
            recorder.close(at, object);
            Event::Close { object }
        }
        4 => {
            recorder.lock(at, object, held);
            Event::Lock { object, held }
        }
        _ => {
            recorder.unlock(at, object, held);
            Event::Unlock { object, held }
        }
    }
}

/// Makes the calls, and returns the recording with the expected records.
fn record(calls: &[Call]) -> (Recorder, Vec<Record<'_>>) {
    let (mut recorder, mut expected) = (Recorder::new(), Vec::new());
    let (mut at, mut by, mut created, mut objects) = (Time::ZERO, None, 0, 0);
    for call in calls {
        let (event, after) = match call {
            Call::Pass(length) => {
                at.0 += length;
                // Time passes only while no goroutine runs.
                by = by.filter(|_| *length == 0);
                continue;
            }
            Call::Create(of) => {
                created += 1;
                let (child, name) = (GoroutineId(created), name(*of));
                assert_eq!(recorder.create(at, name), child);
                (Event::GoCreate { child, name }, by)
            }
            Call::Start(id) => {
                let goroutine = GoroutineId(*id);
                recorder.start(at, goroutine);
                (Event::GoStart { goroutine }, Some(goroutine))
            }
            Call::Block(reason, on) => {
                let (reason, on) = (BlockReason::ALL[*reason], on.map(ObjectId));
                recorder.block(at, reason, on);
                let on = on.filter(|_| reason.has_object());
                (Event::GoBlock { reason, on }, None)
            }
            Call::Unblock(id) => {
                let (goroutine, case) = (GoroutineId(*id), None);
                recorder.unblock(at, goroutine);
                (Event::GoUnblock { goroutine, case }, by)
            }
            Call::UnblockCase(id, case) => {
                let (goroutine, case) = (GoroutineId(*id), Some(*case));
                recorder.unblock_case(at, goroutine, case.unwrap_or_default());
                (Event::GoUnblock { goroutine, case }, by)
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
            Call::Race(text, id, moment) => {
                let (earlier, earlier_at) = (GoroutineId(*id), Time(*moment));
                recorder.race(at, text.clone(), earlier, earlier_at);
                let race = Event::Race {
                    text,
                    earlier,
                    earlier_at,
                };
                (race, by)
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
            Call::Object(..) | Call::SelectCase(..) | Call::Use(..) => {
                objects += u32::from(matches!(call, Call::Object(..)));
                (object_event(&mut recorder, at, call, ObjectId(objects)), by)
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
