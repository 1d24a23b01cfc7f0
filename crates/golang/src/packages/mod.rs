//! The packages that a program can import, as far as the Lab has them: a Go file each, or several where Go's own has.
//!
//! A function with a body is Go like any other. One without is native; [`crate::types::Types::full_name`] names it:
//! `strings.(*Builder).WriteString`.

use crate::types::Importer;

/// A package: its import path, and the names and texts of its files.
pub type Package = (&'static str, &'static [(&'static str, &'static str)]);

/// Files with their names.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!($name))),+]
    };
}

/// The packages by their import paths, sorted.
pub const PACKAGES: &[Package] = &[
    (
        "bufio",
        files!("bufio/bufio.go", "bufio/reader.go", "bufio/scan.go"),
    ),
    (
        "bytes",
        files!(
            "bytes/buffer.go",
            "bytes/bytes.go",
            "bytes/iter.go",
            "bytes/reader.go"
        ),
    ),
    ("cmp", files!("cmp.go")),
    ("container/heap", files!("container/heap.go")),
    ("container/list", files!("container/list.go")),
    ("container/ring", files!("container/ring.go")),
    ("context", files!("context.go")),
    ("errors", files!("errors.go")),
    ("flag", files!("flag/flag.go", "flag/value.go")),
    (
        "fmt",
        files!(
            "fmt/errors.go",
            "fmt/operand.go",
            "fmt/print.go",
            "fmt/scan.go",
            "fmt/scanf.go",
        ),
    ),
    (
        "golang.org/x/sync/errgroup",
        files!("golang.org/x/sync/errgroup.go"),
    ),
    (
        "golang.org/x/sync/semaphore",
        files!("golang.org/x/sync/semaphore.go"),
    ),
    (
        "golang.org/x/sync/singleflight",
        files!("golang.org/x/sync/singleflight.go"),
    ),
    (
        "golang.org/x/time/rate",
        files!("golang.org/x/time/rate.go"),
    ),
    ("goroutinelab/lab", files!("goroutinelab/lab.go")),
    (
        "io",
        files!("io/io.go", "io/multi.go", "io/pipe.go", "io/section.go"),
    ),
    ("iter", files!("iter.go")),
    ("log", files!("log.go")),
    ("maps", files!("maps.go")),
    ("math", files!("math.go")),
    ("math/bits", files!("math/bits.go")),
    ("math/rand", files!("math/rand.go")),
    ("math/rand/v2", files!("math/rand/v2.go")),
    (
        "net/http",
        files!(
            "net/http/api.go",
            "net/http/client.go",
            "net/http/header.go",
            "net/http/http.go",
            "net/http/method.go",
            "net/http/request.go",
            "net/http/response.go",
            "net/http/status.go",
            "net/http/transport.go",
        ),
    ),
    ("os", files!("os.go")),
    ("runtime", files!("runtime.go")),
    ("slices", files!("slices.go")),
    ("sort", files!("sort.go")),
    (
        "strconv",
        files!(
            "strconv/atob.go",
            "strconv/atoi.go",
            "strconv/itoa.go",
            "strconv/quote.go",
        ),
    ),
    (
        "strings",
        files!(
            "strings/builder.go",
            "strings/iter.go",
            "strings/reader.go",
            "strings/replace.go",
            "strings/strings.go",
        ),
    ),
    ("sync", files!("sync.go")),
    ("sync/atomic", files!("sync/atomic.go")),
    ("testing", files!("testing.go")),
    ("testing/synctest", files!("testing/synctest.go")),
    (
        "time",
        files!(
            "time/duration.go",
            "time/format.go",
            "time/parse.go",
            "time/sleep.go",
            "time/tick.go",
            "time/time.go",
            "time/zoneinfo.go",
        ),
    ),
    ("unicode", files!("unicode.go")),
    ("unicode/utf8", files!("unicode/utf8.go")),
];

/// Packages for those above alone, sorted.
const INTERNAL: &[Package] = &[
    ("internal/ordered", files!("internal/ordered.go")),
    ("internal/sorting", files!("internal/sorting.go")),
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
        let found = [PACKAGES, INTERNAL].into_iter().find_map(|packages| {
            let index = packages.binary_search_by_key(&path, |&(path, _)| path);
            Some(sources(packages[index.ok()?].1))
        });
        found.ok_or_else(|| why_absent(path))
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

/// The files of a package as the loader takes them.
#[must_use]
pub fn sources(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let source = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
    files.iter().map(source).collect()
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
        assert!(INTERNAL.is_sorted_by_key(|(path, _)| *path));
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
        for (name, text) in PACKAGES
            .iter()
            .chain(INTERNAL)
            .flat_map(|package| package.1)
        {
            let formatted = crate::syntax::format(name, text.as_bytes(), Limits::default());
            assert_eq!(formatted.ok().as_deref(), Some(*text), "{name}");
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
