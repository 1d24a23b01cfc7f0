//! A run as a flow: who started whom, and through what they woke each other. Any run can be drawn so: fan-out and fan-in, a
//! cancelled context, a broker and its clients.

mod graph;
mod place;
#[cfg(test)]
mod tests;

use crate::figure::wrapped;
use crate::lanes::head;
use crate::palette::Ink;
use crate::shape::{Anchor, Area, Figure, Point, Shape, TextRole};
use analysis::fmt::grouped;
use analysis::{FlowKind, Report};
use graph::{Graph, Node, Thing};
use place::{Places, places};

const MARGIN: f32 = 20.0;
/// The size of the head of an arrow, in pixels.
const HEAD: f32 = 5.0;
/// How far the ends of lines to things lie beside the middle of a node, as a share of its width.
const ASIDE: f32 = 0.22;

/// The compared runs, each as a flow, below each other. `width` is in pixels; the height follows from the content.
#[must_use]
pub fn flow_figure(title: &str, subtitle: &str, runs: &[(&str, &Report)], width: f32) -> Figure {
    let mut page = Page {
        width,
        y: MARGIN,
        shapes: Vec::new(),
    };
    page.lines(title, TextRole::Title, Ink::Text, 26.0);
    page.lines(subtitle, TextRole::Body, Ink::Muted, 20.0);
    let mut description = vec![String::from(subtitle)];
    for (name, report) in runs {
        page.y += 18.0;
        page.lines(name, TextRole::Name, Ink::Text, 22.0);
        let end = [&*report.verdict.headline, " · ", &report.verdict.chip].concat();
        page.lines(&end, TextRole::Label, Ink::Muted, 18.0);
        page.y += 12.0;
        description.push([name, ": ", &page.run(report)].concat());
    }
    page.y += 12.0;
    page.key();
    Figure {
        title: String::from(title),
        description: description.join(" "),
        width,
        height: page.y + MARGIN,
        shapes: page.shapes,
    }
}

/// A picture that grows downwards.
struct Page {
    width: f32,
    y: f32,
    shapes: Vec<Shape>,
}

impl Page {
    fn lines(&mut self, text: &str, role: TextRole, ink: Ink, height: f32) {
        for line in wrapped(text, role, self.width - 2.0 * MARGIN) {
            self.y += height;
            let at = Point {
                x: MARGIN,
                y: self.y,
            };
            self.shapes.push(words(at, Anchor::Start, role, ink, line));
        }
    }

    /// Draws a run. Returns it in words.
    fn run(&mut self, report: &Report) -> String {
        let Some(graph) = Graph::of(report) else {
            let why = "More goroutines than a flow picture can tell apart.";
            self.lines(why, TextRole::Body, Ink::Muted, 20.0);
            return String::from(why);
        };
        let of_words = |place: usize| {
            let node = &graph.nodes[place];
            let name = TextRole::Name.width(&name_of(node));
            name.max(TextRole::Label.width(&end_of(node))) + 22.0
        };
        let places = places(&graph, self.width - 2.0 * MARGIN, &of_words);
        let mut shapes = Vec::new();
        starts(&graph, &places, &mut shapes);
        for (thing, area) in graph.things.iter().zip(&places.things) {
            ways(thing, *area, &places, &mut shapes);
        }
        for (node, area) in graph.nodes.iter().zip(&places.nodes) {
            draw_node(node, *area, &mut shapes);
        }
        for (thing, area) in graph.things.iter().zip(&places.things) {
            draw_thing(thing, *area, &mut shapes);
        }
        let moved = shapes.into_iter().map(|shape| shape.moved(MARGIN, self.y));
        self.shapes.extend(moved);
        self.y += places.height;
        in_words(&graph)
    }

    /// What the lines mean.
    fn key(&mut self) {
        self.y += 14.0;
        let mut x = MARGIN;
        for (dashed, ink, text) in [
            (false, Ink::Good, "starts"),
            (true, Ink::Text, "wakes, through"),
        ] {
            let y = self.y - 4.0;
            let (from, to) = (Point { x, y }, Point { x: x + 26.0, y });
            line(from, to, dashed, ink, &mut self.shapes);
            self.shapes.push(head(to, (1.0, 0.0), HEAD, ink));
            let at = Point {
                x: x + 32.0,
                y: self.y,
            };
            let role = TextRole::Label;
            self.shapes.push(words(
                at,
                Anchor::Start,
                role,
                Ink::Muted,
                String::from(text),
            ));
            x += 32.0 + role.width(text) + 20.0;
        }
    }
}

/// The name of a node, with the number of its goroutines.
fn name_of(node: &Node) -> String {
    if node.count == 1 {
        return node.name.clone();
    }
    [&node.name, " × ", &grouped(node.count.into())].concat()
}

