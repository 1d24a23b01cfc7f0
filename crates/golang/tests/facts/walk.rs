//! A walk over a tree that shows each expression and name to [`Facts`].

use golang::syntax::ast::{
    ArrayLen, Block, CaseClause, Decl, Expr, ExprKind, FieldList, File, FuncType, Group, Stmt,
    StmtKind, ValueSpec,
};

use super::Facts;

pub(super) fn file(file: &File, facts: &mut Facts<'_>) {
    for decl in &file.decls {
        match decl {
            Decl::Func(func) => {
                if let Some(recv) = &func.recv {
                    fields(recv, facts);
                }
                facts.ident(&func.name);
                func_type(&func.ty, facts);
                if let Some(body) = &func.body {
                    block(body, facts);
                }
            }
            other => declaration(other, facts),
        }
    }
}

fn declaration(decl: &Decl, facts: &mut Facts<'_>) {
    match decl {
        Decl::Import(group) => {
            for name in group.specs.iter().filter_map(|spec| spec.name.as_ref()) {
                facts.ident(name);
            }
        }
        Decl::Const(group) | Decl::Var(group) => values(group, facts),
        Decl::Type(group) => {
            for spec in &group.specs {
                facts.ident(&spec.name);
                spec.type_params.iter().for_each(|list| fields(list, facts));
                expr(&spec.ty, facts);
            }
        }
        Decl::Func(_) => {}
    }
}

fn values(group: &Group<ValueSpec>, facts: &mut Facts<'_>) {
    for spec in &group.specs {
        spec.names.iter().for_each(|name| facts.ident(name));
        exprs(spec.ty.iter().chain(&spec.values), facts);
    }
}

fn fields(list: &FieldList, facts: &mut Facts<'_>) {
    for field in &list.fields {
        field.names.iter().for_each(|name| facts.ident(name));
        expr(&field.ty, facts);
    }
}

fn func_type(ty: &FuncType, facts: &mut Facts<'_>) {
    let lists = ty.type_params.iter().chain([&ty.params]).chain(&ty.results);
    lists.for_each(|list| fields(list, facts));
}

fn exprs<'a>(list: impl IntoIterator<Item = &'a Expr>, facts: &mut Facts<'_>) {
    for one in list {
        expr(one, facts);
    }
}

fn expr(one: &Expr, facts: &mut Facts<'_>) {
    facts.expr(one);
    match &one.kind {
        ExprKind::Bad | ExprKind::Basic(_) => {}
        ExprKind::Ident(ident) => facts.ident(ident),
        ExprKind::Ellipsis(elem) => exprs(elem.as_deref(), facts),
        ExprKind::Composite(literal) => exprs(literal.ty.iter().chain(&literal.elements), facts),
        ExprKind::FuncLit(literal) => {
            func_type(&literal.ty, facts);
            block(&literal.body, facts);
        }
        ExprKind::Paren(x) | ExprKind::Star(x) | ExprKind::Unary(_, x) => expr(x, facts),
        ExprKind::Selector(x, sel) => {
            expr(x, facts);
            facts.ident(sel);
        }
        ExprKind::Index(index) => exprs([&index.x].into_iter().chain(&index.indices), facts),
        ExprKind::Slice(slice) => {
            let bounds = [&slice.lo, &slice.hi, &slice.max];
            exprs(
                [&slice.x].into_iter().chain(bounds.into_iter().flatten()),
                facts,
            );
        }
        ExprKind::TypeAssert(x, ty) => exprs([&**x].into_iter().chain(ty.as_deref()), facts),
        ExprKind::Call(call) => exprs([&call.fun].into_iter().chain(&call.args), facts),
        ExprKind::Binary(binary) => exprs([&binary.x, &binary.y], facts),
        ExprKind::KeyValue(pair) => exprs([&pair.key, &pair.value], facts),
        ExprKind::Array(array) => {
            if let ArrayLen::Len(len) = &array.len {
                expr(len, facts);
            }
            expr(&array.elem, facts);
        }
        ExprKind::Struct(list) | ExprKind::Interface(list) => fields(list, facts),
        ExprKind::Func(ty) => func_type(ty, facts),
        ExprKind::Map(key, elem) => exprs([&**key, &**elem], facts),
        ExprKind::Chan(chan) => expr(&chan.elem, facts),
    }
}

fn block(block: &Block, facts: &mut Facts<'_>) {
    stmts(&block.stmts, facts);
}

fn stmts<'a>(list: impl IntoIterator<Item = &'a Stmt>, facts: &mut Facts<'_>) {
    for one in list {
        stmt(one, facts);
    }
}

fn clauses(list: &[CaseClause], facts: &mut Facts<'_>) {
    for clause in list {
        facts.clause(clause);
        exprs(&clause.values, facts);
        stmts(&clause.body, facts);
    }
}

fn stmt(one: &Stmt, facts: &mut Facts<'_>) {
    match &one.kind {
        StmtKind::Bad | StmtKind::Empty(_) | StmtKind::Branch(..) => {}
        StmtKind::Decl(decl) => declaration(decl, facts),
        StmtKind::Labeled(_, _, inner) => stmt(inner, facts),
        StmtKind::Expr(x) | StmtKind::Go(x) | StmtKind::Defer(x) => expr(x, facts),
        StmtKind::Send(send) => exprs([&send.chan, &send.value], facts),
        StmtKind::IncDec(step) => expr(&step.x, facts),
        StmtKind::Assign(assign) => exprs(assign.lhs.iter().chain(&assign.rhs), facts),
        StmtKind::Return(list) => exprs(list, facts),
        StmtKind::Block(inner) => block(inner, facts),
        StmtKind::If(branch) => {
            stmts(&branch.init, facts);
            expr(&branch.cond, facts);
            block(&branch.body, facts);
            stmts(&branch.otherwise, facts);
        }
        StmtKind::Switch(switch) => {
            stmts(&switch.init, facts);
            exprs(&switch.tag, facts);
            clauses(&switch.clauses, facts);
        }
        StmtKind::TypeSwitch(switch) => {
            stmts(&switch.init, facts);
            expr(&switch.guard, facts);
            clauses(&switch.clauses, facts);
        }
        StmtKind::Select(select) => {
            for clause in &select.clauses {
                stmts(&clause.comm, facts);
                stmts(&clause.body, facts);
            }
        }
        StmtKind::For(looping) => {
            stmts(&looping.init, facts);
            exprs(&looping.cond, facts);
            stmts(&looping.post, facts);
            block(&looping.body, facts);
        }
        StmtKind::Range(range) => {
            exprs(
                range.key.iter().chain(&range.value).chain([&range.x]),
                facts,
            );
            block(&range.body, facts);
        }
    }
}
