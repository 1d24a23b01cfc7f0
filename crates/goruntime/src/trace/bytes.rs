//! A whole trace as bytes, and back: how a program in a worker sends it to the page.
//!
//! All numbers are little-endian; a text is its length in bytes and then its bytes. The last eight bytes are the XXH64 of the
//! others, so that bytes of another version, or damaged ones, are refused instead of read wrongly.

use super::event::{Outcome, Resource};
use super::recorder::Recorder;
use super::{Exit, Limit, Limits, Pool, Rate, Trace};
use crate::time::Time;
use std::num::NonZeroU32;
use xxhash_rust::xxh64::xxh64;

/// The first bytes: the name and the version of the form.
const HEAD: &[u8; 8] = b"labtrc01";
/// In place of a number that is not there.
const NONE: u64 = u64::MAX;
/// The bytes of the hash at the end.
const HASH: usize = 8;

impl Trace {
    /// The trace as bytes, for [`Trace::from_bytes`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(HEAD.to_vec());
        let outcome = Outcome::ALL
            .iter()
            .position(|one| *one == self.exit.outcome);
        out.number(outcome.unwrap_or_default() as u64);
        out.number(self.exit.at.0);
        out.number(self.exit.main_returned.map_or(NONE, |at| at.0));
        out.text(&self.exit.message);
        out.number(self.tasks.into());
        for limit in &self.limits {
            out.number(limit.total.unwrap_or(NONE));
            let pool = limit.pool.map(|pool| (pool.open.get(), pool.taken));
            let rate = limit.rate.map(|rate| (rate.per_second.get(), rate.burst));
            for (first, second) in [pool.unwrap_or_default(), rate.unwrap_or_default()] {
                out.number(first.into());
                out.number(second.into());
            }
        }
        let (chunks, lines, names) = self.recorder.parts();
        out.number(self.recorder.goroutines().into());
        out.number(self.recorder.instants().into());
        out.bytes(&chunks.concat());
        for texts in [lines, names] {
            out.number(texts.len() as u64);
            for text in texts {
                out.text(text);
            }
        }
        let hash = xxh64(&out.0, 0);
        out.number(hash);
        out.0
    }

    /// Reads what [`Trace::to_bytes`] wrote. `None` if the bytes are not whole, or of another version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Trace> {
        let (body, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
        if xxh64(body, 0).to_le_bytes() != hash {
            return None;
        }
        let mut rest = Reader(body.strip_prefix(HEAD)?);
        let exit = Exit {
            outcome: *Outcome::ALL.get(rest.length()?)?,
            at: Time(rest.number()?),
            main_returned: Some(rest.number()?).filter(|at| *at != NONE).map(Time),
            message: rest.text()?,
        };
        let tasks = rest.small()?;
        let mut limits: Limits = [Limit::default(); Resource::ALL.len()];
        for limit in &mut limits {
            limit.total = Some(rest.number()?).filter(|total| *total != NONE);
            let [open, taken, per_second, burst] =
                [rest.small()?, rest.small()?, rest.small()?, rest.small()?];
            limit.pool = NonZeroU32::new(open).map(|open| Pool { open, taken });
            limit.rate = NonZeroU32::new(per_second).map(|per_second| Rate { per_second, burst });
        }
        let (goroutines, instants) = (rest.small()?, rest.small()?);
        let events = rest.bytes()?.to_vec();
        let (lines, names) = (rest.texts()?, rest.texts()?);
        let recorder = Recorder::recorded(events, lines, names, (goroutines, instants));
        rest.0
            .is_empty()
            .then(|| Trace::new(recorder, exit, tasks, limits))
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    fn length(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let count = self.length()?;
        (0..count).map(|_| self.text()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{BlockReason, ObjectKind, Record};

    fn trace() -> Trace {
        let mut recorder = Recorder::new();
        let main = recorder.create(Time::ZERO, None);
        recorder.start(Time::ZERO, main);
        let jobs = recorder.object(Time(1), ObjectKind::Chan, Some("jobs".into()), 3);
        for number in 0..3_000 {
            recorder.create(Time(2 + number), Some(("worker", 7).into()));
            recorder.log(Time(2 + number), format!("line {number}"));
        }
        recorder.block(Time(9_000), BlockReason::ChanReceive, Some(jobs));
        let exit = Exit {
            outcome: Outcome::Deadlock,
            at: Time(9_000),
            main_returned: None,
            message: String::from("fatal error: all goroutines are asleep - deadlock!"),
        };
        let mut limits = Limits::default();
        limits[1] = Limit {
            total: Some(4),
            pool: NonZeroU32::new(4).map(|open| Pool { open, taken: 1 }),
            rate: NonZeroU32::new(9).map(|per_second| Rate {
                per_second,
                burst: 2,
            }),
        };
        Trace::new(recorder, exit, 5, limits)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let trace = trace();
        let read = Trace::from_bytes(&trace.to_bytes()).expect("it was written here");
        assert_eq!(read.hash(), trace.hash());
        assert_eq!(read.exit(), trace.exit());
        assert_eq!((read.tasks(), read.goroutines()), (5, 3_001));
        assert_eq!(
            read.limit(Resource::Connection),
            trace.limit(Resource::Connection)
        );
        assert_eq!(read.size(), trace.size());
        let all = |trace: &Trace| -> Vec<String> {
            let text = |record: Record<'_>| format!("{record:?}");
            trace.records().map(text).collect()
        };
        assert_eq!(all(&read), all(&trace));
        assert_eq!(all(&read).len(), 6_004);
    }

    #[test]
    fn bytes_that_are_not_whole_are_refused() {
        let bytes = trace().to_bytes();
        for length in [0, 7, 8, 100, bytes.len() - 1] {
            assert!(Trace::from_bytes(&bytes[..length]).is_none(), "{length}");
        }
        let mut other = bytes;
        other[300] ^= 1;
        assert!(Trace::from_bytes(&other).is_none());
    }
}
