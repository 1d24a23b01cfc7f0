//! Packs the built page: what wasm-bindgen writes for readers and linkers is of no use to a phone.
//!
//! wasm-bindgen names each import after its function with a hash that no compressor can shorten, once in the module and
//! once in the script, and leaves the script's comments and indentation to a minifier.

mod function;
mod module;
mod order;
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::steps::Failure;
use module::Unused;

/// What the page does not call, though its compiler cannot know. Were one called all the same, the program would stop
/// there; the browser tests run the packed page.
const UNUSED: Unused<'_> = Unused {
    functions: &[
        // Elements have their own way to hear events (`ui/ears.rs`), so that Yew's is not used.
        "SubtreeData::add_listener",
        "ListenerRegistration::register",
        "Registry::unregister",
        "BSubtree::ensure_handled",
        // The page is one component, without suspense, portals and HTML as text.
        "VRaw>::attach",
        "BRaw::detach_bundle",
        "VSuspense>::attach",
        "VPortal>::attach",
        "VComp>::attach",
        // The page has a screen of its own for panics.
        "console_error_panic_hook::hook",
        // Where memory ends, the program ends, and says no more than that.
        "::raw_vec::handle_error",
        "::raw_vec::capacity_overflow",
        "handle_alloc_error",
        // The runtime polls no future that has ended.
        "panic_const_async_fn_resumed",
        // How a letter is written in the message about a text that was cut within it: nothing cuts texts by index.
        "<char>::escape_debug_ext",
    ],
    // The browser calls closures through exports of their own.
    entries: &["wasm_bindgen::convert::closures::_::"],
};

/// Shortens the module and its script in the folder of the built page.
pub(crate) fn pack(dist: &Path) -> Result<(), Failure> {
    let module_path = only(dist, "_bg.wasm")?;
    let script_path = only(dist, ".js")?;
    let module =
        fs::read(&module_path).map_err(|error| Failure::io("read", &module_path, &error))?;
    let script = fs::read_to_string(&script_path)
        .map_err(|error| Failure::io("read", &script_path, &error))?;
    let (module, script) = packed(&module, &script, UNUSED).map_err(|problem| {
        Failure::new(format!(
            "could not pack {}: {problem}",
            module_path.display()
        ))
        .advise("see whether the names of functions or wasm-bindgen's output have changed with their versions (xtask/src/pack.rs)")
    })?;
    fs::write(&module_path, module).map_err(|error| Failure::io("write", &module_path, &error))?;
    fs::write(&script_path, script).map_err(|error| Failure::io("write", &script_path, &error))
}

/// The one file of the folder whose name ends so.
fn only(folder: &Path, end: &str) -> Result<PathBuf, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let mut found = entries.flatten().map(|entry| entry.path()).filter(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().ends_with(end))
    });
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        _ => Err(Failure::new(format!(
            "there is not exactly one file *{end} in {}",
            folder.display()
        ))),
    }
}

/// The module written anew, and its script with the same names for imports and exports, minified.
fn packed(module: &[u8], script: &str, unused: Unused<'_>) -> Result<(Vec<u8>, String), String> {
    let exports: Vec<&str> = exports_in(script)
        .map(|(name, _)| name)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let rewritten = module::rewritten(module, &exports, unused)?;
    let mut short = String::new();
    let mut copied = 0;
    for (name, place) in exports_in(script) {
        let number = exports.iter().position(|export| *export == name);
        short += &script[copied..place];
        short += &number.map_or_else(|| name.to_owned(), module::short_name);
        copied = place + name.len();
    }
    let mut script = short + &script[copied..];
    for (name, short) in rewritten.imports {
        let entry = entry_of(&script, &name)?;
        match short {
            Some(short) => {
                let start = entry.start;
                script.replace_range(start..start + name.len(), &short);
            }
            None => script.replace_range(entry, ""),
        }
    }
    let script = minifier::js::minify(&shortened(&script)?)?.to_string();
    Ok((rewritten.module, script))
}

