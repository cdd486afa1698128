//! Types, and constants in them.

use stability_policy::shape::text::number;

use super::{Canon, Elided, Scope, abi, unit};
use crate::shape::node::{Life, Node, list, sorted, text};
use crate::shape::rustdoc::{Arg, Args, Constant, Id, Inner, Param, ParamKind, Path, Term, Type};

impl Canon<'_> {
    pub fn ty(&self, ty: &Type, scope: &mut Scope) -> Node {
        match ty {
            Type::ResolvedPath(path) => self.path(path, None, scope),
            Type::Generic(name) => Self::generic(name, scope),
            Type::Primitive(name) if name == "unit" => unit(),
            Type::Primitive(name) if name == "never" => text("!"),
            Type::Primitive(name) => text(name),
            Type::Tuple(types) => self.tuple(types, scope),
            Type::Slice(ty) => Node::Seq(vec![text("["), self.ty(ty, scope), text("]")]),
            Type::Array { type_, len } => {
                let len = text(format!("; {}]", value(len, scope)));
                Node::Seq(vec![text("["), self.ty(type_, scope), len])
            }
            Type::RawPointer { is_mutable, type_ } => {
                let start = if *is_mutable { "*mut " } else { "*const " };
                Node::Seq(vec![text(start), self.ty(type_, scope)])
            }
            Type::BorrowedRef {
                lifetime,
                is_mutable,
                type_,
            } => {
                let life = self.life(lifetime.as_deref(), scope);
                let object = scope.object.replace(life);
                let inner = self.ty(type_, scope);
                scope.object = object;
                let start = if *is_mutable { "mut " } else { "" };
                Node::Seq(vec![text("&"), Node::Reference(life), text(start), inner])
            }
            Type::DynTrait(object) => {
                let mut parts = Vec::new();
                for poly in &object.traits {
                    let (binder, mut inner) = self.bind(&poly.generic_params, scope);
                    let node = self.path(&poly.trait_, Some(binder), &mut inner);
                    scope.learn(inner);
                    parts.push(Node::Binder(binder, Box::new(node)));
                }
                let lifetime = object.lifetime.as_deref().map(|it| self.named(it, scope));
                let lifetime = lifetime.filter(|it| scope.object != Some(*it));
                parts.extend(lifetime.map(Node::Life));
                Node::Seq(vec![text("(dyn "), sorted(parts, " + "), text(")")])
            }
            Type::ImplTrait(bounds) => {
                let bounds = self.bounds_with_captured(bounds, scope);
                Node::Impl(Box::new(Node::Seq(vec![text("(impl "), bounds, text(")")])))
            }
            Type::FunctionPointer(pointer) => {
                let (binder, inner) = self.bind(&pointer.generic_params, scope);
                let inputs: Vec<&Type> = pointer.sig.inputs.iter().map(|(_, ty)| ty).collect();
                let call = self.call(&inputs, pointer.sig.output.as_ref(), binder, &inner, scope);
                let mut start = String::new();
                if pointer.header.is_unsafe {
                    start.push_str("unsafe ");
                }
                let abi = abi(&pointer.header.abi);
                if !abi.is_empty() {
                    start.push_str(&format!("extern \"{abi}\" "));
                }
                let end = if pointer.sig.is_c_variadic { " (variadic)" } else { "" };
                let parts = vec![text(format!("{start}fn")), call, text(end)];
                Node::Binder(binder, Box::new(Node::Seq(parts)))
            }
            Type::Infer => text("_"),
            Type::QualifiedPath {
                name,
                args,
                self_type,
                trait_,
            } => self.projection(name, args.as_deref(), self_type, trait_.as_ref(), scope),
        }
    }

    fn tuple(&self, types: &[Type], scope: &mut Scope) -> Node {
        let nodes = types.iter().map(|ty| self.ty(ty, scope)).collect();
        Node::Seq(vec![text("("), list(nodes, ", "), text(")")])
    }

    /// `(A, B) -> C`, where elided lifetimes are of the binder.
    pub fn call(&self, inputs: &[&Type], output: Option<&Type>, binder: u32, inner: &Scope, outer: &mut Scope) -> Node {
        let mut scope = Scope {
            elided: Elided::New(Some(binder)),
            object: Some(Life::Static),
            seen: Vec::new(),
            ..inner.clone()
        };
        let nodes = inputs.iter().map(|ty| self.ty(ty, &mut scope)).collect();
        let mut node = vec![text("("), list(nodes, ", "), text(")")];
        // What is in here does not count for the elided lifetime of an output further out.
        if let Some(output) = output.filter(|it| !is_unit(it)) {
            scope.elided = Elided::Is(only(&scope.seen));
            node.extend([text(" -> "), self.ty(output, &mut scope)]);
        }
        outer.numbers = scope.numbers;
        outer.types = scope.types;
        Node::Seq(node)
    }

    fn projection(
        &self,
        name: &str,
        args: Option<&Args>,
        self_type: &Type,
        trait_: Option<&Path>,
        scope: &mut Scope,
    ) -> Node {
        let object = scope.object.replace(Life::Static);
        let is_concrete = !has_generic(self_type);
        let self_node = self.ty(self_type, scope);
        let mut node = vec![text(if is_concrete { "{<" } else { "<" }), self_node];
        if let Some(trait_) = trait_ {
            node.extend([text(" as "), self.path(trait_, None, scope)]);
            if trait_.args.is_none() && matches!(self_type, Type::Generic(name) if name == "Self") {
                node.push(self.own_args(trait_.id));
            }
        }
        node.push(text(format!(">::{name}")));
        if let Some(args) = args {
            node.push(self.args(args, None, 0, scope));
        }
        if is_concrete {
            node.push(text("}"));
        }
        scope.object = object;
        Node::Projection(Box::new(Node::Seq(node)))
    }

    /// The parameters of a trait as its arguments, which `Self::Out` in the trait leaves out.
    fn own_args(&self, trait_: Id) -> Node {
        let Some(Inner::Trait(trait_)) = self.document.inner(trait_) else {
            return text("");
        };
        let is_lifetime = |param: &&Param| matches!(param.kind, ParamKind::Lifetime { .. });
        let lifetimes = trait_.generics.params.iter().filter(is_lifetime).count();
        let others = trait_.generics.params.len() - lifetimes;
        let mut parts = vec![Node::Lives((0..lifetimes).map(Life::Item).collect())];
        parts.extend((0..others).map(|at| text(format!("T{at}"))));
        Node::Angle(parts)
    }

    pub fn term(&self, term: &Term, scope: &mut Scope) -> Node {
        match term {
            Term::Type(ty) => self.ty(ty, scope),
            Term::Constant(constant) => Self::constant(constant, scope),
        }
    }

    /// A constant as an argument, which rustdoc does not evaluate.
    pub fn constant(constant: &Constant, scope: &mut Scope) -> Node {
        if let Some(value) = &constant.value {
            return text(number(value));
        }
        let written = constant.expr.trim();
        let written = written
            .strip_prefix('{')
            .and_then(|it| it.strip_suffix('}'))
            .unwrap_or(written)
            .trim();
        if constant.is_literal {
            return text(number(written));
        }
        match scope.types.get(written) {
            Some(node) => node.clone(),
            None if scope.numbers.is_some() && is_name(written) => Self::generic(written, scope),
            None => text(format!("{{{written}}}")),
        }
    }
}

