//! The layers of the house: which room may use which, and what is used nowhere below the page.
//!
//! Read are the sources of `src/`, without comments, texts and tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use. Whoever is not here is used by nobody but `main.rs` and the page.
const ROOMS: [(&str, &[&str]); 19] = [
    ("time", &[]),
    ("rng", &[]),
    ("params", &["time"]),
    ("trace", &["time"]),
    ("runtime", &["time", "rng", "trace"]),
    ("go", &["time", "rng", "trace", "runtime"]),
    (
        "world",
        &["time", "rng", "trace", "runtime", "go", "params"],
    ),
    (
        "patterns",
        &["time", "rng", "trace", "runtime", "go", "params", "world"],
    ),
    ("scenarios", &["params", "world", "patterns"]),
    ("link", &["params", "patterns", "scenarios"]),
    (
        "simulate",
        &[
            "time",
            "trace",
            "runtime",
            "params",
            "world",
            "patterns",
            "scenarios",
        ],
    ),
    ("analysis", &["time", "trace"]),
    (
        "sweep",
        &["params", "patterns", "scenarios", "simulate", "analysis"],
    ),
    (
        "advice",
        &[
            "time",
            "trace",
            "params",
            "patterns",
            "scenarios",
            "analysis",
        ],
    ),
    (
        "claims",
        &[
            "time",
            "params",
            "patterns",
            "scenarios",
            "link",
            "simulate",
            "analysis",
            "sweep",
        ],
    ),
    ("display", &["time", "analysis"]),
    ("paint", &["display"]),
    ("cli", &ABOVE),
    ("ui", &ABOVE),
];

/// What those on top use: all but the machinery.
const ABOVE: [&str; 12] = [
    "time",
    "params",
    "patterns",
    "scenarios",
    "link",
    "simulate",
    "analysis",
    "sweep",
    "advice",
    "claims",
    "display",
    "paint",
];

/// Words that stand nowhere but in these places, and why.
const WORDS: [(&[&str], &[&str], &str); 3] = [
    (
        &["HashMap", "HashSet", "RandomState"],
        &[],
        "their order differs from run to run: use a BTreeMap, or a Vec",
    ),
    (
        &["Instant", "SystemTime", "thread::spawn", "thread::sleep"],
        &["ui/"],
        "a run's only time is virtual, and it has one thread",
    ),
    (
        &[
            "web_sys",
            "js_sys",
            "yew",
            "wasm_bindgen",
            "gloo_timers",
            "gloo_events",
            "gloo_render",
        ],
        &["ui/", "paint/canvas.rs", "main.rs"],
        "all else runs, and is tested, natively",
    ),
];

/// What is wrong with a file of `src/`, a line for each mistake.
fn violations(path: &str, text: &str) -> Vec<String> {
    let code = code_of(text);
    let room = path.split(['/', '.']).next().unwrap_or_default();
    let mut found = Vec::new();
    if let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) {
        for used in rooms_used(path, &code) {
            if used != room && !allowed.contains(&used.as_str()) {
                found.push(format!("{path}: {room} must not use {used}"));
            }
        }
    } else if room != "main" && room != "lib" {
        found.push(format!(
            "{path}: {room} is a room without a place among the layers"
        ));
    }
    for (words, places, reason) in WORDS {
        for word in words {
            if contains_word(&code, word) && !places.iter().any(|place| path.starts_with(place)) {
                found.push(format!("{path}: {word} is not used here: {reason}"));
            }
        }
    }
    found
}

/// The rooms that a file names behind `crate::`, `goroutine_lab::`, or as many `super::` as lead to the root.
fn rooms_used(path: &str, code: &str) -> Vec<String> {
    let is_root = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
    let depth = path.trim_end_matches("/mod.rs").split('/').count();
    let up = "super::".repeat(depth);
    let mut used = Vec::new();
    for root in ["crate::", "goroutine_lab::", &up] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c == ':' || c == '_' || c.is_alphanumeric()) {
                continue;
            }
            let rest = &code[at + root.len()..];
            used.extend(
                first_segments(rest)
                    .into_iter()
                    .filter(|name| is_root(name)),
            );
        }
    }
    used
}

/// The first names of a path or of a group of paths: of `{a::b, c::{d, e}}` a and c.
fn first_segments(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let text = text.trim_start();
        text.chars()
            .take_while(|c| *c == '_' || c.is_alphanumeric())
            .collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let (mut names, mut level) = (vec![name(group)], 0_u32);
    for (at, c) in group.char_indices() {
        match c {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => names.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn contains_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(is_part) && !code[at + word.len()..].starts_with(is_part)
    })
}

