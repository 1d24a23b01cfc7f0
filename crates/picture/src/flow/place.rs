//! Where the nodes and things of a flow picture lie: nodes in rows by depth, things between the rows.

use super::graph::Graph;
use crate::shape::{Area, TextRole, within};

/// The height of a node and of a thing, in pixels.
const NODE: f32 = 52.0;
const THING: f32 = 40.0;
/// The space between two rows of anything.
const SPACE: f32 = 44.0;
/// The space between two in a row.
const BETWEEN: f32 = 14.0;
/// What is wider is cut.
const WIDEST: f32 = 220.0;
/// A row has a second line where those in it would be narrower.
const NARROWEST: f32 = 110.0;

/// The places of all nodes and things, and the height of the whole.
pub(super) struct Places {
    pub(super) nodes: Vec<Area>,
    pub(super) things: Vec<Area>,
    pub(super) height: f32,
}

/// Places a graph in a width.
pub(super) fn places(graph: &Graph, width: f32, words: &dyn Fn(usize) -> f32) -> Places {
    let depths = graph.nodes.iter().map(|node| node.depth + 1).max();
    let depths = depths.unwrap_or_default();
    let mut places = Places {
        nodes: vec![Area::default(); graph.nodes.len()],
        things: vec![Area::default(); graph.things.len()],
        height: 0.0,
    };
    let fits = |count: &u8| f32::from(*count) * NARROWEST <= width;
    let per_line = (1..=u8::MAX).take_while(fits).count().max(1);
    let gaps: Vec<usize> = graph
        .things
        .iter()
        .map(|thing| gap(graph, &thing.ways))
        .collect();
    let mut lines = Vec::new();
    for depth in 0..depths {
        let row: Vec<usize> = (0..graph.nodes.len())
            .filter(|place| graph.nodes[*place].depth == depth)
            .collect();
        for (n, line) in row.chunks(per_line).enumerate() {
            if n > 0 {
                places.height += BETWEEN;
            }
            lay_nodes(line, width, words, &mut places);
            places.height += NODE;
        }
        let between: Vec<usize> = (0..gaps.len())
            .filter(|thing| gaps[*thing] == depth)
            .collect();
        for (n, line) in between.chunks(per_line).enumerate() {
            places.height += if n == 0 { SPACE } else { BETWEEN };
            lines.push((line.to_vec(), places.height));
            places.height += THING;
        }
        if depth + 1 < depths {
            places.height += SPACE;
        }
    }
    // Where a thing lies depends on all whom it joins.
    for (line, y) in lines {
        lay_things(graph, &line, (width, y), &mut places);
    }
    places
}

/// Nodes of a line, each in the middle of its share of the width.
fn lay_nodes(line: &[usize], width: f32, words: &dyn Fn(usize) -> f32, places: &mut Places) {
    let slot = width / line.len().max(1) as f32;
    for (n, place) in line.iter().enumerate() {
        let own = words(*place).min(slot - BETWEEN).min(WIDEST);
        let middle = slot * (n as f32 + 0.5);
        places.nodes[*place] = Area {
            x: middle - own / 2.0,
            y: places.height,
            width: own,
            height: NODE,
        };
    }
}

/// The row of nodes below which a thing lies: the upper one of those whom it joins.
fn gap(graph: &Graph, ways: &[(usize, usize)]) -> usize {
    let depth = |(from, to): &(usize, usize)| graph.nodes[*from].depth.min(graph.nodes[*to].depth);
    ways.iter().map(depth).min().unwrap_or_default()
}

/// Things lie below or above those whom they join, and beside each other.
fn lay_things(graph: &Graph, between: &[usize], (width, y): (f32, f32), places: &mut Places) {
    let slot = width / between.len() as f32;
    let middle = |thing: usize| {
        let ways = &graph.things[thing].ways;
        let of = |node: usize| places.nodes[node].x + places.nodes[node].width / 2.0;
        let sum: f32 = ways.iter().map(|(from, to)| of(*from) + of(*to)).sum();
        sum / (2 * ways.len()).max(1) as f32
    };
    let mut order: Vec<(f32, usize)> = between
        .iter()
        .map(|thing| (middle(*thing), *thing))
        .collect();
    order.sort_by(|one, other| one.0.total_cmp(&other.0));
    let own = |thing: usize| {
        let thing = &graph.things[thing];
        let words = TextRole::Name
            .width(&thing.name)
            .max(TextRole::Label.width(&super::done_with(thing)));
        (words + 20.0).min(slot - BETWEEN).min(WIDEST)
    };
    let mut right = 0.0;
    for (n, (middle, thing)) in order.iter().enumerate() {
        let rest: f32 = order[n..]
            .iter()
            .map(|(_, thing)| own(*thing) + BETWEEN)
            .sum();
        let width_of = own(*thing);
        let x = within(
            middle - width_of / 2.0,
            right,
            (width - rest + BETWEEN).max(right),
        );
        right = x + width_of + BETWEEN;
        places.things[*thing] = Area {
            x,
            y,
            width: width_of,
            height: THING,
        };
    }
}