/// How a node's goroutines ended.
fn end_of(node: &Node) -> String {
    let counts = [
        (node.done, "done"),
        (node.leaked, "left behind"),
        (node.killed, "ended with the process"),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let texts = some.map(|(count, what)| match node.count {
        1 => String::from(what),
        _ => [&grouped(count.into()), " ", what].concat(),
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// What was done with a thing.
fn done_with(thing: &Thing) -> String {
    let text =
        |(kind, count): (&FlowKind, &u32)| [kind.name(), " × ", &grouped((*count).into())].concat();
    thing.kinds.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// The graph in sentences, for those who do not see it.
fn in_words(graph: &Graph) -> String {
    let name = |place: usize| name_of(&graph.nodes[place]);
    let started = graph.nodes.iter().filter_map(|node| {
        let parent = node.parent?;
        Some([&name(parent), " starts ", &name_of(node), "."].concat())
    });
    let woken = graph.things.iter().flat_map(|thing| {
        let way = |(from, to): &(usize, usize)| {
            [
                &name(*from),
                " wakes ",
                &name(*to),
                " through ",
                &thing.name,
                ".",
            ]
            .concat()
        };
        thing.ways.iter().map(way)
    });
    started.chain(woken).collect::<Vec<_>>().join(" ")
}

/// The lines from those who start to those whom they start.
fn starts(graph: &Graph, places: &Places, shapes: &mut Vec<Shape>) {
    for (node, area) in graph.nodes.iter().zip(&places.nodes) {
        let Some(parent) = node.parent else { continue };
        let above = places.nodes[parent];
        let from = Point {
            x: above.x + above.width / 2.0,
            y: above.y + above.height,
        };
        let to = Point {
            x: area.x + area.width / 2.0,
            y: area.y,
        };
        arrow(from, to, false, Ink::Good, shapes);
    }
}

/// The lines from those who act to a thing, and from it to those whom that wakes.
fn ways(thing: &Thing, area: Area, places: &Places, shapes: &mut Vec<Shape>) {
    let middle = area.x + area.width / 2.0;
    let end = |node: usize, side: f32| {
        let node = places.nodes[node];
        let is_above = node.y < area.y;
        let of_node = Point {
            x: node.x + node.width * (0.5 + side * ASIDE),
            y: if is_above {
                node.y + node.height
            } else {
                node.y
            },
        };
        let of_thing = Point {
            x: middle + side * area.width * ASIDE,
            y: if is_above {
                area.y
            } else {
                area.y + area.height
            },
        };
        (of_node, of_thing)
    };
    let mut drawn: Vec<(usize, bool)> = Vec::new();
    for (from, to) in &thing.ways {
        for (node, acts) in [(*from, true), (*to, false)] {
            if drawn.contains(&(node, acts)) {
                continue;
            }
            drawn.push((node, acts));
            let (of_node, of_thing) = end(node, if acts { -1.0 } else { 1.0 });
            let (begin, tip) = if acts {
                (of_node, of_thing)
            } else {
                (of_thing, of_node)
            };
            arrow(begin, tip, true, Ink::Text, shapes);
        }
    }
}

fn arrow(from: Point, to: Point, dashed: bool, ink: Ink, shapes: &mut Vec<Shape>) {
    line(from, to, dashed, ink, shapes);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    shapes.push(head(to, (dx / length, dy / length), HEAD, ink));
}

fn line(from: Point, to: Point, dashed: bool, ink: Ink, shapes: &mut Vec<Shape>) {
    let width = if dashed { 1.0 } else { 1.5 };
    shapes.push(Shape::Line {
        from,
        to,
        width,
        dashed,
        ink,
    });
}

fn draw_node(node: &Node, area: Area, shapes: &mut Vec<Shape>) {
    let is_bad = node.leaked + node.killed > 0;
    frame(area, 6.0, Ink::Panel, shapes);
    shapes.push(Shape::Outline {
        area,
        width: if is_bad { 2.0 } else { 1.0 },
        ink: if is_bad { Ink::Failed } else { Ink::Muted },
    });
    two_lines(&name_of(node), &end_of(node), area, shapes);
}

fn draw_thing(thing: &Thing, area: Area, shapes: &mut Vec<Shape>) {
    frame(area, area.height / 2.0, Ink::Line, shapes);
    two_lines(&thing.name, &done_with(thing), area, shapes);
}

fn frame(area: Area, radius: f32, ink: Ink, shapes: &mut Vec<Shape>) {
    shapes.push(Shape::Rect { area, radius, ink });
}

/// A name and what is said of it, in the middle of an area; cut where there is no room.
fn two_lines(name: &str, more: &str, area: Area, shapes: &mut Vec<Shape>) {
    let x = area.x + area.width / 2.0;
    let middle = area.y + area.height / 2.0;
    for (role, ink, text, y) in [
        (TextRole::Name, Ink::Text, name, middle - 3.0),
        (TextRole::Label, Ink::Muted, more, middle + 14.0),
    ] {
        let text = cut(text, role, area.width - 8.0);
        shapes.push(words(Point { x, y }, Anchor::Middle, role, ink, text));
    }
}

/// A text that is cut where there is no room for all of it.
fn cut(text: &str, role: TextRole, room: f32) -> String {
    if role.width(text) <= room {
        return String::from(text);
    }
    let mut short = String::from(text);
    while short.pop().is_some() {
        let with_dots = [short.trim_end(), "…"].concat();
        if role.width(&with_dots) <= room {
            return with_dots;
        }
    }
    String::new()
}

fn words(at: Point, anchor: Anchor, role: TextRole, ink: Ink, text: String) -> Shape {
    Shape::Text {
        at,
        anchor,
        role,
        ink,
        text,
    }
}