/// A source without comments, texts, and the tests at its foot.
fn code_of(text: &str) -> String {
    let text = text
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("'\"'") {
            3
        } else if first == '"' {
            length_of_text(rest)
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[skipped..];
    }
    code
}

/// How long a text between quotation marks is, with both of them.
fn length_of_text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Every source below a folder with its path from `src/`, modules for tests left out.
fn sources(folder: &Path, prefix: &str, into: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            sources(&path, &format!("{prefix}{name}/"), into);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).expect("the source can be read");
            into.push((format!("{prefix}{name}"), text));
        }
    }
}

/// The modules that are compiled for tests only, as paths without `.rs`.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let home = path
        .trim_end_matches("mod.rs")
        .trim_end_matches(".rs")
        .trim_end_matches('/');
    text.split("#[cfg(test)]\n")
        .skip(1)
        .filter_map(|rest| rest.lines().next()?.strip_suffix(';'))
        .filter_map(|line| line.split("mod ").nth(1))
        .map(|name| format!("{home}/{name}"))
        .collect()
}

#[test]
fn every_file_keeps_to_its_layer() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "",
        &mut files,
    );
    let tests: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| test_modules(path, text))
        .collect();
    files.retain(|(path, _)| {
        !tests.iter().any(|test| {
            path.strip_prefix(test)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    });
    assert!(files.len() > 40, "only {} sources were found", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| violations(path, text))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_room_is_among_the_layers() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lib = lib.expect("the library has a root");
    let modules = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing: Vec<&str> = modules
        .filter(|name| !ROOMS.iter().any(|(room, _)| room == name))
        .collect();
    assert!(
        missing.is_empty(),
        "{missing:?} have no place among the layers"
    );
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        let below = |name: &&str| ROOMS[..at].iter().any(|(room, _)| room == name);
        assert!(
            allowed.iter().all(below),
            "{room} uses a room that is not below it"
        );
    }
}

#[test]
fn a_planted_violation_is_caught() {
    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(violations(path, text), expected, "{path}: {text}");
    }
    check("time.rs", "use std::fmt;\n", &[]);
    check("trace/event.rs", "use crate::time::Time;\n", &[]);
    check(
        "trace/event.rs",
        "use crate::go::go;\n",
        &["trace/event.rs: trace must not use go"],
    );
    check(
        "trace/event.rs",
        "// crate::go\nlet s = \"crate::go // \\\" crate::go\";\n",
        &[],
    );
    check(
        "trace/event.rs",
        "let c = '\"'; crate::go::go();\n",
        &["trace/event.rs: trace must not use go"],
    );
    check(
        "analysis/mod.rs",
        "use crate::{time::{Time, Duration}, simulate, trace};\n",
        &["analysis/mod.rs: analysis must not use simulate"],
    );
    check(
        "display/axis.rs",
        "use super::super::trace::Trace;\n",
        &["display/axis.rs: display must not use trace"],
    );
    check(
        "link.rs",
        "use super::runtime;\n",
        &["link.rs: link must not use runtime"],
    );
    check(
        "go/mod.rs",
        "pub use time::sleep;\nuse super::runtime;\n",
        &[],
    );
    check(
        "cli/run.rs",
        "goroutine_lab::world::summary(&t);\n",
        &["cli/run.rs: cli must not use world"],
    );
    check(
        "ui/app.rs",
        "crate::runtime::now();\n",
        &["ui/app.rs: ui must not use runtime"],
    );
    check(
        "rng.rs",
        "fn f() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::go;\n}\n",
        &[],
    );
    check(
        "fun.rs",
        "",
        &["fun.rs: fun is a room without a place among the layers"],
    );
    check(
        "trace/mod.rs",
        "use std::collections::HashMap;\n",
        &[
            "trace/mod.rs: HashMap is not used here: their order differs from run to run: use a BTreeMap, or a Vec",
        ],
    );
    check(
        "runtime/core.rs",
        "let t = std::time::Instant::now(); let instants = 1;\n",
        &[
            "runtime/core.rs: Instant is not used here: a run's only time is virtual, and it has one thread",
        ],
    );
    check(
        "display/mod.rs",
        "web_sys::window();\n",
        &["display/mod.rs: web_sys is not used here: all else runs, and is tested, natively"],
    );
    check("paint/canvas.rs", "use web_sys::Window;\n", &[]);
    assert_eq!(
        test_modules("go/mod.rs", "mod a;\n#[cfg(test)]\nmod tests;\n"),
        ["go/tests"]
    );
    assert_eq!(
        test_modules("trace/recorder.rs", "#[cfg(test)]\nmod tests;\n"),
        ["trace/recorder/tests"]
    );
}
