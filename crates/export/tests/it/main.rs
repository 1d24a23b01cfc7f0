//! The exports of every pattern, read back by those for whom they are: Go's own tools, and the public formats.

mod chrome;
mod go;
mod plain;
mod programs;
mod registry;
mod traces;
