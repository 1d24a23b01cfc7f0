//! Composite literals.

use super::func::{Func, Operand};
use super::location::Location;
use crate::code::{Bank, Op, Shape, Slot};
use crate::syntax::ast::{Composite, Expr, ExprKind};
use crate::types::{Type, TypeId};

impl<'a> Func<'_, 'a> {
    /// `T{…}`
    pub(crate) fn composite(&mut self, composite: &'a Composite, ty: TypeId) -> Operand {
        match self.unit.types.under(ty) {
            // `&T` may be left out in an element.
            Type::Pointer(elem) => {
                let value = self.composite(composite, elem);
                self.cell_of(value, elem)
            }
            Type::Struct(_) => self.struct_literal(composite, ty),
            Type::Array(_, elem) => self.array_literal(composite, ty, elem),
            Type::Slice(elem) => self.slice_literal(composite, elem),
            Type::Map(key, elem) => self.map_literal(composite, ty, key, elem),
            _ => self.zero(ty, None),
        }
    }

    fn struct_literal(&mut self, composite: &'a Composite, ty: TypeId) -> Operand {
        let Type::Struct(fields) = self.unit.types.under(ty) else {
            return self.zero(ty, None);
        };
        let made = self.zero(ty, None);
        for (number, element) in composite.elements.iter().enumerate() {
            let (place, value) = match &element.kind {
                ExprKind::KeyValue(pair) => {
                    let name = pair.key.as_ident().map(|ident| ident.name);
                    let place = fields
                        .fields
                        .iter()
                        .position(|field| Some(field.name) == name);
                    (place.unwrap_or(0), &pair.value)
                }
                _ => (number, element),
            };
            let offset = self.unit.desc(ty).fields[place].offset;
            self.set_field(made, (ty, place), offset, value);
        }
        made
    }

    /// Evaluates a field of a literal into its place.
    fn set_field(
        &mut self,
        made: Operand,
        (ty, field): (TypeId, usize),
        offset: Shape,
        value: &'a Expr,
    ) {
        let Type::Struct(fields) = self.unit.types.under(ty) else {
            return;
        };
        let field_ty = fields.fields[field].ty;
        let before = self.top;
        let element = self.element(value, field_ty);
        self.name_channel(value, element.slot, |func| func.field_name(ty, field));
        if made.bank == Bank::Ref {
            self.store(Location::Memory(made.slot, offset), field_ty, element);
        }
        self.top = before;
    }

    /// An element of a literal; its type may be left out.
    fn element(&mut self, value: &'a Expr, ty: TypeId) -> Operand {
        match &value.kind {
            ExprKind::Composite(composite) if composite.ty.is_none() => {
                self.composite(composite, ty)
            }
            _ => self.eval_as(value, ty, None),
        }
    }

    /// The elements of an array or slice with their indices, and the length.
    fn indexed(&self, composite: &'a Composite) -> (Vec<(u64, &'a Expr)>, u64) {
        let (mut next, mut len, mut list) = (0, 0, Vec::new());
        for element in &composite.elements {
            let value = match &element.kind {
                ExprKind::KeyValue(pair) => {
                    let key = self
                        .unit
                        .info
                        .expr(pair.key.id)
                        .and_then(|info| info.value.clone());
                    next = key.and_then(|key| key.to_u64()).unwrap_or(0);
                    &pair.value
                }
                _ => element,
            };
            list.push((next, value));
            next += 1;
            len = len.max(next);
        }
        (list, len)
    }

    fn array_literal(&mut self, composite: &'a Composite, ty: TypeId, elem: TypeId) -> Operand {
        let made = self.zero(ty, None);
        let (list, _) = self.indexed(composite);
        self.set_elements(made, &list, elem);
        made
    }

    fn slice_literal(&mut self, composite: &'a Composite, elem: TypeId) -> Operand {
        let (list, len) = self.indexed(composite);
        let (slot, count, number) = (self.alloc(Bank::Ref), self.alloc(Bank::Num), self.no(elem));
        self.number_constant(count, len);
        self.emit(Op::MakeSlice(slot, count, count, number));
        let made = Operand::reference(slot);
        self.set_elements(made, &list, elem);
        made
    }

    fn set_elements(&mut self, made: Operand, list: &[(u64, &'a Expr)], elem: TypeId) {
        let number = self.no(elem);
        for (index, value) in list {
            let before = self.top;
            let value = self.element(value, elem);
            if made.bank == Bank::Ref {
                let at = self.alloc(Bank::Num);
                self.number_constant(at, *index);
                self.store(Location::Element(made.slot, at, number), elem, value);
            }
            self.top = before;
        }
    }

    fn map_literal(
        &mut self,
        composite: &'a Composite,
        ty: TypeId,
        key: TypeId,
        elem: TypeId,
    ) -> Operand {
        let (slot, number): (Slot, _) = (self.alloc(Bank::Ref), self.no(ty));
        self.emit(Op::MakeMap(slot));
        for element in &composite.elements {
            let ExprKind::KeyValue(pair) = &element.kind else {
                continue;
            };
            let before = self.top;
            let at = self.element(&pair.key, key);
            let at = self.owned(at, key);
            let value = self.element(&pair.value, elem);
            let value = self.owned(value, elem);
            self.set_entry((slot, at.slot), value.slot, number);
            self.top = before;
        }
        Operand::reference(slot)
    }
}
