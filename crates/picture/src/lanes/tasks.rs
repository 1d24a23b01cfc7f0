//! Tasks within the rows of their goroutines: how they failed, and who is idle until the rest of a batch has ended.

use super::Layout;
use crate::drawn::Drawn;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::rows::idle;
use crate::shape::{Area, Point, Shape, fill, within};
use analysis::{Report, TaskOutcome};

/// Marks that are closer than this share one, in pixels.
const APART: f32 = 5.0;

/// How far a cross with its ground reaches from its middle.
fn reach(radius: f32) -> f32 {
    radius * 1.25 + 1.0
}

/// Draws a cross where a task failed, the end of a cancelled one and in the result an edge around it, and a framed block where a
/// goroutine's row is idle.
pub(super) fn draw(report: &Report, plot: &Plot, layout: &Layout, drawn: &mut Drawn) {
    let mut last = vec![f32::MIN; layout.rows as usize];
    for task in &report.tasks {
        let (Some(id), Some(end)) = (task.goroutine, task.end) else {
            continue;
        };
        let Some(span) = report.span(id).filter(|span| layout.has(span)) else {
            continue;
        };
        if end > plot.scale.end || end < plot.scale.from {
            continue;
        }
        let (bar, row, x) = (layout.bar(span, plot), layout.place(span), plot.x(end));
        if let Some(until) = report.idle_until(task).filter(|_| span.end == end) {
            let area = Area {
                x: x + 1.0,
                width: plot.x(until) - x - 3.0,
                ..bar
            };
            drawn.shapes.extend(idle(area, plot.label()));
        }
        let is_new = (x - last[row]).abs() >= APART;
        match task.outcome {
            Some(TaskOutcome::Error) if is_new => {
                let radius = within(bar.height * 0.3, 1.5, 5.0);
                let center = Point {
                    x: within(x - radius, reach(radius), plot.width - reach(radius)),
                    y: (bar.y + bar.height / 2.0).min(plot.lowest + 1.0 - reach(radius)),
                };
                for (width, ink) in [
                    (radius / 2.0 + 2.0, Ink::Background),
                    (radius / 2.0, Ink::Failed),
                ] {
                    drawn.incidents.push(Shape::Cross {
                        center,
                        radius,
                        width,
                        ink,
                    });
                }
                last[row] = x;
            }
            Some(TaskOutcome::Cancelled) if is_new => {
                let from = plot.x(task.start.unwrap_or(end)).min(x - 3.0).max(0.0);
                let area = Area {
                    x: from,
                    width: x - from,
                    ..bar
                };
                let end = Area {
                    x: (x - 2.0).max(0.0),
                    width: 2.0,
                    ..bar
                };
                fill(&mut drawn.incidents, end, Ink::Cancelled);
                drawn.result.push(Shape::Outline {
                    area,
                    width: 2.0,
                    ink: Ink::Cancelled,
                });
                last[row] = x;
            }
            Some(_) | None => {}
        }
    }
}
