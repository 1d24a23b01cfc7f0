//! The type checker: Go 1.27 without cgo, `unsafe`, complex numbers and reflection.
//!
//! Its interface: [`load`] reads a program and what it imports, [`check`] finds types, constants and objects or says what
//! is wrong, in the words of Go's compiler.
//!
//! - [`ty`] and [`table`]: types, each a number of a [`Types`]; [`subst`] and [`identity`] what can be done with them;
//! - [`object`]: what names stand for;
//! - [`constant`]: values of arbitrary precision;
//! - [`info`]: what is known of each expression and identifier.

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
pub mod ty;
mod typeset;
mod underlying;

pub use basic::Basic;
pub use check::{Checked, check};
pub use info::{ExprInfo, Info, Mode};
pub use load::{Importer, Program, SourcePackage, load};
pub use lookup::Found;
pub use object::{ObjId, Object, ObjectKind, PkgId};
pub use table::{Package, Types};
pub use ty::{Type, TypeId};
