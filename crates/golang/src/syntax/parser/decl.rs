//! Files and declarations.

use crate::syntax::ast::{Decl, Expr, File, Group, Ident, ImportSpec, LitKind, ValueSpec};
use crate::syntax::pos::Pos;

use super::{Parser, Token};

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
            module_version: None,
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
}