/// The only lifetime of several parameters, which an elided one of the output is.
pub fn only(seen: &[Life]) -> Life {
    match seen {
        [life] => *life,
        _ => Life::Unknown,
    }
}

fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(types) if types.is_empty())
}

/// Whether a type depends on a parameter, so that a projection of it cannot be resolved.
fn has_generic(ty: &Type) -> bool {
    let args_have = |args: Option<&Args>| match args {
        Some(Args::AngleBracketed { args, .. }) => args.iter().any(|arg| match arg {
            Arg::Type(ty) => has_generic(ty),
            _ => false,
        }),
        _ => false,
    };
    match ty {
        Type::Generic(_) => true,
        Type::ResolvedPath(path) => args_have(path.args.as_deref()),
        Type::Tuple(types) => types.iter().any(has_generic),
        Type::Slice(ty)
        | Type::Array { type_: ty, .. }
        | Type::RawPointer { type_: ty, .. }
        | Type::BorrowedRef { type_: ty, .. } => has_generic(ty),
        Type::QualifiedPath { self_type, args, .. } => has_generic(self_type) || args_have(args.as_deref()),
        _ => false,
    }
}

/// The length of an array or the default of a constant: a value, or a parameter.
pub fn value(written: &str, scope: &Scope) -> String {
    match scope.types.get(written) {
        Some(node) => node.blank(),
        None if written.starts_with(|it: char| it.is_ascii_digit()) || ["true", "false"].contains(&written) => {
            number(written)
        }
        None => format!("{{{written}}}"),
    }
}

fn is_name(written: &str) -> bool {
    written.chars().all(|it| it.is_alphanumeric() || it == '_')
}
