//! One function in the middle of its compilation: its operations, slots and variables.

use super::unit::{Substitution, Unit};
use crate::code::{Bank, Op, Shape, Slot, Slots, Target, TypeNo};
use crate::syntax::ast::{Block, Expr};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::{ObjId, TypeId};
use std::collections::BTreeMap;

/// A value in a slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operand {
    pub(crate) slot: Slot,
    pub(crate) bank: Bank,
    /// Whether a handle of memory belongs to nobody else yet.
    pub(crate) fresh: bool,
}

impl Operand {
    pub(crate) fn num(slot: Slot) -> Operand {
        Operand {
            slot,
            bank: Bank::Num,
            fresh: false,
        }
    }

    pub(crate) fn reference(slot: Slot) -> Operand {
        Operand {
            slot,
            bank: Bank::Ref,
            fresh: false,
        }
    }

    pub(crate) fn fresh(slot: Slot) -> Operand {
        Operand {
            slot,
            bank: Bank::Ref,
            fresh: true,
        }
    }
}

/// How a variable is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Its value is in its slot.
    Plain(Bank),
    /// Its slot holds the handle of its memory; whether nobody else can have it.
    Handle(bool),
    /// Its slot holds a pointer to a cell with its value.
    Cell(Bank),
}

/// A local variable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub(crate) slot: Slot,
    pub(crate) form: Form,
}

/// A statement that can be left by `break` or `continue`.
pub(crate) struct Scope {
    pub(crate) label: Option<Symbol>,
    /// The jumps to its end.
    pub(crate) breaks: Vec<usize>,
    /// The jumps to its next iteration; none if it is no loop.
    pub(crate) continues: Option<Vec<usize>>,
    /// How many bodies of loops over functions are around it, its own not counted.
    pub(crate) bodies: usize,
}

/// A loop over a function whose body is being compiled.
pub(crate) struct BodyScope<'a> {
    /// The body.
    pub(crate) block: &'a Block,
    /// The scope of the loop.
    pub(crate) scope: usize,
    /// The number slot that says how the body was left.
    pub(crate) state: Slot,
    /// The ways out of the body other than its end: what `state` is for each.
    pub(crate) exits: Vec<Exit>,
}

/// A way out of the body of a loop over a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// `return`; the results are in their places.
    Return,
    /// `break` of the scope of this number.
    Break(usize),
    /// `continue` of the scope of this number.
    Continue(usize),
    /// `goto` this label.
    Goto(Symbol),
}

/// A result of the function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultPlace {
    /// Its slot in the window.
    pub(crate) slot: Slot,
    pub(crate) ty: TypeId,
    /// The variable, if it has a name.
    pub(crate) variable: Option<Variable>,
}

/// A function in the middle of its compilation.
pub(crate) struct Func<'u, 'a> {
    pub(crate) unit: &'u mut Unit<'a>,
    pub(crate) number: u32,
    pub(crate) subst: Substitution,
    pub(crate) ops: Vec<Op>,
    pub(crate) lines: Vec<u32>,
    /// The texts of what operations are applied to, by the operations.
    pub(crate) names: BTreeMap<u32, u32>,
    /// The line of the statement.
    pub(crate) line: u32,
    /// The slots in use.
    pub(crate) top: Slots,
    /// The most slots that were in use at once.
    pub(crate) most: Slots,
    pub(crate) vars: BTreeMap<ObjId, Variable>,
    pub(crate) results: Vec<ResultPlace>,
    pub(crate) has_defer: bool,
    /// The jumps to the epilogue.
    pub(crate) returns: Vec<usize>,
    pub(crate) scopes: Vec<Scope>,
    pub(crate) bodies: Vec<BodyScope<'a>>,
    /// The label of the statement that comes next.
    pub(crate) next_label: Option<Symbol>,
    pub(crate) labels: BTreeMap<Symbol, Target>,
    pub(crate) gotos: Vec<(usize, Symbol)>,
    /// Whether loops have one variable for all iterations, as before Go 1.22.
    pub(crate) old_loops: bool,
    /// The operation after a recovered panic.
    pub(crate) epilogue: Target,
    /// The slots of results named `_`.
    pub(crate) blank_results: Vec<Slot>,
    /// Whether the slots ran out.
    overflowed: bool,
}

