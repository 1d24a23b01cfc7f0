//! The whole program: package variables, `init`, `main`, and all that they reach.

use super::call::Target;
use super::func::{Func, Operand};
use super::layout::runtime_error_desc;
use super::location::Location;
use super::unit::{Job, Substitution, Thunk, Unit};
use crate::code::{Bank, Code, Function, Op, Shape, Slots};
use crate::syntax::ast::{Decl, Expr, ExprId, FuncDecl, FuncLit, Ident};
use crate::syntax::{Error, Session};
use crate::types::{Checked, ObjId, PkgId, Program, TypeId};

/// Compiles a program that was checked without a complaint. `natives` knows the native functions by their names.
///
/// # Errors
/// What the Lab does not have.
pub(crate) fn compile(
    session: &Session,
    program: &Program,
    checked: &Checked,
    natives: fn(&str) -> Option<u16>,
) -> Result<Code, Vec<Error>> {
    let mut unit = Unit::new(session, checked.types.clone(), &checked.info, natives);
    unit.collect(program);
    let main = unit.code.functions.len();
    debug_assert_eq!(main, 0);
    unit.code.functions.push(Function::default());
    let (error, runtime_error) = unit.runtime_error_methods();
    unit.code.types.push(runtime_error_desc());
    unit.type_ids.push(TypeId::INVALID);
    unit.compile_start(program);
    loop {
        while let Some((number, job, pos)) = unit.queue.pop() {
            unit.pos = pos;
            unit.compile_job(number, job);
        }
        if !unit.resolve_methods() {
            break;
        }
    }
    unit.code.types[0].methods = (0..)
        .zip(&unit.code.methods)
        .filter_map(|(number, name)| match &name[..] {
            "Error" => Some((number, error)),
            "RuntimeError" => Some((number, runtime_error)),
            _ => None,
        })
        .collect();
    unit.errors.sort_by_key(|error| error.pos);
    unit.errors.dedup();
    if unit.errors.is_empty() {
        Ok(unit.code)
    } else {
        Err(unit.errors)
    }
}

impl<'a> Unit<'a> {
    /// Finds the declarations of all functions, and gives each file its number.
    fn collect(&mut self, program: &'a Program) {
        let last = program.packages.len().saturating_sub(1);
        for (number, package) in program.packages.iter().enumerate() {
            for file in &package.files {
                let own = (number == last).then(|| {
                    self.code
                        .files
                        .push(self.session.files.file(file.index).name().to_owned());
                    u16::try_from(self.code.files.len() - 1).unwrap_or(u16::MAX)
                });
                let old_loops = file.version().is_some_and(|version| version < (1, 22));
                for decl in &file.decls {
                    match decl {
                        Decl::Func(func) => {
                            self.decls.insert(func.id, (func, own, old_loops));
                        }
                        Decl::Var(group) => {
                            let values = group.specs.iter().flat_map(|spec| &spec.values);
                            self.values.extend(values.map(|value| (value.id, value)));
                        }
                        Decl::Import(_) | Decl::Const(_) | Decl::Type(_) => {}
                    }
                }
            }
        }
    }

    /// The place of a package variable.
    pub(crate) fn global(&mut self, obj: ObjId) -> Shape {
        if let Some(place) = self.globals.get(&obj) {
            return *place;
        }
        let ty = self.types.object(obj).ty;
        let shape = self.desc(ty).shape;
        let place = self.code.globals;
        self.code.globals = place.plus(shape);
        self.globals.insert(obj, place);
        place
    }

    /// Whether an identifier is where an object is declared.
    pub(crate) fn declares(&self, ident: &Ident, obj: ObjId) -> bool {
        self.types.object(obj).pos == ident.pos
    }

    /// The package whose names a function uses.
    pub(crate) fn function_package(&self, number: u32) -> PkgId {
        self.packages
            .get(&number)
            .copied()
            .unwrap_or(PkgId::UNIVERSE)
    }

