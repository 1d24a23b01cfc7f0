//! Values of a `return`, and lists of types in messages.

use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::{Operand, Target, TargetName};

impl<'a> Checker<'a> {
    /// The values of a `return`.
    pub(super) fn return_values(&mut self, wanted: &[TypeId], values: &'a [Expr], pos: Pos) {
        let context = "return statement";
        let is_call = matches!(values, [one] if matches!(one.unparen().kind, ExprKind::Call(_)));
        if wanted.len() == values.len() && !is_call {
            let names = self.env.results.clone();
            for (i, (&ty, value)) in wanted.iter().zip(values).enumerate() {
                let name = names
                    .get(i)
                    .map_or(TargetName::Result, |&obj| TargetName::Object(obj));
                let target = Target::new(ty, name);
                let mut x = self.expr(value, Some(target));
                self.assignment(&mut x, Some(ty), context);
            }
            return;
        }
        let mut results = match values {
            [one] => self.multi_expr(one, false).0,
            _ => values.iter().map(|value| self.expr(value, None)).collect(),
        };
        if results.iter().any(|x| !x.is_valid()) {
            return;
        }
        if results.len() == wanted.len() {
            for (&ty, x) in wanted.iter().zip(&mut results) {
                self.assignment(x, Some(ty), context);
            }
            return;
        }
        let (which, pos) = match results.len().checked_sub(wanted.len()) {
            Some(_) => ("too many", results[wanted.len()].pos()),
            None => ("not enough", results.last().map_or(pos, Operand::pos)),
        };
        let have: Vec<TypeId> = results.iter().map(|x| x.ty).collect();
        let message = format!(
            "{which} return values\n\thave {}\n\twant {}",
            self.summary(&have, false, false),
            self.summary(wanted, false, false)
        );
        self.error(pos, message);
    }

    /// Types in parentheses, as messages about counts have them.
    pub(super) fn summary(&self, types: &[TypeId], variadic: bool, dots: bool) -> String {
        let mut list = Vec::new();
        for (i, &ty) in types.iter().enumerate() {
            let mut text = if ty == TypeId::INVALID {
                "unknown type".to_owned()
            } else if self.is_untyped_numeric(ty) {
                "number".to_owned()
            } else {
                self.types.display(ty).replace("untyped ", "")
            };
            if i + 1 == types.len() {
                if variadic {
                    if let Type::Slice(elem) = self.types.get(ty) {
                        text = self.types.display(*elem);
                    }
                    text = format!("...{text}");
                } else if dots {
                    text += "...";
                }
            }
            list.push(text);
        }
        format!("({})", list.join(", "))
    }
}