impl<'u, 'a> Func<'u, 'a> {
    pub(crate) fn new(unit: &'u mut Unit<'a>, number: u32, subst: Substitution) -> Func<'u, 'a> {
        Func {
            unit,
            number,
            subst,
            ops: Vec::new(),
            lines: Vec::new(),
            names: BTreeMap::new(),
            line: 0,
            top: Slots::default(),
            most: Slots::default(),
            vars: BTreeMap::new(),
            results: Vec::new(),
            has_defer: false,
            returns: Vec::new(),
            scopes: Vec::new(),
            bodies: Vec::new(),
            next_label: None,
            labels: BTreeMap::new(),
            gotos: Vec::new(),
            old_loops: false,
            epilogue: 0,
            blank_results: Vec::new(),
            overflowed: false,
        }
    }

    /// A type with the type arguments of this function.
    pub(crate) fn subst(&mut self, ty: TypeId) -> TypeId {
        let Substitution { params, args } = &self.subst;
        self.unit.types.subst_list(ty, params, args)
    }

    /// The type of an expression.
    pub(crate) fn ty(&mut self, expr: &Expr) -> TypeId {
        let ty = self.unit.info.type_of(expr.id);
        self.subst(ty)
    }

    /// The number of a type.
    pub(crate) fn no(&mut self, ty: TypeId) -> TypeNo {
        self.unit.type_no(ty)
    }

    /// The bank of a type's values.
    pub(crate) fn bank(&mut self, ty: TypeId) -> Bank {
        self.unit.desc(ty).bank()
    }

    /// Whether values of a type are handles of memory.
    pub(crate) fn is_memory(&mut self, ty: TypeId) -> bool {
        self.unit.desc(ty).is_memory()
    }

    /// The memory that a type takes.
    pub(crate) fn shape(&mut self, ty: TypeId) -> Shape {
        self.unit.desc(ty).shape
    }

    pub(crate) fn emit(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.lines.push(self.line);
        self.ops.len() - 1
    }

    /// The place of the next operation.
    pub(crate) fn here(&self) -> Target {
        super::unit::index(self.ops.len())
    }

    /// Lets a jump go to a place.
    pub(crate) fn patch(&mut self, jump: usize, to: Target) {
        match &mut self.ops[jump] {
            Op::Jump(target)
            | Op::JumpIf(_, target)
            | Op::JumpIfNot(_, target)
            | Op::JumpEqual(_, _, target)
            | Op::JumpUnequal(_, _, target)
            | Op::JumpLess(_, _, target)
            | Op::JumpLessEqual(_, _, target)
            | Op::JumpLessInt(_, _, target)
            | Op::JumpAtLeastInt(_, _, target)
            | Op::JumpEqualInt(_, _, target)
            | Op::JumpUnequalInt(_, _, target)
            | Op::Yield(_, target) => *target = to,
            op => unreachable!("{op:?} is no jump"),
        }
    }

    /// Lets jumps go to the next operation.
    pub(crate) fn patch_here(&mut self, jumps: Vec<usize>) {
        let here = self.here();
        for jump in jumps {
            self.patch(jump, here);
        }
    }

    /// The line of a position.
    pub(crate) fn line_of(&self, pos: Pos) -> u32 {
        self.unit.session.files.line(pos)
    }

    /// A new slot of a bank.
    pub(crate) fn alloc(&mut self, bank: Bank) -> Slot {
        let top = match bank {
            Bank::Num => &mut self.top.nums,
            Bank::Ref => &mut self.top.refs,
        };
        let slot = *top;
        // The last slots stay free for those that an operation takes beside the one that it names.
        if slot >= Slot::MAX - 16 {
            self.overflowed = true;
        } else {
            *top += 1;
        }
        self.most.nums = self.most.nums.max(self.top.nums);
        self.most.refs = self.most.refs.max(self.top.refs);
        slot
    }

    /// New slots of a bank, one after the other.
    pub(crate) fn alloc_many(&mut self, bank: Bank, count: usize) -> Slot {
        let first = self.alloc(bank);
        for _ in 1..count {
            self.alloc(bank);
        }
        first
    }

    /// Whether the function needs more slots than there are.
    pub(crate) fn has_overflowed(&self) -> bool {
        self.overflowed
    }

    /// The slot for a result: the one that is wanted, or a new one.
    pub(crate) fn out(&mut self, wanted: Option<Slot>, bank: Bank) -> Slot {
        wanted.unwrap_or_else(|| self.alloc(bank))
    }

    /// Copies a value into a slot of its bank.
    pub(crate) fn move_to(&mut self, to: Slot, from: Operand) {
        if to != from.slot {
            self.emit(match from.bank {
                Bank::Num => Op::Move(to, from.slot),
                Bank::Ref => Op::MoveRef(to, from.slot),
            });
        }
    }

    /// Complains that the Lab does not have something.
    pub(crate) fn refuse(&mut self, pos: Pos, message: impl Into<String>) {
        self.unit.refuse(pos, message);
    }
}
