//! Strips for the resources of a run: the amount in use over time, its limit, the waiters, the refusals.

use super::bucket;
use super::drawn::Drawn;
use super::inset::Inset;
use super::palette::Ink;
use super::plot::{Plot, end_of};
use super::scale::{strip_height, strips};
use super::shape::{Anchor, Area, Point, Shape, fill};
use super::step_curve::StepCurve;
use analysis::fmt::grouped;
use analysis::{Level, Limit, MostUsed, Report, Resource, ResourceUse, resource_name};
use goruntime::time::Time;

/// The width of a mark of refusals. Refusals that are closer than this share a mark.
const MARK: f32 = 3.0;
/// The height of such a mark without a strip, in pixels.
const LOW_MARK: f32 = 10.0;
/// The part of a strip for the amount in use, if there is a queue.
const USE_PART: f32 = 0.6;

/// The label of a strip, for a moment or for the whole run: its name and its numbers.
#[must_use]
pub fn strip_label(report: &Report, resource: Resource, at: Option<Time>) -> String {
    let used = report
        .resources
        .iter()
        .find(|used| used.resource == resource);
    let level = used.map_or(Level::default(), |used| match at {
        Some(at) => used.level_at(at),
        None => Level {
            in_use: used.peak.value,
            queued: used.peak_queue.value,
            ..used.level_at(report.total)
        },
    });
    if let Some(text) = used.and_then(|used| bucket_label(used, at)) {
        return text;
    }
    let name = used.map_or(resource_name(resource), |used| used.name.as_str());
    let most = if at.is_none() { "at most " } else { "" };
    let (mut text, queued) = if can_be_held(resource) {
        let held = [name, ": ", most, &grouped(level.in_use)];
        (held.concat(), level.queued)
    } else {
        let waiting = [name, ": ", most, &grouped(level.queued), " waiting"];
        (waiting.concat(), 0)
    };
    let is_timeout = used.is_some_and(|used| used.refused.count == 0);
    let refused = if is_timeout { " gave up" } else { " refused" };
    for (count, what) in [
        (queued, " waiting"),
        (level.refused, refused),
        (level.retries, " retried"),
    ] {
        if count > 0 {
            text += &[", ", &grouped(count), what].concat();
        }
    }
    text
}

/// The label of a token bucket: what is in it at a moment, or for a whole run the least. Tokens that are taken before they
/// are there are a debt.
fn bucket_label(used: &ResourceUse, at: Option<Time>) -> Option<String> {
    let burst = used.limit.rate?.burst;
    let least = || {
        used.bucket()
            .iter()
            .map(|step| step.after)
            .fold(f64::MAX, f64::min)
    };
    let tokens = at.map_or_else(
        || used.tokens_at(Time::ZERO).map(|_| least()),
        |at| used.tokens_at(at),
    )?;
    // A token that is all but whole is there.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of tokens, not negative"
    )]
    let whole = |tokens: f64| grouped((tokens + 1e-6) as u64);
    let of = [" of ", &grouped(burst.into())].concat();
    let least = if at.is_none() { "at least " } else { "" };
    Some(if tokens < 0.0 {
        [
            "token bucket: 0",
            &of,
            ", ",
            &whole((-tokens).ceil()),
            " owed",
        ]
        .concat()
    } else {
        ["token bucket: ", least, &whole(tokens), &of].concat()
    })
}

/// Whether it is held after it was granted. A token is spent at once.
fn can_be_held(resource: Resource) -> bool {
    resource != Resource::Token
}

/// Draws the strips of a run below its lanes. What was refused is seen up to the playhead, as all that went wrong.
pub(super) fn draw(report: &Report, plot: &Plot, drawn: &mut Drawn) {
    if plot.lowest <= plot.bottom {
        // Where strips have no room, refusals hang into the lanes.
        for used in &report.resources {
            let within = (plot.top, plot.top + LOW_MARK, 1.0);
            refusals(used, plot, within, &mut drawn.incidents);
        }
        return;
    }
    let height = f32::from(strip_height(plot.large));
    let inset = Inset::of(report, plot);
    let covered = inset.map_or(0.0, |inset| inset.left + inset.width);
    for (place, resource) in strips(&plot.scale).into_iter().enumerate() {
        let top = plot.bottom + height * place as f32;
        let floor = (top + height).min(plot.lowest);
        let label = plot.label();
        let ceiling = top + label.size() + 6.0;
        let (from, to) = (
            Point {
                x: 0.0,
                y: floor + 0.5,
            },
            Point {
                x: plot.width,
                y: floor + 0.5,
            },
        );
        let shapes = &mut drawn.shapes;
        shapes.push(line(from, to, false, Ink::Line));
        let Some(used) = report
            .resources
            .iter()
            .find(|used| used.resource == resource)
        else {
            continue;
        };
        if bucket::draw(used, plot, (ceiling, floor), report.total, shapes) {
            limit_label(used, plot, (ceiling, covered), shapes);
        } else {
            let ends = (plot.x(report.total), covered);
            strip(used, plot, (ceiling, floor), ends, drawn);
        }
    }
}

