//! Who started and woke whom in a run, folded: goroutines of one kind are one node, and channels of one name one thing.

use analysis::{FlowKind, GoroutineId, GoroutineSpan, GoroutineState, Report};
use std::collections::BTreeMap;

/// Up to this number, goroutines of one kind that start no others are shown one by one.
const FEW: usize = 4;

/// Goroutines that stand for one in the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Their name, without the number if they are several.
    pub(super) name: String,
    /// How many `go` statements lie between main and them.
    pub(super) depth: usize,
    /// How many they are.
    pub(super) count: u32,
    /// How many of them returned.
    pub(super) done: u32,
    /// How many were alive when main returned.
    pub(super) leaked: u32,
    /// How many were alive when the run ended otherwise; also main, if it ended the process itself.
    pub(super) killed: u32,
    /// The node whose goroutines started them; `None` for main.
    pub(super) parent: Option<usize>,
}

/// A channel, a context, a lock or the like, or several of one name, through which goroutines wake each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    /// Its name.
    pub(super) name: String,
    /// What was done with it, each with the number of times that it had an effect.
    pub(super) kinds: BTreeMap<FlowKind, u32>,
    /// Who acts and who is acted on, as places of nodes.
    pub(super) ways: Vec<(usize, usize)>,
}

/// The nodes in the order of their first goroutine, and the things in that of their first effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) things: Vec<Thing>,
}

impl Graph {
    /// The graph of a run; `None` if it had too many goroutines for their lives to be kept.
    pub(super) fn of(report: &Report) -> Option<Graph> {
        let spans = report.spans()?;
        let mut graph = Graph::default();
        let places = graph.add_nodes(report, spans);
        graph.add_things(report, &places);
        Some(graph)
    }

    /// Adds the nodes. Returns each goroutine's.
    fn add_nodes(&mut self, report: &Report, spans: &[GoroutineSpan]) -> Vec<usize> {
        let kinds = kinds(report, spans);
        let mut places = vec![0; spans.len()];
        let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (place, span) in spans.iter().enumerate() {
            let kind = &kinds.all[kinds.of[place]];
            let is_alone = kind.count == 1 || (kind.count <= FEW && !kind.has_children);
            let own = if is_alone { place + 1 } else { 0 };
            let parent = kinds.parents[place].map(|parent| places[parent]);
            let next = self.nodes.len();
            let node = *known.entry((kinds.of[place], own)).or_insert(next);
            places[place] = node;
            if node == next {
                self.nodes.push(Node {
                    name: if is_alone {
                        report.goroutine_name(span.id)
                    } else {
                        kind.name.clone()
                    },
                    depth: parent.map_or(0, |parent| self.nodes[parent].depth + 1),
                    count: 0,
                    done: 0,
                    leaked: 0,
                    killed: 0,
                    parent,
                });
            }
            self.nodes[node].add(span.fate);
        }
        places
    }

    fn add_things(&mut self, report: &Report, places: &[usize]) {
        let node = |id: GoroutineId| places.get((id.0 as usize).checked_sub(1)?).copied();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for flow in report.flows() {
            let (FlowKind::Send
            | FlowKind::Receive
            | FlowKind::Close
            | FlowKind::Unlock
            | FlowKind::Done
            | FlowKind::Wake) = flow.kind
            else {
                continue;
            };
            let (Some(from), Some(to)) = (node(flow.from), node(flow.to)) else {
                continue;
            };
            let name = flow.object.map(|object| report.object_name(object));
            let name = name.map_or_else(|| String::from("its wait"), |name| without_number(&name));
            let next = self.things.len();
            let place = *known.entry(name.clone()).or_insert(next);
            if place == next {
                self.things.push(Thing {
                    name,
                    kinds: BTreeMap::new(),
                    ways: Vec::new(),
                });
            }
            let thing = &mut self.things[place];
            *thing.kinds.entry(flow.kind).or_default() += 1;
            if !thing.ways.contains(&(from, to)) {
                thing.ways.push((from, to));
            }
        }
    }
}

impl Node {
    fn add(&mut self, fate: GoroutineState) {
        self.count += 1;
        match fate {
            // Main is not left behind by anybody: it ended the process.
            GoroutineState::Leaked if self.parent.is_some() => self.leaked += 1,
            GoroutineState::Leaked | GoroutineState::Killed => self.killed += 1,
            GoroutineState::Done
            | GoroutineState::Runnable
            | GoroutineState::Running(_)
            | GoroutineState::Sleeping
            | GoroutineState::Blocked(_) => self.done += 1,
        }
    }
}

/// Goroutines of the same name that goroutines of one kind started.
struct Kind {
    name: String,
    count: usize,
    has_children: bool,
}

/// The kinds, the kind of each goroutine, and the place of the one that started it.
struct Kinds {
    all: Vec<Kind>,
    of: Vec<usize>,
    parents: Vec<Option<usize>>,
}

fn kinds(report: &Report, spans: &[GoroutineSpan]) -> Kinds {
    let mut kinds = Kinds {
        all: Vec::new(),
        of: Vec::with_capacity(spans.len()),
        parents: Vec::with_capacity(spans.len()),
    };
    let mut known: BTreeMap<(Option<usize>, String), usize> = BTreeMap::new();
    for (place, span) in spans.iter().enumerate() {
        // Main starts what timers start, for the picture.
        let parent = span
            .parent
            .map_or(0, |parent| parent.0.saturating_sub(1) as usize);
        let parent = (place > 0).then_some(parent.min(place.saturating_sub(1)));
        let name = match report.name(span) {
            Some(name) => String::from(name.text),
            None if place == 0 => String::from("main"),
            None if span.go_line > 0 => ["line ", &span.go_line.to_string()].concat(),
            None => String::from("goroutine"),
        };
        let above = parent.map(|parent| kinds.of[parent]);
        if let Some(above) = above {
            kinds.all[above].has_children = true;
        }
        let next = kinds.all.len();
        let kind = *known.entry((above, name.clone())).or_insert(next);
        if kind == next {
            kinds.all.push(Kind {
                name,
                count: 0,
                has_children: false,
            });
        }
        kinds.all[kind].count += 1;
        kinds.of.push(kind);
        kinds.parents.push(parent);
    }
    kinds
}

/// `outbound 1` and `outbound 2` are one thing.
fn without_number(name: &str) -> String {
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    match name.rsplit_once(' ') {
        Some((text, number)) if is_number(number) => String::from(text),
        Some(_) | None => String::from(name),
    }
}
