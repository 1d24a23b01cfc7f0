//! `defer`: a call that is made when its scope ends, however it ends.

/// Makes its call when it is dropped. Bind it to a name: `let _done = defer(|| wg.done());`.
#[derive(Debug)]
#[must_use = "a deferred call is made when its guard is dropped: bind it to a name"]
pub struct Defer<F: FnOnce()>(Option<F>);

/// Defers a call to the end of the scope, as Go does to the end of the function.
pub fn defer<F: FnOnce()>(call: F) -> Defer<F> {
    Defer(Some(call))
}

impl<F: FnOnce()> Drop for Defer<F> {
    fn drop(&mut self) {
        if let Some(call) = self.0.take() {
            call();
        }
    }
}