    /// A function literal has the package of the function around it.
    pub(crate) fn inherit(&mut self, number: u32, from: u32) {
        let pkg = self.function_package(from);
        self.packages.insert(number, pkg);
        let (name, file) = (
            self.names.get(&from).cloned().unwrap_or_default(),
            self.own_files.get(&from).copied(),
        );
        let count = self.literal_counts.entry(from).or_insert(0);
        *count += 1;
        // As Go calls them: `main.func1`, and those inside of it `main.func1.1`.
        let name = if self.literals.insert(number) && self.literals.contains(&from) {
            format!("{name}.{count}")
        } else {
            format!("{name}.func{count}")
        };
        self.names.insert(number, name);
        if let Some(file) = file {
            self.own_files.insert(number, file);
        }
    }

    /// The first function: package variables, `init` functions, `main`.
    fn compile_start(&mut self, program: &'a Program) {
        let mut func = Func::new(self, 0, Substitution::none());
        let initializers = func.unit.info.initializers.clone();
        let count = func.unit.types.package_count();
        for number in 1..count {
            let pkg = PkgId(u32::try_from(number).unwrap_or(u32::MAX));
            func.unit.packages.insert(0, pkg);
            for initializer in initializers
                .iter()
                .filter(|initializer| initializer.pkg == pkg)
            {
                let Some(rhs) = func.unit.values.get(&initializer.rhs).copied() else {
                    continue;
                };
                func.line = func.line_of(rhs.pos);
                func.unit.begin_initializer(number == count - 1, pkg, rhs);
                func.initialize_globals(&initializer.lhs, rhs);
            }
            func.unit.own_files.remove(&0);
            let inits = func.unit.inits(program, number - 1);
            for init in inits {
                func.line = 0;
                if let Target::Function(number) = func.unit.declared(init, &[]) {
                    func.emit(Op::Call(number, 0, 0));
                }
            }
        }
        let main = PkgId(u32::try_from(count.saturating_sub(1)).unwrap_or(u32::MAX));
        if let Some(main) = func.unit.types.lookup_in(main, "main")
            && let Target::Function(number) = func.unit.declared(main, &[])
        {
            func.emit(Op::Call(number, 0, 0));
        }
        func.emit(Op::Return);
        func.unit.names.remove(&0);
        let function = func.finish(Slots::default(), Slots::default());
        self.code.functions[0] = function;
    }

    /// The first function initializes a variable of a package: function literals in its value are of the package's file, and
    /// are called after `init`, as in Go.
    fn begin_initializer(&mut self, is_own: bool, pkg: PkgId, rhs: &Expr) {
        let path = &self.types.package(pkg).path;
        self.names.insert(0, format!("{path}.init"));
        let file = self.session.files.position(rhs.pos).file;
        let own = self.code.files.iter().position(|name| *name == file);
        if let Some(own) = own.filter(|_| is_own) {
            let own = u16::try_from(own).unwrap_or(u16::MAX);
            self.own_files.insert(0, own);
        }
    }

    /// The functions `init` of a package, in the order of its files.
    fn inits(&self, program: &Program, package: usize) -> Vec<ObjId> {
        let mut list = Vec::new();
        let Some(package) = program.packages.get(package) else {
            return list;
        };
        for decl in package.files.iter().flat_map(|file| &file.decls) {
            if let Decl::Func(func) = decl
                && func.recv.is_none()
                && self.types.text(func.name.name) == "init"
            {
                list.extend(self.info.object(func.name.id));
            }
        }
        list
    }

    fn compile_job(&mut self, number: u32, job: Job<'a>) {
        let function = match job {
            Job::Declared(obj, decl, subst) => self.compile_declared(number, obj, decl, subst),
            Job::Literal(id, literal, subst, old_loops) => {
                self.compile_literal(number, id, literal, subst, old_loops)
            }
            Job::Builtin(builtin, signature) => {
                let mut func = Func::new(self, number, Substitution::none());
                let (results, params, values) = func.plain_window(&signature);
                let args: Vec<(Operand, TypeId)> = values
                    .into_iter()
                    .zip(signature.params.iter().map(|param| param.ty))
                    .collect();
                func.builtin_statement(builtin, &args);
                func.emit(Op::Return);
                func.finish(results, params)
            }
            Job::Native(native, signature, receiver) => {
                self.compile_native(number, native, signature, receiver)
            }
            Job::Thunk(thunk) => self.compile_thunk(number, &thunk, Receiver::Boxed),
            Job::Bound(thunk) => self.compile_thunk(number, &thunk, Receiver::Captured),
            Job::Unbound(thunk) => self.compile_thunk(number, &thunk, Receiver::Param),
        };
        self.code.functions[number as usize] = function;
    }

