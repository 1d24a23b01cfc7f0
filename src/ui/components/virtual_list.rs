//! A list of many rows, of which the document has those in view.

use crate::ui::css::decimal;
use crate::ui::hooks::use_size;
use crate::ui::state::Rows;
use std::ops::Range;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct VirtualListProps {
    /// The number of rows.
    pub count: usize,
    /// The row that is kept in view, whenever this changes.
    pub follow: Option<usize>,
    /// Renders these rows.
    pub rows: Callback<Range<usize>, Vec<Html>>,
    /// What is listed.
    pub label: AttrValue,
}

/// The list. The style sheet says how high it is, and, by `.probe`, how high a row is.
#[component]
pub(crate) fn VirtualList(props: &VirtualListProps) -> Html {
    let VirtualListProps {
        count,
        follow,
        rows,
        label,
    } = props;
    let (frame, probe) = (use_node_ref(), use_node_ref());
    let (frame_size, row_size) = (use_size(&frame), use_size(&probe));
    let scroll = use_state_eq(|| 0);
    let list = Rows {
        count: *count,
        row: f64::from(row_size.height).max(1.0),
        frame: frame_size.height.into(),
    };
    let onscroll = {
        let (frame, scroll) = (frame.clone(), scroll.setter());
        Callback::from(move |_: Event| {
            scroll.set(
                frame
                    .cast::<Element>()
                    .map_or(0, |frame| frame.scroll_top()),
            );
        })
    };
    // Before the first layout there is no row's height.
    let is_laid_out = row_size.height > 0.0;
    use_effect_with((*follow, is_laid_out), {
        let frame = frame.clone();
        move |(follow, _)| {
            if let (Some(place), Some(frame)) = (follow, frame.cast::<Element>())
                && let Some(to) = list.scroll_to(*place, frame.scroll_top().into())
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "at most a few million pixels"
                )]
                frame.set_scroll_top(to.round() as i32);
            }
        }
    });
    let at = f64::from(*scroll);
    let height = format!("height:{}px", decimal_of_long(list.height()));
    let top = format!("transform:translateY({}px)", decimal_of_long(list.top(at)));
    html! {
        <div ref={frame} class="rows" role="region" aria-label={label} tabindex="0" {onscroll}>
            <div ref={probe} class="probe" aria-hidden="true"></div>
            <div class="all-rows" style={height}>
                if is_laid_out {
                    <div class="rows-in-view" style={top}>{ for rows.emit(list.range(at)) }</div>
                }
            </div>
        </div>
    }
}

/// Numbers of up to some millions, of which style sheets need no fractions.
fn decimal_of_long(number: f64) -> String {
    if number < 1e6 {
        return decimal(number);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most a few million pixels"
    )]
    let whole = number as u64;
    whole.to_string()
}
