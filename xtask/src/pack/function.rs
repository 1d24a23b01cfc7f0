//! A function of the page's module, with other numbers for what it calls and for its locals.

use wasm_encoder::reencode::{self, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{Function, Instruction, MemArg, ValType};
use wasmparser::Operator;

use super::program::{Own, text};

impl Own<'_> {
    /// The function with new numbers for what it calls, and for its locals.
    pub(super) fn written(&self, functions: &[Option<u32>]) -> Result<Function, String> {
        if self.is_unused {
            let mut stub = Function::new([]);
            stub.instruction(&Instruction::Unreachable);
            stub.instruction(&Instruction::End);
            return Ok(stub);
        }
        let (kinds, locals) = self.renumbered()?;
        let mut renumber = Renumber {
            functions,
            locals: &locals,
        };
        let mut new = Function::new_with_locals_types(kinds);
        for operator in &self.operators {
            let instruction = renumber.instruction(operator.clone());
            new.instruction(&instruction.map_err(text)?);
        }
        Ok(new)
    }

    /// The kinds of its locals in their new order, and the new numbers of all, by their old ones. The more often one is
    /// used, the smaller its number among those of its kind; what is not used at all is gone.
    fn renumbered(&self) -> Result<(Vec<ValType>, Vec<u32>), String> {
        let kinds = self
            .locals
            .iter()
            .map(|kind| RoundtripReencoder.val_type(*kind));
        let kinds = kinds.collect::<Result<Vec<_>, _>>().map_err(text)?;
        let mut uses = vec![0_usize; self.parameters + kinds.len()];
        for operator in &self.operators {
            if let Operator::LocalGet { local_index }
            | Operator::LocalSet { local_index }
            | Operator::LocalTee { local_index } = operator
            {
                *uses
                    .get_mut(*local_index as usize)
                    .ok_or("a local is missing")? += 1;
            }
        }
        let kind_of = |local: usize| kinds[local - self.parameters];
        let mut order: Vec<usize> = (self.parameters..uses.len())
            .filter(|local| uses[*local] > 0)
            .collect();
        order.sort_by_key(|local| {
            let rank = match kind_of(*local) {
                ValType::I32 => 0,
                ValType::I64 => 1,
                ValType::F64 => 2,
                ValType::F32 => 3,
                ValType::V128 => 4,
                ValType::Ref(_) => 5,
            };
            (rank, usize::MAX - uses[*local])
        });
        let all = (0..self.parameters).chain(order.iter().copied());
        let mut numbers = vec![0; uses.len()];
        for (number, local) in (0..).zip(all) {
            numbers[local] = number;
        }
        Ok((order.into_iter().map(kind_of).collect(), numbers))
    }
}

/// Copies a module's parts with other numbers.
pub(super) struct Renumber<'n> {
    pub(super) functions: &'n [Option<u32>],
    pub(super) locals: &'n [u32],
}

impl Reencode for Renumber<'_> {
    type Error = String;

    fn function_index(&mut self, old: u32) -> Result<u32, reencode::Error<String>> {
        let new = self.functions.get(old as usize).copied().flatten();
        new.ok_or_else(|| reencode::Error::UserError(format!("function {old} is not kept")))
    }

    fn instruction<'a>(
        &mut self,
        operator: Operator<'a>,
    ) -> Result<Instruction<'a>, reencode::Error<String>> {
        let mut instruction = utils::instruction(self, operator)?;
        if let Instruction::LocalGet(local)
        | Instruction::LocalSet(local)
        | Instruction::LocalTee(local) = &mut instruction
        {
            *local = self.locals[*local as usize];
        }
        Ok(instruction)
    }

    /// That an access is aligned is a hint of which no engine makes use. Most say four bytes, so that others need not say more.
    fn mem_arg(&mut self, access: wasmparser::MemArg) -> Result<MemArg, reencode::Error<String>> {
        let mut access = utils::mem_arg(self, access)?;
        access.align = access.align.min(2);
        Ok(access)
    }
}