    fn compile_declared(
        &mut self,
        number: u32,
        obj: ObjId,
        decl: &'a FuncDecl,
        subst: Substitution,
    ) -> Function {
        let pkg = self.types.object(obj).pkg;
        let name = self.stack_name(obj, &subst);
        let (own, old_loops) = self
            .decls
            .get(&decl.id)
            .map_or((None, false), |entry| (entry.1, entry.2));
        self.packages.insert(number, pkg);
        self.names.insert(number, name);
        if let Some(own) = own {
            self.own_files.insert(number, own);
        }
        let mut func = Func::new(self, number, subst);
        func.old_loops = old_loops;
        let Some(body) = &decl.body else {
            return Function::default();
        };
        func.body(decl.recv.as_ref(), &decl.ty, body, &[])
    }

    /// The name of a function in a stack trace.
    fn stack_name(&self, obj: ObjId, subst: &Substitution) -> String {
        let name = self.types.full_name(obj);
        if subst.args.is_empty() {
            name
        } else {
            format!("{name}[...]")
        }
    }

    fn compile_literal(
        &mut self,
        number: u32,
        id: ExprId,
        literal: &'a FuncLit,
        subst: Substitution,
        old_loops: bool,
    ) -> Function {
        let captures = self
            .info
            .literal(id)
            .map(|index| self.info.functions[index as usize].captures.clone());
        let mut func = Func::new(self, number, subst);
        func.old_loops = old_loops;
        func.body(
            None,
            &literal.ty,
            &literal.body,
            &captures.unwrap_or_default(),
        )
    }

    fn compile_native(
        &mut self,
        number: u32,
        native: u16,
        signature: TypeId,
        receiver: Option<TypeId>,
    ) -> Function {
        let mut func = Func::new(self, number, Substitution::none());
        let signature = func.unit.types.signature(signature);
        let Some(signature) = signature else {
            return Function::default();
        };
        func.reserve_results(&signature);
        let results = func.top;
        if let Some(receiver) = receiver {
            let bank = func.bank(receiver);
            func.alloc(bank);
        }
        for param in signature.params.iter() {
            let bank = func.bank(param.ty);
            func.alloc(bank);
        }
        let params = Slots {
            nums: func.top.nums - results.nums,
            refs: func.top.refs - results.refs,
        };
        func.emit(Op::Native(native, 0, 0));
        func.emit(Op::Return);
        func.finish(results, params)
    }

    fn compile_thunk(&mut self, number: u32, thunk: &Thunk, receiver: Receiver) -> Function {
        let mut func = Func::new(self, number, Substitution::none());
        let Some(signature) = func.unit.types.signature(thunk.signature) else {
            return Function::default();
        };
        func.reserve_results(&signature);
        let results = func.top;
        let bank = func.bank(thunk.ty);
        let given = match receiver {
            Receiver::Boxed => Some(func.alloc(Bank::Ref)),
            Receiver::Param => Some(func.alloc(bank)),
            Receiver::Captured => None,
        };
        let mut params = Vec::new();
        for param in signature.params.iter() {
            let bank = func.bank(param.ty);
            params.push(Operand {
                slot: func.alloc(bank),
                bank,
                fresh: true,
            });
        }
        let counts = Slots {
            nums: func.top.nums - results.nums,
            refs: func.top.refs - results.refs,
        };
        let slot = given.unwrap_or_else(|| func.alloc(Bank::Ref));
        let is_wrapped = bank == Bank::Num && receiver != Receiver::Param;
        let value = if is_wrapped {
            func.number_op(None, |to| Op::Unwrap(to, slot))
        } else {
            Operand {
                slot,
                bank,
                fresh: receiver == Receiver::Param,
            }
        };
        func.pass_on(Location::Value(value), thunk, params);
        func.finish(results, counts)
    }
}

/// How a method's receiver comes to a function that passes it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Receiver {
    /// As the first reference, out of an interface.
    Boxed,
    /// As a capture.
    Captured,
    /// As the first parameter.
    Param,
}
