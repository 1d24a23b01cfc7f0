//! What there is in the page's module, as far as functions have to do with it: what can be called, and what cannot.

use wasmparser::{
    CompositeInnerType, ElementItems, ExternalKind, FunctionBody, KnownCustom, Name, Operator,
    Parser, Payload, TypeRef, ValType,
};

use super::module::Unused;

/// What there is in a module, as far as functions have to do with it.
pub(super) struct Program<'m> {
    pub(super) bytes: &'m [u8],
    /// The names of the functions that are imported; their numbers come first.
    pub(super) imports: Vec<&'m str>,
    pub(super) functions: Vec<Own<'m>>,
    /// The functions that the host and indirect calls can reach.
    roots: Vec<u32>,
    /// The functions that only stand in a table.
    entries: Vec<u32>,
}

/// A function of the module's own.
pub(super) struct Own<'m> {
    /// The number of its type.
    pub(super) ty: u32,
    /// The kinds of its locals behind the parameters.
    pub(super) locals: Vec<ValType>,
    /// What it does, without what it never gets to.
    pub(super) operators: Vec<Operator<'m>>,
    /// How many of its locals are parameters.
    pub(super) parameters: usize,
    /// Whether nothing calls it, so that its body is of no use.
    pub(super) is_unused: bool,
}

impl<'m> Program<'m> {
    /// Reads a module, of whose exports those are roots that are named.
    pub(super) fn read(
        bytes: &'m [u8],
        exports: &[&str],
        unused: Unused<'_>,
    ) -> Result<Program<'m>, String> {
        let mut program = Program {
            bytes,
            imports: Vec::new(),
            functions: Vec::new(),
            roots: Vec::new(),
            entries: Vec::new(),
        };
        let (mut parameters, mut types, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        let mut names = None;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.map_err(text)? {
                Payload::TypeSection(section) => parameters = parameters_of(section)?,
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import.map_err(text)?;
                        if let TypeRef::Func(_) = import.ty {
                            program.imports.push(import.name);
                        }
                    }
                }
                Payload::FunctionSection(section) => types = all(section)?,
                Payload::ExportSection(section) => {
                    for export in all(section)? {
                        if export.kind == ExternalKind::Func && exports.contains(&export.name) {
                            program.roots.push(export.index);
                        }
                    }
                }
                Payload::ElementSection(section) => program.entries.extend(elements_of(section)?),
                Payload::StartSection { func, .. } => program.roots.push(func),
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(section) = section.as_known() {
                        names = Some(section);
                    }
                }
                _ => {}
            }
        }
        let names = names.map_or_else(|| Ok(Vec::new()), names_of)?;
        let functions = named(&names, unused.functions)?;
        let entries = named(&names, unused.entries)?;
        let (entries, roots) = (program.entries.into_iter()).partition(|n| entries.contains(n));
        program.entries = entries;
        program.roots.extend::<Vec<u32>>(roots);
        let first = program.first();
        let parameters_of = |ty: u32| parameters.get(ty as usize).copied();
        // How many values a call of an unused function takes.
        let unused = |number: u32| {
            let ty = types.get(number.checked_sub(first)? as usize)?;
            parameters_of(*ty).filter(|_| functions.contains(&number))
        };
        for ((place, body), ty) in (0..).zip(&bodies).zip(&types) {
            program.functions.push(Own {
                ty: *ty,
                locals: locals_of(body)?,
                operators: live(body, &unused)?,
                parameters: parameters_of(*ty).ok_or("a type is missing")?,
                is_unused: functions.contains(&(first + place)),
            });
        }
        Ok(program)
    }

    /// The number of the first function of its own.
    fn first(&self) -> u32 {
        u32::try_from(self.imports.len()).unwrap_or(u32::MAX)
    }

    /// Which functions are kept, by their numbers: those that can be called, and of the others those that stand in a table.
    pub(super) fn reached(&mut self) -> Result<Vec<bool>, String> {
        let mut reached = vec![false; self.imports.len() + self.functions.len()];
        let mut ahead = self.roots.clone();
        while let Some(number) = ahead.pop() {
            let number = number as usize;
            let known = reached.get_mut(number).ok_or("a function is missing")?;
            if std::mem::replace(known, true) || number < self.imports.len() {
                continue;
            }
            let function = &self.functions[number - self.imports.len()];
            if !function.is_unused {
                for operator in &function.operators {
                    match operator {
                        Operator::Call { function_index }
                        | Operator::ReturnCall { function_index }
                        | Operator::RefFunc { function_index } => ahead.push(*function_index),
                        _ => {}
                    }
                }
            }
        }
        for entry in &self.entries {
            let number = *entry as usize;
            let known = reached.get_mut(number).ok_or("a function is missing")?;
            if !std::mem::replace(known, true) && number >= self.imports.len() {
                self.functions[number - self.imports.len()].is_unused = true;
            }
        }
        Ok(reached)
    }
}