/// Draws one resource between two heights, up to the run's end. `covered` is the right edge of a magnified picture.
pub(super) fn strip(
    used: &ResourceUse,
    plot: &Plot,
    (ceiling, floor): (f32, f32),
    (end, covered): (f32, f32),
    drawn: &mut Drawn,
) {
    let Drawn {
        shapes, incidents, ..
    } = drawn;
    let extent = plot.scale.resources[used.resource as usize];
    let part = match extent.queue {
        _ if !can_be_held(used.resource) => 0.0,
        0 => 1.0,
        _ => USE_PART,
    };
    let brim = floor - (floor - ceiling) * part;
    let unit = (floor - brim) / extent.in_use.max(1) as f32;
    let waiting = (brim - ceiling) / extent.queue.max(1) as f32;
    let mut in_use = StepCurve::from(floor);
    let mut queue = StepCurve::from(brim);
    for column in plot.columns(0..used.levels.len(), |place| used.levels[place].at) {
        let after = used.most(column.last());
        let most = used.most(column.places);
        let (y_in_use, y_queue) = (
            |most: MostUsed| floor - most.in_use as f32 * unit,
            |most: MostUsed| brim - most.queued as f32 * waiting,
        );
        in_use.column(column.x, y_in_use(most), y_in_use(after));
        queue.column(column.x, y_queue(most), y_queue(after));
    }
    in_use.fill(end, floor, (Ink::MemorySoft, Ink::Memory), 1.0, shapes);
    if used.peak_queue.value > 0 {
        queue.fill(end, brim, (Ink::BlockedSoft, Ink::Blocked), 1.0, shapes);
    }
    limits(used, plot, (ceiling, floor, unit), covered, shapes);
    refusals(used, plot, (ceiling, floor, unit), incidents);
}

/// Draws the limits on the amount in use as lines, and all limits as text.
fn limits(
    used: &ResourceUse,
    plot: &Plot,
    (ceiling, floor, unit): (f32, f32, f32),
    covered: f32,
    shapes: &mut Vec<Shape>,
) {
    let extent = plot.scale.resources[used.resource as usize];
    let limit = used.limit;
    let of_pool = limit
        .pool
        .map(|pool| u64::from(pool.open.get() + pool.taken));
    for level in [of_pool, limit.total].into_iter().flatten() {
        if level <= extent.in_use {
            let y = floor - level as f32 * unit;
            let (from, to) = (Point { x: 0.0, y }, Point { x: plot.width, y });
            shapes.push(line(from, to, true, Ink::Limit));
        }
    }
    limit_label(used, plot, (ceiling, covered), shapes);
}

/// All limits as text; nothing where a magnified picture that ends at `covered` would leave a part of it.
fn limit_label(
    used: &ResourceUse,
    plot: &Plot,
    (ceiling, covered): (f32, f32),
    shapes: &mut Vec<Shape>,
) {
    let text = limit_words(used.limit);
    let left = plot.label_right() - plot.label().width(&text);
    if !text.is_empty() && left >= covered {
        shapes.push(Shape::Text {
            at: Point {
                x: plot.label_right(),
                y: ceiling - 5.0,
            },
            anchor: Anchor::End,
            role: plot.label(),
            ink: Ink::Limit,
            text,
        });
    }
}

/// The limits in a few words.
fn limit_words(limit: Limit) -> String {
    let mut words = String::new();
    let pool = limit.pool.map(|pool| pool.open.get().into());
    let rate = limit.rate.map(|rate| rate.per_second.get().into());
    for (number, before, after) in [
        (pool, "pool ", ""),
        (limit.total, "limit ", ""),
        (rate, "", "/s"),
    ] {
        if let Some(number) = number {
            if !words.is_empty() {
                words += ", ";
            }
            words += &[before, &grouped(number), after].concat();
        }
    }
    words
}

/// Draws refusals, hanging from the upper edge; the length is by the number in a column.
fn refusals(
    used: &ResourceUse,
    plot: &Plot,
    (ceiling, floor, unit): (f32, f32, f32),
    shapes: &mut Vec<Shape>,
) {
    let (from, to) = (plot.scale.from, plot.scale.end);
    let levels = &used.levels;
    let refused = |end: usize| end.checked_sub(1).map_or(0, |last| levels[last].refused);
    let x = |place: usize| plot.x(levels[place].at).min(plot.width - MARK);
    let end = levels.partition_point(|level| level.at <= to);
    let mut first = levels.partition_point(|level| level.at < from);
    let mut left = 0.0;
    // Most runs refuse nothing.
    while first < end && refused(first) < refused(end) {
        if x(first) - left >= MARK {
            left = x(first);
        }
        let after = end_of(first..end, |place| x(place) - left < MARK);
        let count = refused(after) - refused(first);
        if count > 0 {
            // `clamp` would bring the formatting of floats into the page, for its panic message.
            let height = (count as f32 * unit).max(6.0).min(floor - ceiling);
            let area = Area {
                x: left,
                y: ceiling,
                width: MARK - 1.0,
                height,
            };
            fill(shapes, area, Ink::Failed);
        }
        first = after;
    }
}

fn line(from: Point, to: Point, dashed: bool, ink: Ink) -> Shape {
    Shape::Line {
        from,
        to,
        width: 1.0,
        dashed,
        ink,
    }
}
