//! Files and declarations.

use super::{Parser, Token};
use crate::syntax::ast::{
    Binary, Decl, Expr, ExprKind, FieldList, File, FuncDecl, FuncType, Group, Ident, ImportSpec,
    LitKind, TypeSpec, ValueSpec,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::BinaryOp;

const DECLARATIONS: &[Token] = &[
    Token::Import,
    Token::Const,
    Token::Type,
    Token::Var,
    Token::Func,
];

impl Parser<'_> {
    /// `package name; { import ; } { declaration ; }`
    pub(super) fn file(&mut self, index: usize) -> Option<File> {
        let package = self.pos();
        let go_version = self.comments.go_version();
        if !self.got(Token::Package) {
            self.syntax_error("package statement must be first");
            return None;
        }
        let name = self.name();
        self.want(Token::Semicolon);
        let mut file = File {
            index,
            go_version,
            package,
            name,
            decls: Vec::new(),
            comments: Vec::new(),
        };
        // Go's compiler stops here, too: nothing below would make sense.
        if self.errors.is_empty() {
            self.declarations(&mut file.decls);
        }
        file.comments = std::mem::take(&mut self.comments.groups);
        Some(file)
    }

    fn declarations(&mut self, decls: &mut Vec<Decl>) {
        let mut previous = Token::Import;
        while self.token != Token::Eof {
            if self.token == Token::Import && previous != Token::Import {
                self.syntax_error("imports must appear before other declarations");
            }
            previous = self.token;
            let Some(decl) = self.declaration() else {
                let headless =
                    matches!(decls.last(), Some(Decl::Func(func)) if func.body.is_none());
                if self.token == Token::LBrace && headless {
                    self.syntax_error("unexpected semicolon or newline before {");
                } else {
                    self.syntax_error("non-declaration statement outside function body");
                }
                self.skip_to(DECLARATIONS);
                continue;
            };
            decls.push(decl);
            if self.token != Token::Eof && !self.got(Token::Semicolon) {
                self.syntax_error("after top level declaration");
                self.skip_to(DECLARATIONS);
            }
        }
    }

    fn declaration(&mut self) -> Option<Decl> {
        let pos = self.pos();
        Some(match self.token {
            Token::Import => Decl::Import(self.group(Self::import_spec)),
            Token::Func => {
                self.next();
                Decl::Func(Box::new(self.func_decl(pos)))
            }
            _ => return self.local_declaration(),
        })
    }

    /// A declaration that may also stand in a block.
    pub(super) fn local_declaration(&mut self) -> Option<Decl> {
        Some(match self.token {
            Token::Const => Decl::Const(self.group(Self::const_spec)),
            Token::Type => Decl::Type(self.group(|parser, _| parser.type_spec())),
            Token::Var => Decl::Var(self.group(|parser, _| parser.var_spec())),
            _ => return None,
        })
    }

    /// A keyword and one specification, or several in parentheses. `spec` gets the index.
    fn group<T>(&mut self, spec: impl Fn(&mut Self, u32) -> T) -> Group<T> {
        let pos = self.pos();
        self.next();
        let (mut lparen, mut rparen) = (Pos::NONE, Pos::NONE);
        let mut specs = Vec::new();
        if self.token == Token::LParen {
            lparen = self.pos();
            self.next();
            let mut index = 0;
            rparen = self.list(
                "grouped declaration",
                Token::Semicolon,
                Token::RParen,
                |parser| {
                    specs.push(spec(parser, index));
                    index += 1;
                    false
                },
            );
        } else {
            specs.push(spec(self, 0));
        }
        Group {
            pos,
            lparen,
            specs,
            rparen,
            end: self.end(),
        }
    }

    /// `[ name | . ] "path"`
    fn import_spec(&mut self, _index: u32) -> ImportSpec {
        let pos = self.pos();
        let name = matches!(self.token, Token::Name | Token::Period).then(|| self.take_as_name());
        let path = if let Some(path) = self.literal() {
            if path.kind != LitKind::Str {
                self.syntax_error_at(path.pos, "import path must be a string");
            }
            path
        } else {
            self.syntax_error("missing import path");
            self.skip_to(&[Token::Semicolon, Token::RParen]);
            self.missing_path()
        };
        ImportSpec {
            id: self.node_id(),
            name,
            path,
            pos,
            end: self.end(),
            comment: self.comment_follows(),
        }
    }

    fn missing_path(&mut self) -> crate::syntax::ast::BasicLit {
        let text = self.session.names.intern("\"\"");
        let pos = self.pos();
        crate::syntax::ast::BasicLit {
            kind: LitKind::Str,
            text,
            pos,
            end: pos,
        }
    }

    /// `names [ [ type ] = values ]`
    fn const_spec(&mut self, iota: u32) -> ValueSpec {
        let pos = self.pos();
        let names = self.names();
        let (mut ty, mut values) = (None, Vec::new());
        if !matches!(self.token, Token::Eof | Token::Semicolon | Token::RParen) {
            ty = self.type_or_none();
            if self.got_assign().is_some() {
                values = self.exprs();
            }
        }
        self.value_spec(pos, names, ty, values, iota)
    }

    /// `names ( type [ = values ] | = values )`
    fn var_spec(&mut self) -> ValueSpec {
        let pos = self.pos();
        let names = self.names();
        let (mut ty, mut values) = (None, Vec::new());
        if self.got_assign().is_some() {
            values = self.exprs();
        } else {
            ty = Some(self.type_expr());
            if self.got_assign().is_some() {
                values = self.exprs();
            }
        }
        self.value_spec(pos, names, ty, values, 0)
    }

    fn value_spec(
        &mut self,
        pos: Pos,
        names: Vec<Ident>,
        ty: Option<Expr>,
        values: Vec<Expr>,
        iota: u32,
    ) -> ValueSpec {
        ValueSpec {
            id: self.node_id(),
            names,
            ty,
            values,
            iota,
            pos,
            end: self.end(),
            comment: self.comment_follows(),
        }
    }

    fn names(&mut self) -> Vec<Ident> {
        let mut names = vec![self.name()];
        while self.got(Token::Comma) {
            names.push(self.name());
        }
        names
    }

    /// `name [ type parameters ] [ = ] type`
    fn type_spec(&mut self) -> TypeSpec {
        let name = self.name();
        let mut type_params = None;
        let mut assign = Pos::NONE;
        let ty = if self.token == Token::LBrack {
            let open = self.pos();
            self.next();
            match self.token {
                Token::Name => match self.params_or_length(open) {
                    Ok(params) => {
                        type_params = Some(params);
                        assign = self.got_assign();
                        self.type_or_none()
                    }
                    Err(length) => Some(self.array_type(open, Some(length))),
                },
                Token::RBrack => {
                    self.next();
                    Some(self.slice_type(open))
                }
                _ => Some(self.array_type(open, None)),
            }
        } else {
            assign = self.got_assign();
            self.type_or_none()
        };
        let ty = ty.unwrap_or_else(|| {
            let bad = self.bad_expr();
            self.syntax_error("in type declaration");
            self.skip_to(&[Token::Semicolon, Token::RParen]);
            bad
        });
        TypeSpec {
            id: self.node_id(),
            name,
            type_params,
            assign,
            ty,
            end: self.end(),
            comment: self.comment_follows(),
        }
    }

    /// After `type T [` and before a name: type parameters, or else the length of an array.
    ///
    /// Both may look the same for long: `[P *E]` is a product to the expression rule. What can be split into a name and a
    /// type is a parameter if the rest could be nothing but a type, or if a comma follows.
    fn params_or_length(&mut self, open: Pos) -> Result<FieldList, Expr> {
        let name = self.name();
        let mut length = self.name_expr(name);
        // A length is never indexed, so `[` starts the constraint.
        if self.token != Token::LBrack {
            self.brackets += 1;
            let operand = self.operand_suffixes(length);
            length = self.binary_from(operand, 0);
            self.brackets -= 1;
        }
        let comma = self.token == Token::Comma;
        match self.split_name(length, comma) {
            Ok((name, ty)) if ty.is_some() || self.token != Token::RBrack => {
                Ok(self.param_list(open, Some((name, ty)), Token::RBrack, true, false))
            }
            Ok((name, _)) => Err(self.name_expr(name)),
            Err(length) => Err(length),
        }
    }

    /// Splits what was read as one expression into a name and a type, if the type can be no value or if `force`.
    fn split_name(&mut self, x: Expr, force: bool) -> Result<(Ident, Option<Expr>), Expr> {
        let Expr { id, pos, end, kind } = x;
        let whole = |kind| Expr { id, pos, end, kind };
        match kind {
            ExprKind::Ident(name) => Ok((name, None)),
            ExprKind::Binary(binary) if binary.op == BinaryOp::Mul => match &binary.x.kind {
                ExprKind::Ident(name) if force || binary.y.is_type_element() => {
                    let (name, op_pos) = (*name, binary.op_pos);
                    let star = Expr {
                        id,
                        pos: op_pos,
                        end,
                        kind: ExprKind::Star(Box::new(binary.y)),
                    };
                    Ok((name, Some(star)))
                }
                _ => Err(whole(ExprKind::Binary(binary))),
            },
            ExprKind::Binary(binary) if binary.op == BinaryOp::Or => {
                let Binary { x, op_pos, op, y } = *binary;
                let force = force || y.is_type_element();
                match self.split_name(x, force) {
                    Ok((name, Some(left))) => {
                        let pos = left.pos;
                        let union = Binary {
                            x: left,
                            op_pos,
                            op,
                            y,
                        };
                        Ok((
                            name,
                            Some(Expr {
                                id,
                                pos,
                                end,
                                kind: ExprKind::Binary(Box::new(union)),
                            }),
                        ))
                    }
                    Ok((name, None)) => {
                        let x = self.name_expr(name);
                        Err(whole(ExprKind::Binary(Box::new(Binary {
                            x,
                            op_pos,
                            op,
                            y,
                        }))))
                    }
                    Err(x) => Err(whole(ExprKind::Binary(Box::new(Binary {
                        x,
                        op_pos,
                        op,
                        y,
                    })))),
                }
            }
            ExprKind::Call(mut call) => match &call.fun.kind {
                ExprKind::Ident(name)
                    if call.args.len() == 1
                        && !call.ellipsis.is_some()
                        && (force || call.args[0].is_type_element()) =>
                {
                    let name = *name;
                    let inner = call.args.remove(0);
                    let paren = Expr {
                        id,
                        pos: call.lparen,
                        end,
                        kind: ExprKind::Paren(Box::new(inner)),
                    };
                    Ok((name, Some(paren)))
                }
                _ => Err(whole(ExprKind::Call(call))),
            },
            kind => Err(whole(kind)),
        }
    }

    /// `[ receiver ] name [ type parameters ] signature [ body ]` after `func` at `pos`.
    fn func_decl(&mut self, pos: Pos) -> FuncDecl {
        let recv = (self.token == Token::LParen).then(|| self.receiver());
        let (name, ty) = if self.token == Token::Name {
            let name = self.name();
            (name, self.func_type(pos, ""))
        } else {
            let name = self.blank();
            self.syntax_error(if recv.is_some() {
                "expected name"
            } else {
                "expected name or ("
            });
            self.skip_to(&[Token::LBrace, Token::Semicolon]);
            let params = FieldList {
                open: Pos::NONE,
                fields: Vec::new(),
                close: Pos::NONE,
            };
            (
                name,
                FuncType {
                    func: pos,
                    type_params: None,
                    params,
                    results: None,
                    end: self.end(),
                },
            )
        };
        let body = (self.token == Token::LBrace).then(|| self.func_body());
        FuncDecl {
            id: self.node_id(),
            pos,
            recv,
            name,
            ty,
            body,
            end: self.end(),
        }
    }

    fn receiver(&mut self) -> FieldList {
        let open = self.pos();
        self.next();
        let mut recv = self.param_list(open, None, Token::RParen, false, false);
        let pos = self.pos();
        match recv.count() {
            0 => {
                self.error_at(pos, "method has no receiver".to_owned());
                let bad = self.bad_expr();
                let field = self.field(pos, Vec::new(), bad);
                recv.fields.push(field);
            }
            1 => {}
            _ => {
                self.error_at(pos, "method has multiple receivers".to_owned());
                recv.fields.truncate(1);
                recv.fields[0].names.truncate(1);
            }
        }
        recv
    }
}
