//! Package `fmt`: values as text. The methods `Error`, `String`, `GoString` and `Format` are Go and may wait, so a native
//! function cannot call them. It stops at a value that has such a method, `fmt/print.go` calls it, and what is left of the work goes
//! on with its text.

mod flags;
mod format;
mod number;
mod operands;
mod order;
mod parts;
mod plain;
mod printer;
pub(super) mod quote;
mod reader;
mod scan;
mod work;

use super::super::frames::{Done, Goroutine, Hindrance, Window};
use super::super::value::{Object, Ref};
use super::{List, Native};
use printer::{Printer, Request};
use reader::Reader;
use std::cell::RefCell;
use std::rc::Rc;
use work::{Arguments, Way};

pub(crate) use number::format_float;
pub(super) use number::radix;
pub(super) use scan::LIST as SCAN;

pub(super) const LIST: List = &[
    ("fmt.formatted", Native::Fails(format)),
    ("fmt.printed", Native::Fails(print)),
    ("fmt.printedLine", Native::Fails(println)),
    ("fmt.resumed", Native::Fails(resume)),
    ("fmt.typeName", Native::Plain(type_name)),
];

/// `func formatted(format string, args []any) (text string, left *rest, value any, flags string, how, verb int)`
fn format(goroutine: &mut Goroutine, w: Window) -> Done {
    let format = goroutine.refs[w.refs + 4].clone();
    begin(goroutine, w, 5, Way::Format(Reader::new(format)))
}

/// `func printed(args []any) (text string, left *rest, value any, flags string, how, verb int)`
fn print(goroutine: &mut Goroutine, w: Window) -> Done {
    begin(goroutine, w, 4, Way::Print { after_text: true })
}

/// `func printedLine(args []any) (text string, left *rest, value any, flags string, how, verb int)`
fn println(goroutine: &mut Goroutine, w: Window) -> Done {
    begin(goroutine, w, 4, Way::Println)
}

fn begin(goroutine: &mut Goroutine, w: Window, args: usize, way: Way) -> Done {
    let args = Arguments(goroutine.refs[w.refs + args].slice().cloned());
    let most = goroutine.room();
    let mut printer = Printer::new(&goroutine.program.loaded.code, args, way, most);
    if let Some(request) = advance(goroutine, w, &mut printer)? {
        goroutine.refs[w.refs + 1] = Ref::Object(Object::Paused(Rc::new(RefCell::new(printer))));
        ask(goroutine, w, request);
    }
    Ok(())
}

/// `func resumed(at *rest, result string) (text string, left *rest, value any, flags string, how, verb int)`
fn resume(goroutine: &mut Goroutine, w: Window) -> Done {
    let (at, result) = (
        goroutine.refs[w.refs + 4].clone(),
        goroutine.refs[w.refs + 5].clone(),
    );
    let Ref::Object(Object::Paused(paused)) = &at else {
        return Ok(());
    };
    let Some(printer) = paused.downcast_ref::<RefCell<Printer>>() else {
        return Ok(());
    };
    let mut printer = printer.borrow_mut();
    let request = match printer.answer(result.bytes()) {
        Ok(()) => advance(goroutine, w, &mut printer)?,
        Err(request) => Some(request),
    };
    if let Some(request) = request {
        goroutine.refs[w.refs + 1] = at.clone();
        ask(goroutine, w, request);
    }
    Ok(())
}

/// Prints to the end, or as far as it goes without the text of the method that is returned.
fn advance(
    goroutine: &mut Goroutine,
    w: Window,
    printer: &mut Printer,
) -> Result<Option<Request>, Hindrance> {
    let request = printer.advance().err();
    goroutine.check_room(printer.out.len() as u64)?;
    if request.is_none() {
        goroutine.refs[w.refs] = Ref::text(&printer.out);
        goroutine.nums[w.nums] = 0;
        goroutine.nums[w.nums + 1] = 0;
    }
    Ok(request)
}

fn ask(goroutine: &mut Goroutine, w: Window, request: Request) {
    goroutine.refs[w.refs + 2] = request.value;
    goroutine.refs[w.refs + 3] = Ref::from(request.flags);
    goroutine.nums[w.nums] = request.how as u64;
    goroutine.nums[w.nums + 1] = u64::from(u32::from(request.verb));
}

/// `func typeName(v any) string`
fn type_name(goroutine: &mut Goroutine, w: Window) {
    let name = match goroutine.refs[w.refs + 1].dynamic() {
        Some(ty) => Ref::from(&*goroutine.program.loaded.code.types[usize::from(ty)].name),
        None => Ref::from("<nil>"),
    };
    goroutine.refs[w.refs] = name;
}