/// The script without what nobody calls, and with shorter words for the same.
fn shortened(script: &str) -> Result<String, String> {
    // The page loads its module in the background; this would hold it up meanwhile.
    let (before, rest) = script
        .split_once("function initSync(")
        .ok_or("the script has no function initSync")?;
    let (_, behind) = rest
        .split_once("\n}\n")
        .ok_or("the script's function initSync does not end")?;
    let script = [before, &behind.replace("{ initSync, ", "{ ")].concat();
    let mut short = String::new();
    let mut rest = script.as_str();
    // A result that is returned at once needs no name.
    while let Some((before, behind)) = rest.split_once("const ret = ") {
        short += before;
        rest = behind;
        match behind.split_once(";\n") {
            Some((value, next)) if next.trim_start().starts_with("return ret;") => {
                short += &["return ", value, ";"].concat();
                rest = next.trim_start().trim_start_matches("return ret;");
            }
            _ => short += "const ret = ",
        }
    }
    short += rest;
    // No name that wasm-bindgen gives begins with a dollar.
    Ok((0..10).fold(short, |short, n| {
        short.replace(&format!("arg{n}"), &format!("${n}"))
    }))
}

/// Where the script uses what the module exports: in `wasm.name`, the name and its place.
fn exports_in(script: &str) -> impl Iterator<Item = (&str, usize)> {
    const OBJECT: &str = "wasm.";
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    script.match_indices(OBJECT).filter_map(move |(place, _)| {
        let start = place + OBJECT.len();
        let rest = &script[start..];
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        let is_whole = !script[..place].ends_with(is_part);
        (is_whole && !name.is_empty()).then_some((name, start))
    })
}

/// Where the script gives the module an import: from its name to the end of the function's last line, which is indented
/// as its first one is.
fn entry_of(script: &str, name: &str) -> Result<Range<usize>, String> {
    let key = format!(" {name}: ");
    let mut places = script.match_indices(&key);
    let (Some((place, _)), None) = (places.next(), places.next()) else {
        return Err(format!(
            "the script does not hold the import {name} exactly once"
        ));
    };
    let start = place + 1;
    let line = script[..start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &script[start..];
    let first = &rest[..rest.find('\n').unwrap_or(rest.len())];
    if !first.ends_with('{') {
        return Ok(start..start + first.len());
    }
    let close = ["\n", &script[line..start], "}"].concat();
    let end = script[start..].find(&close).and_then(|last| {
        let rest = start + last + close.len();
        Some(rest + script[rest..].find('\n')?)
    });
    Ok(start..end.ok_or_else(|| format!("the script's import {name} does not end"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "const i = {
    // A comment.
    __wbg_call_0123: function(a) {
        return f(a);
    },
    __wbg_gone_0123: function() { return handleError(function (a) {
        g(a);
    }, arguments); },
    __wbg_constant_0123: typeof f === 'function',
    __wbg_call_1_0123: function(a) {
        return h(a);
    },
};
";

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let entry = entry_of(SCRIPT, name);
        assert_eq!(entry.map(|entry| &SCRIPT[entry]), Ok(expected));
    }

    #[test]
    fn an_import_is_found_in_the_script() {
        check(
            "__wbg_call_0123",
            "__wbg_call_0123: function(a) {\n        return f(a);\n    },",
        );
        check(
            "__wbg_gone_0123",
            "__wbg_gone_0123: function() { return handleError(function (a) {\n        g(a);\n    }, arguments); },",
        );
        check(
            "__wbg_constant_0123",
            "__wbg_constant_0123: typeof f === 'function',",
        );
        let problem = entry_of(SCRIPT, "__wbg_missing").expect_err("it is missing");
        assert_eq!(
            problem,
            "the script does not hold the import __wbg_missing exactly once"
        );
    }

    #[test]
    fn a_script_is_shortened() {
        let script = "\
const i = {
    f: function(arg0, arg1) {
        const ret = arg0.f(arg1);
        return ret;
    },
    g: function(arg0) {
        const ret = arg0.g();
        use(ret);
    },
};
function initSync(module) {
    if (module) {
    }
}
export { initSync, init as default };
";
        let expected = "\
const i = {
    f: function($0, $1) {
        return $0.f($1);
    },
    g: function($0) {
        const ret = $0.g();
        use(ret);
    },
};
export { init as default };
";
        assert_eq!(shortened(script).as_deref(), Ok(expected));
        let problem = shortened("let a;").expect_err("nothing to cut");
        assert_eq!(problem, "the script has no function initSync");
    }

    #[test]
    fn exports_are_found_in_the_script() {
        let script =
            "let wasm; f(wasm.memory.buffer, wasm.__wbindgen_free); 'lab_bg.wasm'; mywasm.no";
        let names: Vec<&str> = exports_in(script).map(|(name, _)| name).collect();
        assert_eq!(names, ["memory", "__wbindgen_free"]);
    }
}
