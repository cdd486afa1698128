//! Generics, bounds and where clauses.

use std::collections::BTreeSet;

use super::types::value;
use super::{Canon, CanonGenerics, Captures, Scope};
use crate::shape::node::{Life, Node, sorted, text};
use crate::shape::rustdoc::{Bound, Generics, Param, ParamKind, Predicate};

impl Canon<'_> {
    /// The parameters that can be named, and all bounds. The names are in the scope.
    pub fn generics(&self, generics: &Generics, scope: &mut Scope) -> CanonGenerics {
        let mut found = CanonGenerics::default();
        for param in &generics.params {
            match &param.kind {
                ParamKind::Lifetime { outlives } => self.outlives(&param.name, outlives, scope, &mut found.bounds),
                ParamKind::Type { is_synthetic: true, .. } => {}
                ParamKind::Type { bounds, default, .. } => {
                    let subject = Self::generic(&param.name, scope);
                    let mut node = vec![text("type")];
                    if let Some(default) = default {
                        node.extend([text(" = "), self.ty(default, scope)]);
                    }
                    found.params.push(Node::Seq(node));
                    for bound in bounds {
                        found.bounds.push(self.predicate(&subject, bound, &[], scope));
                    }
                }
                ParamKind::Const { type_, default } => {
                    let mut node = vec![text("const "), self.ty(type_, scope)];
                    if let Some(default) = default {
                        node.push(text(format!(" = {}", value(default, scope))));
                    }
                    found.params.push(Node::Seq(node));
                }
            }
        }
        for predicate in &generics.where_predicates {
            match predicate {
                Predicate::Bound {
                    type_,
                    bounds,
                    generic_params,
                } => {
                    for bound in bounds {
                        let (binder, mut inner) = self.bind(generic_params, scope);
                        let subject = self.ty(type_, &mut inner);
                        found
                            .bounds
                            .push(self.bound_in(Some(&subject), bound, binder, &mut inner));
                    }
                }
                Predicate::Lifetime { lifetime, outlives } => {
                    self.outlives(lifetime, outlives, scope, &mut found.bounds);
                }
                Predicate::Eq { lhs, rhs } => {
                    let sides = vec![self.ty(lhs, scope), text(" == "), self.term(rhs, scope)];
                    found.bounds.push(Node::Seq(sides));
                }
            }
        }
        found
    }

    fn outlives(&self, longer: &str, shorter: &[String], scope: &Scope, bounds: &mut Vec<Node>) {
        for shorter in shorter.iter().filter(|it| *it != longer) {
            let lives = [longer, shorter].map(|name| Node::Life(self.named(name, scope)));
            let [longer, shorter] = lives;
            bounds.push(Node::Seq(vec![longer, text(": "), shorter]));
        }
        // It outlives itself, which only says that it is bound early.
        if shorter.iter().any(|it| it == longer) {
            bounds.push(Node::Early(self.named(longer, scope)));
        }
    }

    /// The bounds of a trait or of an associated type, of `Self` or of the projection.
    pub fn bounds_of(&self, subject: &str, bounds: &[Bound], scope: &mut Scope) -> Vec<Node> {
        let subject = text(subject);
        let bounds = bounds.iter();
        bounds
            .map(|bound| self.predicate(&subject, bound, &[], scope))
            .collect()
    }

    fn predicate(&self, subject: &Node, bound: &Bound, params: &[Param], scope: &Scope) -> Node {
        let (binder, mut inner) = self.bind(params, scope);
        self.bound_in(Some(subject), bound, binder, &mut inner)
    }

    /// A scope with the lifetimes of one more binder.
    pub fn bind(&self, params: &[Param], scope: &Scope) -> (u32, Scope) {
        let binder = self.next();
        let mut inner = scope.clone();
        self.bind_more(params, binder, &mut inner);
        (binder, inner)
    }

    fn bind_more(&self, params: &[Param], binder: u32, scope: &mut Scope) {
        for param in params {
            let id = self.next();
            scope.lifetimes.insert(param.name.clone(), Life::Bound { binder, id });
        }
    }

    /// One bound, of the subject if it is a predicate; lifetimes of `for<'a>` are of the binder wherever that is written.
    fn bound_in(&self, subject: Option<&Node>, bound: &Bound, binder: u32, scope: &mut Scope) -> Node {
        let mut node = Vec::new();
        if let Some(subject) = subject {
            node.extend([subject.clone(), text(": ")]);
        }
        match bound {
            Bound::Trait {
                trait_,
                generic_params,
                modifier,
            } => {
                self.bind_more(generic_params, binder, scope);
                if modifier == "maybe" {
                    node.push(text("?"));
                } else if modifier == "maybe_const" {
                    node.push(text("[const] "));
                }
                node.push(self.path(trait_, Some(binder), scope));
            }
            Bound::Outlives(lifetime) => node.push(Node::Life(self.named(lifetime, scope))),
            // What is captured is no bound, see `captured`.
            Bound::Use(_) => {}
        }
        Node::Binder(binder, Box::new(Node::Seq(node)))
    }

    /// The bounds of `impl Trait`, with the lifetimes that it captures where these are not all.
    pub fn bounds_with_captured(&self, bounds: &[Bound], scope: &mut Scope) -> Node {
        let (used, others): (Vec<&Bound>, Vec<&Bound>) = bounds.iter().partition(|it| matches!(it, Bound::Use(_)));
        let seen = std::mem::take(&mut scope.seen);
        let mut nodes = self.bound_nodes(others, scope);
        let named = std::mem::replace(&mut scope.seen, seen);
        if let Some(captures) = &scope.captures {
            nodes.extend(Self::captured(captures, &used, &named, &nodes, scope));
        }
        for life in named {
            if !scope.seen.contains(&life) {
                scope.seen.push(life);
            }
        }
        sorted(nodes, " + ")
    }

    /// What an output captures; `None` for all lifetimes. Types are captured always.
    fn captured(can: &Captures, used: &[&Bound], named: &[Life], bounds: &[Node], scope: &Scope) -> Option<Node> {
        let mut lives = BTreeSet::new();
        let written = used.iter().find_map(|bound| match bound {
            Bound::Use(written) => Some(written),
            _ => None,
        });
        if let Some(written) = written {
            let words = written
                .iter()
                .filter_map(|it| it.as_str().or_else(|| it.get("lifetime")?.as_str()));
            lives.extend(words.filter_map(|word| scope.lifetime(word)));
        } else if can.is_by_default {
            return None;
        } else {
            lives.extend(named);
            for bound in bounds {
                bound.lives(true, &mut lives);
            }
        }
        let is_all = can.all.is_subset(&lives);
        let mut parts: Vec<Node> = can.all.intersection(&lives).copied().map(Node::Life).collect();
        if lives.contains(&Life::Unknown) || is_all && can.has_hidden {
            // It may capture lifetimes that are not written, or not.
            parts.push(Node::Life(Life::Unknown));
        } else if is_all {
            return None;
        }
        Some(Node::Seq(vec![text("use<"), Node::List(parts, ", "), text(">")]))
    }

    pub fn bounds(&self, bounds: &[Bound], scope: &mut Scope) -> Node {
        sorted(self.bound_nodes(bounds, scope), " + ")
    }

    fn bound_nodes<'b>(&self, bounds: impl IntoIterator<Item = &'b Bound>, scope: &mut Scope) -> Vec<Node> {
        let nodes = bounds.into_iter().map(|bound| {
            let (binder, mut inner) = self.bind(&[], scope);
            let node = self.bound_in(None, bound, binder, &mut inner);
            scope.learn(inner);
            node
        });
        nodes.collect()
    }
}
