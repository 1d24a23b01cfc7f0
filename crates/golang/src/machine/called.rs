//! What goroutines are called that begin with a function.

use crate::code::Function;

/// The name of a function of the program's own files, without package and receiver: `worker`, of a function literal
/// `main.func1` as in Go.
pub(super) fn own_name(function: &Function) -> Option<String> {
    function.file?;
    // The package is that of the program: main, or that of a test.
    let name = function.name.split_once('.')?.1.replace("[...]", "");
    let method = match name.strip_prefix('(') {
        Some(method) => method.split_once(").")?.1,
        None => match name.split_once('.') {
            // A method of a type that is no pointer.
            Some((_, method)) if !is_literal(method) => method,
            _ => &name,
        },
    };
    Some(method.to_owned())
}

/// Whether a name begins with that of a function literal: `func1`.
fn is_literal(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name);
    let digits = first.strip_prefix("func").unwrap_or("");
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(function: &str, expected: &str) {
        let function = Function {
            name: String::from(function),
            file: Some(0),
            ..Function::default()
        };
        assert_eq!(own_name(&function).as_deref(), Some(expected));
    }

    #[test]
    fn goroutines_are_called_after_their_functions() {
        check("main.worker", "worker");
        check("main.worker[...]", "worker");
        check("main.(*Broker).run", "run");
        check("main.Broker.run", "run");
        check("main.main.func1", "main.func1");
        check("main.main.func1.2", "main.func1.2");
        check("main.(*Broker).run.func3", "run.func3");
        check("main.Broker.run.func3", "run.func3");
        check("main.init.func1", "init.func1");
        check("main.each[...].func2", "each.func2");
    }
}