/// The kinds of a function's locals.
fn locals_of(body: &FunctionBody<'_>) -> Result<Vec<ValType>, String> {
    let mut kinds = Vec::new();
    for declared in body.get_locals_reader().map_err(text)? {
        let (count, kind) = declared.map_err(text)?;
        kinds.extend((0..count).map(|_| kind));
    }
    Ok(kinds)
}

/// What a function does, without what it never gets to: a call of an unused function and all behind it up to the end of
/// its block. `unused` says how many values such a function takes.
fn live<'m>(
    body: &FunctionBody<'m>,
    unused: &dyn Fn(u32) -> Option<usize>,
) -> Result<Vec<Operator<'m>>, String> {
    let mut live: Vec<Operator<'m>> = Vec::new();
    // In dead code, how many blocks have begun in it.
    let mut dead: Option<usize> = None;
    for operator in body.get_operators_reader().map_err(text)? {
        let operator = operator.map_err(text)?;
        if let Operator::Try { .. } = operator {
            return Err(String::from(
                "it has exceptions as they were before the standard",
            ));
        }
        if let Some(depth) = &mut dead {
            match operator {
                Operator::Block { .. }
                | Operator::Loop { .. }
                | Operator::If { .. }
                | Operator::TryTable { .. } => *depth += 1,
                Operator::End if *depth > 0 => *depth -= 1,
                Operator::End | Operator::Else if *depth == 0 => {
                    dead = None;
                    live.push(operator);
                }
                _ => {}
            }
            continue;
        }
        if let Operator::Call { function_index } = operator
            && let Some(values) = unused(function_index)
        {
            for _ in 0..values {
                // Others are left to the engine, for which nothing behind the end matters.
                live.pop_if(|last| is_constant(last));
            }
            live.push(Operator::Unreachable);
            dead = Some(0);
        } else {
            live.push(operator);
        }
    }
    Ok(live)
}

/// Whether it does nothing but give a value.
fn is_constant(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I32Const { .. } | Operator::I64Const { .. } | Operator::LocalGet { .. }
    )
}

/// How many parameters the functions of each type have.
fn parameters_of(section: wasmparser::TypeSectionReader<'_>) -> Result<Vec<usize>, String> {
    let groups = all(section)?.into_iter();
    let types = groups.flat_map(wasmparser::RecGroup::into_types);
    let parameters = types.map(|ty| match &ty.composite_type.inner {
        CompositeInnerType::Func(ty) => ty.params().len(),
        _ => 0,
    });
    Ok(parameters.collect())
}

/// The functions that tables hold.
fn elements_of(section: wasmparser::ElementSectionReader<'_>) -> Result<Vec<u32>, String> {
    let mut functions = Vec::new();
    for element in all(section)? {
        match element.items {
            ElementItems::Functions(section) => functions.extend(all(section)?),
            ElementItems::Expressions(..) => {
                return Err(String::from("a table is filled by expressions"));
            }
        }
    }
    Ok(functions)
}

/// The names of functions, each with its number.
fn names_of(section: wasmparser::NameSectionReader<'_>) -> Result<Vec<(u32, &str)>, String> {
    let mut found = Vec::new();
    for names in section {
        if let Name::Function(names) = names.map_err(text)? {
            for name in names {
                let name = name.map_err(text)?;
                found.push((name.index, name.name));
            }
        }
    }
    Ok(found)
}

/// The numbers of the functions whose name holds one of these; each of them must be found.
fn named(names: &[(u32, &str)], wanted: &[&str]) -> Result<Vec<u32>, String> {
    let mut found = Vec::new();
    for part in wanted {
        let before = found.len();
        let fitting = names.iter().filter(|(_, name)| name.contains(part));
        found.extend(fitting.map(|(number, _)| *number));
        if found.len() == before {
            return Err(format!("no function is called {part}"));
        }
    }
    Ok(found)
}

/// All entries of a section.
pub(super) fn all<'m, T: wasmparser::FromReader<'m>>(
    section: wasmparser::SectionLimited<'m, T>,
) -> Result<Vec<T>, String> {
    section.into_iter().collect::<Result<_, _>>().map_err(text)
}

/// A problem as text.
pub(super) fn text(problem: impl std::fmt::Display) -> String {
    problem.to_string()
}
