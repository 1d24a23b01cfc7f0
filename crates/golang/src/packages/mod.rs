//! The packages that a program can import: small Go sources of the Lab's own. A function without a body is native, see
//! `machine::natives`.

use crate::types::Importer;

/// The packages by their import paths.
const ALL: &[(&str, &str)] = &[
    ("bufio", include_str!("bufio.go")),
    ("bytes", include_str!("bytes.go")),
    ("cmp", include_str!("cmp.go")),
    ("container/heap", include_str!("container_heap.go")),
    ("container/list", include_str!("container_list.go")),
    ("container/ring", include_str!("container_ring.go")),
    ("context", include_str!("context.go")),
    ("errors", include_str!("errors.go")),
    ("flag", include_str!("flag.go")),
    ("fmt", include_str!("fmt.go")),
    ("golang.org/x/sync/errgroup", include_str!("errgroup.go")),
    ("golang.org/x/sync/semaphore", include_str!("semaphore.go")),
    ("golang.org/x/sync/singleflight", include_str!("singleflight.go")),
    ("golang.org/x/time/rate", include_str!("rate.go")),
    ("goroutinelab/lab", include_str!("lab.go")),
    ("io", include_str!("io.go")),
    ("iter", include_str!("iter.go")),
    ("log", include_str!("log.go")),
    ("maps", include_str!("maps.go")),
    ("math", include_str!("math.go")),
    ("math/bits", include_str!("math_bits.go")),
    ("math/rand", include_str!("math_rand.go")),
    ("math/rand/v2", include_str!("math_rand_v2.go")),
    ("os", include_str!("os.go")),
    ("runtime", include_str!("runtime.go")),
    ("slices", include_str!("slices.go")),
    ("sort", include_str!("sort.go")),
    ("strconv", include_str!("strconv.go")),
    ("strings", include_str!("strings.go")),
    ("sync", include_str!("sync.go")),
    ("sync/atomic", include_str!("sync_atomic.go")),
    ("testing", include_str!("testing.go")),
    ("time", include_str!("time.go")),
    ("unicode", include_str!("unicode.go")),
    ("unicode/utf8", include_str!("unicode_utf8.go")),
];

/// Packages that programs import and that the Lab does not have, with what there is instead.
const ABSENT: &[(&str, &str)] = &[
    ("reflect", "the Lab has no reflection; use a type switch"),
    ("unsafe", "the Lab has no package unsafe"),
    ("net/http", "the Lab has no network; let time.Sleep stand for a request"),
    ("encoding/json", "the Lab has no package encoding/json; print with fmt"),
    ("os/signal", "the Lab has no signals; let time.AfterFunc stand for one"),
];

/// The packages that the Lab has.
#[derive(Clone, Copy, Debug)]
pub struct Standard;

impl Standard {
    /// The import paths of all packages, sorted.
    pub fn paths() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|package| package.0)
    }
}

impl Importer for Standard {
    fn package(&mut self, path: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
        if let Some((_, text)) = ALL.iter().find(|package| package.0 == path) {
            return Ok(vec![(format!("$GOROOT/src/{path}/{}.go", path.rsplit('/').next().unwrap_or(path)), text.as_bytes().to_vec())]);
        }
        Err(match ABSENT.iter().find(|package| package.0 == path) {
            Some((_, instead)) => format!("package {path} is not in the Lab: {instead}"),
            None => format!("package {path} is not in the Lab"),
        })
    }
}
