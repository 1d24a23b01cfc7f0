//! Imports in order: those on successive lines are sorted by path, and what is there twice goes.

use crate::syntax::ast::{Comment, CommentGroup, Decl, File, Group, ImportSpec};
use crate::syntax::literal;
use crate::syntax::pos::{Pos, SourceFile};
use crate::syntax::symbol::Interner;

/// Sorts the imports of `tree`. Lines of `file` are joined where an import goes.
pub(super) fn sort(tree: &mut File, file: &mut SourceFile, names: &Interner) {
    for decl in &mut tree.decls {
        // Imports come first.
        let Decl::Import(group) = decl else {
            break;
        };
        if group.lparen.is_some() {
            sort_group(group, &mut tree.comments, file, names);
        }
    }
}

fn sort_group(
    group: &mut Group<ImportSpec>,
    comments: &mut [CommentGroup],
    file: &mut SourceFile,
    names: &Interner,
) {
    let mut sorted = Vec::new();
    let mut run: Vec<ImportSpec> = Vec::new();
    for spec in std::mem::take(&mut group.specs) {
        let apart = run
            .last()
            .is_some_and(|last| file.line(spec.pos) > file.line(last.end) + 1);
        if apart {
            sorted.extend(sort_run(
                std::mem::take(&mut run),
                comments,
                file,
                names,
                group.rparen,
            ));
        }
        run.push(spec);
    }
    sorted.extend(sort_run(run, comments, file, names, group.rparen));
    group.specs = sorted;
    // Imports that went may have left blank lines at the end.
    if let Some(last) = group.specs.last() {
        let line = file.line(last.pos);
        for blank in (line + 1..file.line(group.rparen)).rev() {
            file.join_line(blank);
        }
    }
}

/// The order of an import, and what makes it equal to another.
fn key(
    spec: &ImportSpec,
    comments: &[CommentGroup],
    file: &SourceFile,
    names: &Interner,
) -> (String, String, String) {
    let path = literal::string_value(names.get(spec.path.text)).unwrap_or_default();
    let name = spec
        .name
        .map_or(String::new(), |name| names.get(name.name).to_owned());
    let line = file.line(spec.end);
    let trailing = comments.iter().find(|group| {
        let pos = group.list[0].pos;
        spec.comment && pos >= spec.end && file.line(pos) == line
    });
    let comment = trailing.map_or(String::new(), |group| group.list[0].text.clone());
    (String::from_utf8_lossy(&path).into_owned(), name, comment)
}

/// Sorts imports on successive lines. They take each other's positions, and their comments move with them.
fn sort_run(
    specs: Vec<ImportSpec>,
    comments: &mut [CommentGroup],
    file: &mut SourceFile,
    names: &Interner,
    rparen: Pos,
) -> Vec<ImportSpec> {
    if specs.len() <= 1 {
        return specs;
    }
    let places: Vec<(Pos, Pos)> = specs.iter().map(|spec| (spec.pos, spec.end)).collect();
    let range = comments_of(&places, comments, file);
    let owners = owners(&places, &comments[range.clone()], file);
    let keys: Vec<_> = specs
        .iter()
        .map(|spec| key(spec, comments, file, names))
        .collect();
    let mut order: Vec<usize> = (0..specs.len()).collect();
    order.sort_by(|&a, &b| keys[a].cmp(&keys[b]));

    let mut specs: Vec<Option<ImportSpec>> = specs.into_iter().map(Some).collect();
    let mut sorted: Vec<(usize, ImportSpec)> = Vec::new();
    for (rank, &index) in order.iter().enumerate() {
        let Some(spec) = specs[index].take() else {
            continue;
        };
        let same_next = order
            .get(rank + 1)
            .is_some_and(|&next| keys[next].0 == keys[index].0 && keys[next].1 == keys[index].1);
        if same_next && !spec.comment {
            let line = file.line(spec.pos);
            if line != file.line(rparen) {
                file.join_line(line);
            }
        } else {
            sorted.push((index, spec));
        }
    }
    let mut result = Vec::new();
    for ((index, mut spec), &(start, end)) in sorted.into_iter().zip(&places) {
        move_to(&mut spec, start, end);
        for (group, owner) in comments[range.clone()].iter_mut().zip(&owners) {
            if owner.spec == index {
                let to = if owner.left { start } else { end };
                group
                    .list
                    .iter_mut()
                    .for_each(|comment| move_comment(comment, to));
            }
        }
        result.push(spec);
    }
    // Of two comments at one position, a line comment comes last.
    comments[range].sort_by_key(|group| group.list[0].pos);
    result
}

/// The indices of the comments on the lines of the imports.
fn comments_of(
    places: &[(Pos, Pos)],
    comments: &[CommentGroup],
    file: &SourceFile,
) -> std::ops::Range<usize> {
    let first_line = file.line(places[0].0);
    let last_line = file.line(places[places.len() - 1].1);
    let start = file.pos(file.line_start(first_line));
    let end = file.pos(file.line_start(last_line + 1));
    let end_of = |group: &CommentGroup| group.list.last().map_or(Pos::NONE, |comment| comment.end);
    let until = comments
        .iter()
        .position(|group| end_of(group) >= end)
        .unwrap_or(comments.len());
    let from = comments
        .iter()
        .position(|group| group.list[0].pos >= start)
        .unwrap_or(comments.len());
    from.min(until)..until
}

/// Which import a comment moves with, and whether it stands before it.
struct Owner {
    spec: usize,
    left: bool,
}

fn owners(places: &[(Pos, Pos)], comments: &[CommentGroup], file: &SourceFile) -> Vec<Owner> {
    let mut spec = 0;
    let mut owners = Vec::new();
    for group in comments {
        let pos = group.list[0].pos;
        while places.get(spec + 1).is_some_and(|(start, _)| *start <= pos) {
            spec += 1;
        }
        let before_first = spec == 0 && places[0].0 > pos;
        let on_next_line =
            spec + 1 < places.len() && file.line(places[spec].0) + 1 == file.line(pos);
        if !before_first && on_next_line {
            spec += 1;
        }
        owners.push(Owner {
            spec,
            left: before_first || on_next_line,
        });
    }
    owners
}

fn move_to(spec: &mut ImportSpec, start: Pos, end: Pos) {
    if let Some(name) = &mut spec.name {
        name.pos = start;
    }
    spec.path.pos = start;
    spec.pos = start;
    spec.end = end;
}

fn move_comment(comment: &mut Comment, to: Pos) {
    comment.pos = to;
    comment.end = to.plus(comment.text.len());
}
