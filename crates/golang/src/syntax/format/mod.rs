//! gofmt: the one layout of Go programs.
//!
//! The rules are those of Go's `go/printer` (its heuristics are the definition of the layout; there is no other text of
//! it): a printer walks the tree and mixes in comments by their position, and elastic tabs align what stands in columns.

mod align;
mod binary;
mod comments;
mod decls;
mod doc;
mod doc_list;
mod doc_text;
mod exprs;
mod fields;
mod heads;
mod imports;
mod lists;
mod printer;
mod size;
mod sizes;
mod stmts;
mod write;

#[cfg(test)]
mod tests;

use super::parser::parse_tree;
use super::pos::FileSet;
use super::{Error, Limits, Session};
use printer::{Printer, Source};
use sizes::Sizes;

/// Why a text was not formatted: its syntax errors, in source order.
#[derive(Clone, Debug)]
pub struct NotFormatted {
    /// The complaints.
    pub errors: Vec<Error>,
    /// The file set with the one file, for the positions of the complaints.
    pub files: FileSet,
}

/// Formats a file as gofmt does. The name is used in messages only.
///
/// # Errors
///
/// The syntax errors of a file that has some.
pub fn format(name: &str, source: &[u8], limits: Limits) -> Result<String, NotFormatted> {
    let mut session = Session::new();
    let parsed = parse_tree(&mut session, name, source, limits);
    let (Some(mut tree), true) = (parsed.file, parsed.errors.is_empty()) else {
        return Err(NotFormatted {
            errors: parsed.errors,
            files: session.files,
        });
    };
    let mut file = session.files.file(tree.index).clone();
    imports::sort(&mut tree, &mut file, &session.names);
    let source = Source {
        file: &file,
        names: &session.names,
    };
    let sizes = Sizes::new(0..session.expr_count(), 0..session.node_count());
    let mut printer = Printer::new(&source, &sizes, &tree.comments);
    printer.file(&tree);
    printer.finish();
    let text = align::trim(&align::align(&printer.output));
    Ok(String::from_utf8_lossy(&text).into_owned())
}
