//! The type checker: Go 1.27 without cgo, `unsafe`, complex numbers and reflection.
//!
//! Its interface: [`load`] reads a program and what it imports, [`check`] finds types, constants and objects or says what
//! is wrong, in the words of Go's compiler.
//!
//! - [`ty`]: types, each a number of a [`Types`], which answers all questions about them;
//! - [`object`]: what names stand for;
//! - [`constant`]: values of arbitrary precision;
//! - [`info`]: what is known of each expression and identifier.
//!
//! A type's parts are written once, so that equal numbers are identical types; [`Types::canonical`] gives one number for
//! all that are identical. An alias is what it stands for; it has no type of its own. A generic function is checked once, and
//! its types mention its type parameters: [`Types::subst_list`] puts type arguments in their place.
//!
//! Proven against Go itself: its compiler complains of the same in the same words (`tests/go_types.rs`,
//! `tests/complaints.rs`), and `go/types` has the same facts about expressions and names (`tests/go_info.rs`).

mod basic;
mod check;
pub mod constant;
mod display;
mod identity;
mod ids;
mod implements;
pub mod info;
mod load;
mod lookup;
pub mod object;
mod subst;
mod table;
#[cfg(test)]
mod tests;
pub mod ty;
mod typeset;
mod underlying;

pub use basic::Basic;
pub(crate) use check::expression_text;
pub use check::{Checked, check};
pub use info::{ExprInfo, Info, Mode};
pub use load::{Importer, Program, SourcePackage, is_module_file, load};
pub use lookup::Found;
pub use object::{ObjId, Object, ObjectKind, PkgId};
pub use table::{Package, Types};
pub use ty::{Type, TypeId};
