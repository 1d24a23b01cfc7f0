//! Who is at a line of the Go program, and when. It is read off the trace when it is asked for, since goroutines pass most
//! lines in no time, and the lives keep only what takes some.

use goruntime::time::Time;
use goruntime::trace::{Cursor, Event, GoroutineId, Record, Trace};

/// A time for which a goroutine is at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The goroutine.
    pub goroutine: GoroutineId,
    /// When it comes.
    pub from: Time,
    /// When it leaves, which may be the same moment.
    pub to: Time,
}

/// Where a goroutine is.
#[derive(Clone, Copy, Debug)]
struct Place {
    line: u32,
    since: Time,
}

/// All stays at a line (counted from 1), sorted by goroutine and then by time. A new goroutine is at the line of its `go`
/// statement until it runs. Reads the whole trace once.
#[must_use]
pub fn stays(trace: &Trace, line: u32) -> Vec<Stay> {
    let mut reading = StayReading::new(line);
    reading.advance(trace, usize::MAX);
    reading.finish(trace)
}

/// The [`stays`] at a line, read piece by piece, so that a page can respond meanwhile.
#[derive(Debug)]
pub struct StayReading {
    line: u32,
    places: Vec<Option<Place>>,
    stays: Vec<Stay>,
    cursor: Cursor,
}

impl StayReading {
    /// A reading before the first event.
    #[must_use]
    pub fn new(line: u32) -> StayReading {
        StayReading {
            line,
            places: Vec::new(),
            stays: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    /// Reads at most `events` more events of the same trace. True when all are read.
    pub fn advance(&mut self, trace: &Trace, events: usize) -> bool {
        let mut cursor = std::mem::take(&mut self.cursor);
        let is_over = trace.read_on(&mut cursor, events, |record| self.read(&record));
        self.cursor = cursor;
        is_over
    }

    /// The stays, once all events are read.
    #[must_use]
    pub fn finish(mut self, trace: &Trace) -> Vec<Stay> {
        for (index, place) in std::mem::take(&mut self.places).into_iter().enumerate() {
            self.leave(index, place, trace.exit().at);
        }
        self.stays
            .sort_unstable_by_key(|stay| (stay.goroutine, stay.from));
        self.stays
    }

    fn read(&mut self, record: &Record<'_>) {
        let by = record.by.and_then(|id| (id.0 as usize).checked_sub(1));
        let own = by.and_then(|index| *self.places.get(index)?);
        match (record.event, by) {
            (Event::GoCreate { .. }, _) => self.places.push(Some(Place {
                line: own.map_or(0, |own| own.line),
                since: record.at,
            })),
            (Event::Mark { line: next }, Some(index))
                if own.is_some_and(|own| own.line != next) =>
            {
                self.leave(index, own, record.at);
                self.places[index] = Some(Place {
                    line: next,
                    since: record.at,
                });
            }
            (Event::GoEnd, Some(index)) if own.is_some() => {
                self.leave(index, own, record.at);
                self.places[index] = None;
            }
            _ => {}
        }
    }

    fn leave(&mut self, index: usize, place: Option<Place>, to: Time) {
        if let Some(place) = place.filter(|place| place.line == self.line) {
            self.stays.push(Stay {
                goroutine: GoroutineId(u32::try_from(index + 1).unwrap_or(u32::MAX)),
                from: place.since,
                to,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use goruntime::go::{go, sleep};
    use goruntime::runtime::{Budget, Run, mark};
    use goruntime::time::Duration;

    #[test]
    fn who_passes_a_line_in_no_time_is_there_too() {
        let trace = Run::new(Budget::default(), 1, async {
            mark(3);
            for ms in 0..2 {
                go(async move {
                    mark(7);
                    sleep(Duration::millis(ms)).await;
                    mark(8);
                });
            }
            mark(4);
            sleep(Duration::millis(5)).await;
        })
        .finish();
        let at = |line| -> Vec<(u32, u64, u64)> {
            let ms = |at: Time| at.0 / 1_000_000;
            let list = stays(&trace, line);
            let mut reading = StayReading::new(line);
            while !reading.advance(&trace, 3) {}
            assert_eq!(reading.finish(&trace), list, "in pieces");
            let list = list.into_iter();
            list.map(|stay| (stay.goroutine.0, ms(stay.from), ms(stay.to)))
                .collect()
        };
        assert_eq!(at(7), [(2, 0, 0), (3, 0, 1)]);
        assert_eq!(at(8), [(2, 0, 0), (3, 1, 1)]);
        assert_eq!(
            at(3),
            [(1, 0, 0), (2, 0, 0), (3, 0, 0)],
            "a new goroutine is at its go statement"
        );
        assert_eq!(at(4), [(1, 0, 5)]);
        assert_eq!(at(9), []);
    }
}
