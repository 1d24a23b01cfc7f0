//! The packages that a program can import: one Go file each, as far as the Lab has them.
//!
//! A function with a body is Go like any other. One without is native; [`crate::types::Types::full_name`] names it:
//! `strings.(*Builder).WriteString`.

use crate::types::Importer;

/// The import paths with the text of their packages, sorted.
pub const PACKAGES: &[(&str, &str)] = &[
    ("bufio", include_str!("bufio.go")),
    ("bytes", include_str!("bytes.go")),
    ("cmp", include_str!("cmp.go")),
    ("container/heap", include_str!("container/heap.go")),
    ("container/list", include_str!("container/list.go")),
    ("container/ring", include_str!("container/ring.go")),
    ("context", include_str!("context.go")),
    ("errors", include_str!("errors.go")),
    ("flag", include_str!("flag.go")),
    ("fmt", include_str!("fmt.go")),
    (
        "golang.org/x/sync/errgroup",
        include_str!("golang.org/x/sync/errgroup.go"),
    ),
    (
        "golang.org/x/sync/semaphore",
        include_str!("golang.org/x/sync/semaphore.go"),
    ),
    (
        "golang.org/x/sync/singleflight",
        include_str!("golang.org/x/sync/singleflight.go"),
    ),
    (
        "golang.org/x/time/rate",
        include_str!("golang.org/x/time/rate.go"),
    ),
    ("goroutinelab/lab", include_str!("goroutinelab/lab.go")),
    ("io", include_str!("io.go")),
    ("iter", include_str!("iter.go")),
    ("log", include_str!("log.go")),
    ("maps", include_str!("maps.go")),
    ("math", include_str!("math.go")),
    ("math/bits", include_str!("math/bits.go")),
    ("math/rand", include_str!("math/rand.go")),
    ("math/rand/v2", include_str!("math/rand/v2.go")),
    ("net/http", include_str!("net/http.go")),
    ("os", include_str!("os.go")),
    ("runtime", include_str!("runtime.go")),
    ("slices", include_str!("slices.go")),
    ("sort", include_str!("sort.go")),
    ("strconv", include_str!("strconv.go")),
    ("strings", include_str!("strings.go")),
    ("sync", include_str!("sync.go")),
    ("sync/atomic", include_str!("sync/atomic.go")),
    ("testing", include_str!("testing.go")),
    ("testing/synctest", include_str!("testing/synctest.go")),
    ("time", include_str!("time.go")),
    ("unicode", include_str!("unicode.go")),
    ("unicode/utf8", include_str!("unicode/utf8.go")),
];

/// Packages of Go's standard library that the Lab does not have, sorted, and what there is instead.
const ABSENT: &[(&str, &str)] = &[
    ("C", "the Lab runs Go alone"),
    ("crypto/rand", "use math/rand/v2"),
    ("encoding/json", "format values with fmt"),
    ("log/slog", "use log"),
    ("math/big", "use int64, uint64 and math/bits"),
    ("math/cmplx", "use two float64"),
    (
        "net",
        "a task of goroutinelab/lab stands for a call over the network",
    ),
    (
        "os/exec",
        "a task of goroutinelab/lab stands for another process",
    ),
    ("os/signal", "cancel a context.Context after a time"),
    ("path", "use strings"),
    ("path/filepath", "use strings"),
    ("reflect", "use interfaces, type switches and generics"),
    ("regexp", "use strings"),
    ("runtime/debug", "use runtime"),
    ("runtime/pprof", "the timeline shows the goroutines"),
    ("runtime/trace", "the timeline is the trace"),
    ("syscall", "use os"),
    ("text/tabwriter", "use fmt with a width: %-20s"),
    ("text/template", "use fmt"),
    ("unique", "use a map"),
    ("unsafe", "use slices, arrays and conversions"),
    ("weak", "use pointers"),
];

/// The packages of the Lab as an [`Importer`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Library;

impl Importer for Library {
    fn package(&mut self, path: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
        match PACKAGES.binary_search_by_key(&path, |&(path, _)| path) {
            Ok(index) => {
                let text = PACKAGES[index].1;
                Ok(vec![(format!("{path}.go"), text.as_bytes().to_vec())])
            }
            Err(_) => Err(why_absent(path)),
        }
    }

    fn absent(&mut self, path: &str) -> Vec<String> {
        let lines = include_str!("absent.txt").lines();
        lines
            .filter_map(|line| line.split_once(": "))
            .filter(|&(other, _)| other == path)
            .flat_map(|(_, names)| names.split_whitespace().map(str::to_owned))
            .collect()
    }
}

/// Why there is no such package, in the words of `go build` where it has them.
fn why_absent(path: &str) -> String {
    if let Ok(index) = ABSENT.binary_search_by_key(&path, |&(path, _)| path) {
        return format!("the Lab does not have package {path}: {}", ABSENT[index].1);
    }
    if path.is_empty() {
        return "invalid import path (empty string)".into();
    }
    // A path whose first part has a dot is a module's.
    if path
        .split('/')
        .next()
        .is_some_and(|first| first.contains('.'))
    {
        return format!(
            "the Lab does not have package {path}: of other modules it has golang.org/x/sync and golang.org/x/time/rate"
        );
    }
    format!("the Lab does not have package {path}; docs/go.md lists those it has")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Limits, Session};
    use crate::types::{check, load};

    #[test]
    fn the_tables_are_sorted() {
        assert!(PACKAGES.is_sorted_by_key(|(path, _)| *path));
        assert!(ABSENT.is_sorted_by_key(|(path, _)| *path));
        let has = |path: &str| PACKAGES.iter().any(|(other, _)| *other == path);
        assert!(!ABSENT.iter().any(|(path, _)| has(path)));
    }

    #[test]
    fn each_package_is_sound_and_formatted() {
        let imports: Vec<String> = PACKAGES
            .iter()
            .map(|(path, _)| format!("import _ {path:?}\n"))
            .collect();
        let imports = imports.concat();
        let files = [("x.go".into(), format!("package p\n{imports}").into_bytes())];
        let mut session = Session::new();
        let program = load(&mut session, "p", &files, &mut Library, Limits::default());
        let checked = check(&session, &program);
        let complaints: Vec<String> = checked
            .errors
            .iter()
            .map(|error| error.display(&session.files).to_string())
            .collect();
        assert!(complaints.is_empty(), "{complaints:#?}");
        for (path, text) in PACKAGES {
            let formatted = crate::syntax::format(path, text.as_bytes(), Limits::default());
            assert_eq!(formatted.ok().as_deref(), Some(*text), "{path}");
        }
    }

    #[track_caller]
    fn check_absent(path: &str, expected: &str) {
        assert_eq!(Library.package(path), Err(expected.to_owned()));
    }

    #[test]
    fn what_is_absent_says_what_there_is_instead() {
        check_absent(
            "reflect",
            "the Lab does not have package reflect: use interfaces, type switches and generics",
        );
        check_absent(
            "github.com/x/y",
            "the Lab does not have package github.com/x/y: of other modules it has golang.org/x/sync and golang.org/x/time/rate",
        );
        check_absent("", "invalid import path (empty string)");
        check_absent(
            "nosuch",
            "the Lab does not have package nosuch; docs/go.md lists those it has",
        );
    }
}
