//! What is kept of the lives.

use crate::flows::{Flow, Incident};
use crate::objects::{Label, Objects, Texts};
use crate::spans::{GoroutineSpan, Segments, SelectCase};
use goruntime::trace::GoroutineId;
use std::ops::Range;

/// The lives of all goroutines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lives {
    /// In the order of their creation: if all are kept, goroutine `i` is at `i - 1`.
    pub(crate) spans: Vec<GoroutineSpan>,
    /// If these are the lives of some goroutines alone: the names of all.
    pub(crate) names: Option<Vec<Option<Label>>>,
    pub(crate) lanes: u32,
    pub(crate) segments: Segments,
    pub(crate) texts: Texts,
    pub(crate) objects: Objects,
    pub(crate) selects: Vec<Vec<SelectCase>>,
    pub(crate) flows: Option<Vec<Flow>>,
    pub(crate) incidents: Vec<Incident>,
}

impl Lives {
    /// The memory of its lists in bytes.
    pub(crate) fn size(&self) -> usize {
        let selects = self.selects.iter().map(Vec::capacity);
        let flows = self.flows.as_ref().map_or(0, Vec::capacity);
        self.spans.capacity() * size_of::<GoroutineSpan>()
            + self.segments.size()
            + self.objects.bytes()
            + selects.sum::<usize>() * size_of::<SelectCase>()
            + flows * size_of::<Flow>()
            + self.names.as_ref().map_or(0, Vec::capacity) * size_of::<Option<Label>>()
            + self.incidents.capacity() * size_of::<Incident>()
    }
}

/// Which lives are kept of a run that has too many to keep all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Those of the goroutines in these rows, counted from 0.
    pub rows: Range<u32>,
    /// And that of this goroutine, wherever it is.
    pub goroutine: Option<GoroutineId>,
}
