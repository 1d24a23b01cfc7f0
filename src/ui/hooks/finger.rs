//! The finger or mouse of a pointer event.

use crate::ui::state::Finger;
use web_sys::PointerEvent;

/// What a pointer that comes down may do.
pub(crate) fn finger_of(event: &PointerEvent) -> Finger {
    let is_mouse = event.pointer_type() == "mouse";
    let (x, y) = (event.client_x(), event.client_y());
    Finger::down(is_mouse, event.is_primary(), x.into(), y.into())
}
