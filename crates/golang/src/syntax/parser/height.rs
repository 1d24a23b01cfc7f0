//! The height of expressions, so that no tree is too high for recursion, whichever way it leans.

use super::Parser;
use crate::syntax::ast::{ArrayLen, Expr, ExprKind, FieldList, FuncType};

impl Parser<'_> {
    /// One more than the height of the highest part. A function literal was measured while its body was read.
    pub(super) fn height_of(&self, kind: &ExprKind) -> u32 {
        let parts = match kind {
            ExprKind::Bad | ExprKind::Ident(_) | ExprKind::Basic(_) | ExprKind::Ellipsis(None) => 0,
            ExprKind::Ellipsis(Some(x))
            | ExprKind::Paren(x)
            | ExprKind::Selector(x, _)
            | ExprKind::TypeAssert(x, None)
            | ExprKind::Star(x)
            | ExprKind::Unary(_, x) => self.height(x),
            ExprKind::Map(x, y) | ExprKind::TypeAssert(x, Some(y)) => {
                self.height(x).max(self.height(y))
            }
            ExprKind::Composite(lit) => self.heights(lit.ty.iter().chain(&lit.elements)),
            ExprKind::Index(index) => self.height(&index.x).max(self.heights(&index.indices)),
            ExprKind::Slice(slice) => {
                let bounds = slice.lo.iter().chain(&slice.hi).chain(&slice.max);
                self.height(&slice.x).max(self.heights(bounds))
            }
            ExprKind::Call(call) => self.height(&call.fun).max(self.heights(&call.args)),
            ExprKind::Binary(binary) => self.height(&binary.x).max(self.height(&binary.y)),
            ExprKind::KeyValue(pair) => self.height(&pair.key).max(self.height(&pair.value)),
            ExprKind::Array(array) => match &array.len {
                ArrayLen::Len(len) => self.height(len).max(self.height(&array.elem)),
                ArrayLen::Slice | ArrayLen::Auto(_) => self.height(&array.elem),
            },
            ExprKind::Chan(chan) => self.height(&chan.elem),
            ExprKind::Struct(fields) | ExprKind::Interface(fields) => self.fields_height(fields),
            ExprKind::Func(ty) => self.signature_height(ty),
            ExprKind::FuncLit(lit) => {
                let body = self.tallest + self.deepest.saturating_sub(self.open_stmts);
                self.signature_height(&lit.ty).max(body)
            }
        };
        parts + 1
    }

    fn height(&self, x: &Expr) -> u32 {
        let index = x.id.index().wrapping_sub(self.first_expr);
        self.heights.get(index).copied().unwrap_or(0)
    }

    fn heights<'a>(&self, all: impl IntoIterator<Item = &'a Expr>) -> u32 {
        all.into_iter().map(|x| self.height(x)).max().unwrap_or(0)
    }

    fn fields_height(&self, list: &FieldList) -> u32 {
        self.heights(list.fields.iter().map(|field| &field.ty))
    }

    fn signature_height(&self, ty: &FuncType) -> u32 {
        let lists = ty.type_params.iter().chain([&ty.params]).chain(&ty.results);
        lists
            .map(|list| self.fields_height(list))
            .max()
            .unwrap_or(0)
    }
}
