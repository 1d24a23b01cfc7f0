//! A slice of errors that goroutines share.

use goruntime::go::Error;
use std::cell::RefCell;
use std::rc::Rc;

/// `[]error`: a place is `None` where Go's is nil. Clones are the same slice.
#[derive(Clone)]
pub(super) struct Errors {
    places: Rc<RefCell<Vec<Option<Error>>>>,
}

impl Errors {
    /// `make([]error, length)`.
    pub(super) fn new(length: usize) -> Errors {
        Errors {
            places: Rc::new(RefCell::new(vec![None; length])),
        }
    }

    /// `errs[place] = err`.
    pub(super) fn set(&self, place: usize, result: Result<(), Error>) {
        self.places.borrow_mut()[place] = result.err();
    }

    /// `errs[place]`.
    pub(super) fn get(&self, place: usize) -> Option<Error> {
        self.places.borrow()[place].clone()
    }

    /// `errs = append(errs, err)`.
    pub(super) fn append(&self, err: Error) {
        self.places.borrow_mut().push(Some(err));
    }

    /// The number of places that hold an error.
    pub(super) fn count(&self) -> usize {
        self.places.borrow().iter().flatten().count()
    }

    /// Calls `f` with each error and its place.
    pub(super) fn for_each(&self, f: impl Fn(usize, &Error)) {
        for (place, err) in self.places.borrow().iter().enumerate() {
            if let Some(err) = err {
                f(place, err);
            }
        }
    }
}
