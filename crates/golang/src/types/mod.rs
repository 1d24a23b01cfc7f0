//! The types of a program. So far: the values of its constants.

pub mod constant;
