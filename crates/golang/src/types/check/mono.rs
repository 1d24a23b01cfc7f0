//! Instantiations that would need ever larger types.
//!
//! Type parameters are vertices. What a type parameter is instantiated with flows into it, from each type parameter that
//! it mentions; a flow has weight 1 if it makes the type larger. A circle with a weight never ends.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use crate::syntax::pos::Pos;
use crate::types::ObjId;
use crate::types::ty::{NamedId, Type, TypeId};

use super::Checker;

/// Type arguments, and where they are written.
#[derive(Clone, Debug)]
pub(super) struct Instantiation {
    pub(super) params: Rc<[TypeId]>,
    pub(super) args: Rc<[TypeId]>,
    pub(super) pos: Pos,
    /// The places of those that are written.
    pub(super) places: Vec<Pos>,
}

struct Vertex {
    obj: ObjId,
    /// The weight of the heaviest known way to it, its last edge, and its length.
    weight: usize,
    last: usize,
    len: usize,
}

struct Edge {
    from: usize,
    to: usize,
    weight: usize,
    pos: Pos,
    ty: TypeId,
}

#[derive(Default)]
struct Graph {
    vertices: Vec<Vertex>,
    edges: Vec<Edge>,
    of_object: BTreeMap<ObjId, usize>,
}

impl Graph {
    fn vertex(&mut self, obj: ObjId) -> usize {
        *self.of_object.entry(obj).or_insert_with(|| {
            self.vertices.push(Vertex {
                obj,
                weight: 0,
                last: 0,
                len: 0,
            });
            self.vertices.len() - 1
        })
    }

    /// A vertex that a circle with a weight leads to.
    fn on_endless_way(&mut self) -> Option<usize> {
        let mut again = true;
        while std::mem::take(&mut again) {
            for (index, edge) in self.edges.iter().enumerate() {
                let weight = self.vertices[edge.from].weight + edge.weight;
                let len = self.vertices[edge.from].len + 1;
                let count = self.vertices.len();
                let to = &mut self.vertices[edge.to];
                if weight <= to.weight {
                    continue;
                }
                (to.last, to.len) = (index, len);
                if len == count {
                    return Some(edge.to);
                }
                to.weight = weight;
                again = true;
            }
        }
        None
    }
}

impl Checker<'_> {
    /// Complains about instantiations of the package that need ever larger types.
    pub(super) fn check_instantiations(&mut self) {
        let instantiations = std::mem::take(&mut self.instantiations);
        if !self.errors.is_empty() {
            return;
        }
        let mut graph = Graph::default();
        for Instantiation {
            params,
            args,
            pos,
            places,
        } in instantiations
        {
            for (i, (&param, &arg)) in params.iter().zip(args.iter()).enumerate() {
                let pos = places.get(i).copied().unwrap_or(pos);
                let Type::Param(to) = *self.types.get(param) else {
                    continue;
                };
                let obj = self.types.type_param(to).obj;
                if self.types.object(obj).pkg == self.env.pkg {
                    self.add_flows(&mut graph, obj, pos, arg);
                }
            }
        }
        if let Some(vertex) = graph.on_endless_way() {
            self.report_endless(&graph, vertex);
        }
    }

    fn add_flows(&mut self, graph: &mut Graph, to: ObjId, pos: Pos, arg: TypeId) {
        let mut parts = Vec::new();
        self.params_and_locals(arg, &mut parts, &mut Vec::new());
        for part in parts {
            let from = match *self.types.get(part) {
                Type::Param(param) => graph.vertex(self.types.type_param(param).obj),
                Type::Named(named) => self.local_vertex(graph, named),
                _ => continue,
            };
            let to = graph.vertex(to);
            graph.edges.push(Edge {
                from,
                to,
                weight: usize::from(part != arg),
                pos,
                ty: arg,
            });
        }
    }

    /// A type declared in a generic function depends on its type parameters.
    fn local_vertex(&self, graph: &mut Graph, named: NamedId) -> usize {
        let obj = self.types.named(named).obj;
        let is_new = !graph.of_object.contains_key(&obj);
        let to = graph.vertex(obj);
        if is_new {
            for &param in self.types.named(named).params.iter() {
                let Type::Param(id) = *self.types.get(param) else {
                    continue;
                };
                let from = graph.vertex(self.types.type_param(id).obj);
                graph.edges.push(Edge {
                    from,
                    to,
                    weight: 1,
                    pos: self.types.object(obj).pos,
                    ty: param,
                });
            }
        }
        to
    }

    /// The type parameters in a type, and the types in it that were declared in generic functions.
    fn params_and_locals(&self, ty: TypeId, found: &mut Vec<TypeId>, seen: &mut Vec<TypeId>) {
        if seen.contains(&ty) {
            return;
        }
        seen.push(ty);
        match self.types.get(ty) {
            Type::Param(_) => found.push(ty),
            Type::Named(named) => {
                let origin = self.types.origin(*named);
                let ambient = self.types.named(origin).ambient;
                if ambient > 0 {
                    found.push(self.types.named_type(origin));
                }
                for &arg in self.types.named(*named).args.iter().skip(ambient) {
                    self.params_and_locals(arg, found, seen);
                }
            }
            _ => {
                for part in self.types.parts(ty) {
                    self.params_and_locals(part, found, seen);
                }
            }
        }
    }

    fn report_endless(&mut self, graph: &Graph, vertex: usize) {
        let mut vertex = vertex;
        let mut way = Vec::new();
        while !way.contains(&vertex) {
            way.push(vertex);
            vertex = graph.edges[graph.vertices[vertex].last].from;
        }
        let start = way.iter().position(|&other| other == vertex).unwrap_or(0);
        let mut message = "instantiation cycle:".to_owned();
        for &vertex in &way[start..] {
            let edge = &graph.edges[graph.vertices[vertex].last];
            let obj = graph.vertices[edge.to].obj;
            let is_param = self.types.is_type_param(self.types.object(obj).ty);
            let _ = write!(
                message,
                "\n\t{}: {} {} {}",
                self.place(edge.pos),
                self.name_of(obj),
                if is_param {
                    "instantiated as"
                } else {
                    "implicitly parameterized by"
                },
                self.types.display(edge.ty)
            );
        }
        let pos = self.types.object(graph.vertices[vertex].obj).pos;
        self.error(pos, message);
    }
}
