//! Packs the built page: what wasm-bindgen writes for readers and linkers is of no use to a phone.
//!
//! wasm-bindgen names each import after its function with a hash that no compressor can shorten, once in the module and
//! once in the script, and leaves the script's comments and indentation to a minifier.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::steps::Failure;

/// Shortens the module and its script in the folder of the built page.
pub(crate) fn pack(dist: &Path) -> Result<(), Failure> {
    let module_path = only(dist, "_bg.wasm")?;
    let script_path = only(dist, ".js")?;
    let module =
        fs::read(&module_path).map_err(|error| Failure::io("read", &module_path, &error))?;
    let script = fs::read_to_string(&script_path)
        .map_err(|error| Failure::io("read", &script_path, &error))?;
    let (module, script) = packed(&module, &script).map_err(|problem| {
        Failure::new(format!(
            "could not pack {}: {problem}",
            module_path.display()
        ))
        .advise("see whether wasm-bindgen's output has changed with its version")
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

/// A module with short names for its imports and without custom sections, and its script with the same names, minified.
fn packed(module: &[u8], script: &str) -> Result<(Vec<u8>, String), String> {
    let mut script = script.to_owned();
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(|error| error.to_string())?;
        if let Payload::ImportSection(imports) = payload {
            let mut short = ImportSection::new();
            for import in imports.into_imports() {
                let import = import.map_err(|error| error.to_string())?;
                let name = renamed(import.name, short.len(), &mut script)?;
                let ty = RoundtripReencoder
                    .entity_type(import.ty)
                    .map_err(|error| error.to_string())?;
                short.import(import.module, &name, ty);
            }
            out.section(&short);
        } else if let Some((id, range)) = payload.as_section()
            && id != wasm_encoder::SectionId::Custom as u8
        {
            let data = usize::try_from(range.start)
                .ok()
                .zip(usize::try_from(range.end).ok())
                .and_then(|(start, end)| module.get(start..end))
                .ok_or("a section ends behind the module")?;
            out.section(&RawSection { id, data });
        }
    }
    let script = minifier::js::minify(&script)?.to_string();
    Ok((out.finish(), script))
}

/// The import's short name, which the script now gives it too.
fn renamed(name: &str, index: u32, script: &mut String) -> Result<String, String> {
    let short = format!("_{index}");
    let key = format!(" {name}: ");
    if script.matches(&key).count() != 1 {
        return Err(format!(
            "the script does not hold the import {name} exactly once"
        ));
    }
    *script = script.replacen(&key, &format!(" {short}: "), 1);
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CustomSection, EntityType, MemorySection, MemoryType};

    fn module(imports: &[&str]) -> Vec<u8> {
        let mut section = ImportSection::new();
        let memory = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        for name in imports {
            section.import("./lab_bg.js", name, EntityType::Memory(memory));
        }
        let mut memories = MemorySection::new();
        memories.memory(memory);
        let mut module = Module::new();
        module.section(&section).section(&memories);
        module.section(&CustomSection {
            name: "producers".into(),
            data: (&[0; 40]).into(),
        });
        module.finish()
    }

    #[test]
    fn imports_get_the_same_short_names_on_both_sides() {
        let names = [
            "__wbg_call_0123456789abcdef",
            "__wbg_call_1_0123456789abcdef",
        ];
        let script = "const i = {\n    // A comment.\n    __wbg_call_0123456789abcdef: f,\n    \
                      __wbg_call_1_0123456789abcdef: g,\n};\n";
        let (module, script) = packed(&module(&names), script).expect("it is packed");
        assert_eq!(script, "const i={_0:f,_1:g,};");
        let found: Vec<_> = Parser::new(0)
            .parse_all(&module)
            .map(|payload| match payload.expect("the module is read") {
                Payload::ImportSection(imports) => imports
                    .into_imports()
                    .map(|import| import.expect("the import is read").name.to_owned())
                    .collect(),
                Payload::MemorySection(memories) => vec![format!("{} memory", memories.count())],
                Payload::CustomSection(custom) => vec![custom.name().to_owned()],
                _ => Vec::new(),
            })
            .filter(|found| !found.is_empty())
            .collect();
        assert_eq!(found, [vec!["_0", "_1"], vec!["1 memory"]]);
    }

    #[test]
    fn an_import_that_the_script_does_not_give_is_named() {
        let problem = packed(&module(&["__wbg_gone"]), "const i = {};").expect_err("it is missing");
        assert!(problem.contains("__wbg_gone"), "{problem}");
    }
}
