//! The compiler: checked trees in, [`crate::code::Code`] out.
//!
//! A generic function is compiled once for each list of type arguments that it is used with. Only functions that can be
//! reached are compiled. A method is compiled for a type when an interface of the program asks for a method of its name.

mod access;
mod assign;
mod binary;
mod body;
mod builtin;
mod call;
mod constant;
mod convert;
mod expr;
mod flow;
mod func;
mod function_value;
mod layout;
mod literal;
mod location;
mod method;
mod names;
mod operand;
mod program;
mod range;
mod scan;
mod select;
mod stmt;
mod switch;
mod unit;
mod variable;

pub(crate) use program::compile;
