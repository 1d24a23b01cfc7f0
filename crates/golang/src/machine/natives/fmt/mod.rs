//! Package `fmt`: values as text. The methods `Error`, `String`, `GoString` and `Format` are Go and may wait, so a native
//! function cannot call them. It stops at the first value whose text it does not have yet, and `fmt/print.go` calls the method
//! and starts again with one text more.

mod flags;
mod format;
mod number;
mod printer;
pub(super) mod quote;
mod scan;
mod value;

use super::super::frames::{Goroutine, Window};
use super::super::value::{Ref, Slice};
use super::{List, Native};
use printer::{Printer, Request};
use std::rc::Rc;

pub(crate) use number::format_float;
pub(super) use number::radix;
pub(super) use scan::LIST as SCAN;

pub(super) const LIST: List = &[
    ("fmt.formatted", Native::Plain(format)),
    ("fmt.printed", Native::Plain(print)),
    ("fmt.printedLine", Native::Plain(println)),
    ("fmt.typeName", Native::Plain(type_name)),
];

/// `func formatted(format string, args []any, results []string) (text string, value any, flags string, how, verb int)`
fn format(goroutine: &mut Goroutine, w: Window) {
    let format = goroutine.refs[w.refs + 3].bytes().to_vec();
    let args = goroutine.refs[w.refs + 4]
        .slice()
        .map_or_else(Vec::new, Slice::refs);
    let results = goroutine.refs[w.refs + 5]
        .slice()
        .map_or_else(Vec::new, Slice::refs);
    let code = Rc::clone(&goroutine.program.loaded.code);
    let mut printer = Printer::new(&code, &results);
    let done = printer.format(&format, &args);
    finish(goroutine, w, done, &printer.out);
}

/// `func printed(args []any, results []string) (text string, value any, flags string, how, verb int)`
fn print(goroutine: &mut Goroutine, w: Window) {
    plainly(goroutine, w, false);
}

/// `func printedLine(args []any, results []string) (text string, value any, flags string, how, verb int)`
fn println(goroutine: &mut Goroutine, w: Window) {
    plainly(goroutine, w, true);
}

fn plainly(goroutine: &mut Goroutine, w: Window, is_line: bool) {
    let args = goroutine.refs[w.refs + 3]
        .slice()
        .map_or_else(Vec::new, Slice::refs);
    let results = goroutine.refs[w.refs + 4]
        .slice()
        .map_or_else(Vec::new, Slice::refs);
    let code = Rc::clone(&goroutine.program.loaded.code);
    let mut printer = Printer::new(&code, &results);
    let done = if is_line {
        printer.println(&args)
    } else {
        printer.print(&args)
    };
    finish(goroutine, w, done, &printer.out);
}

fn finish(goroutine: &mut Goroutine, w: Window, done: Result<(), Request>, out: &[u8]) {
    let (how, verb) = match done {
        Ok(()) => {
            goroutine.refs[w.refs] = Ref::text(out);
            (0, 0)
        }
        Err(request) => {
            goroutine.refs[w.refs + 1] = request.value;
            goroutine.refs[w.refs + 2] = Ref::from(request.flags);
            (request.how as u64, u64::from(u32::from(request.verb)))
        }
    };
    goroutine.nums[w.nums] = how;
    goroutine.nums[w.nums + 1] = verb;
}

/// `func typeName(v any) string`
fn type_name(goroutine: &mut Goroutine, w: Window) {
    let name = match goroutine.refs[w.refs + 1].dynamic() {
        Some(ty) => Ref::from(&*goroutine.program.loaded.code.types[usize::from(ty)].name),
        None => Ref::from("<nil>"),
    };
    goroutine.refs[w.refs] = name;
}
