//! The canonical form: two texts are the same where no user can tell the declarations apart.
//!
//! | written | canonical |
//! |---|---|
//! | parameters of types and constants | by position: `T0`, `T1` of the type, trait or `impl` (there in the order in which its type names them), `F0` of the function |
//! | a lifetime of a function | `'0`, `'1` in order of appearance; nothing where it occurs once, elided or named |
//! | a lifetime of a type or trait | by position: `'T0` |
//! | an elided lifetime of the output | the lifetime that the rules of elision give it; left out of the arguments of a path |
//! | `for<'a>`, in any of its three places | `'^0.0`: how many binders further out, and which lifetime of that binder; nothing where it occurs once |
//! | bounds and where clauses | one text for each bound, `T0: std::clone::Clone`, in a sorted set |
//! | bounds of `dyn` and `impl` | sorted; the lifetime of `dyn` only where it is not the default |
//! | `impl Trait` as an argument | stays as it is: callers cannot name it |
//! | `Self` | the type; in a trait `Self` |
//! | types of the package | by id, which is a public path; one without a public path is `~Name` |
//! | types of other packages | by the path of the definition and the compatible version, where it is known: `http@1::Request`; `core` and `alloc` count as `std` |
//! | aliases of the package, `io::Result`, `fmt::Result` | followed |
//! | aliases of other packages, projections of concrete types, constants that are not evaluated | in braces, `{…}`: such a text cannot be told from another, see [`agree`](stability_policy::shape::text::agree) |
//! | array lengths | by value |
//! | names of parameters | left out |

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use stability_policy::shape::text::number;

use super::node::{Life, Node, list, sorted, text};
use super::rustdoc::{
    Arg, Args, Binding, Bound, Constant, Constraint, Document, Generics, Id, Impl, Inner, Param, ParamKind, Path,
    Predicate, Signature, Term, Type,
};

/// Turns what rustdoc describes into nodes.
pub struct Canon<'a> {
    pub document: &'a Document,
    /// The ids of public items.
    pub ids: &'a HashMap<Id, String>,
    /// The compatible versions of other packages, by the name of their library.
    pub versions: &'a BTreeMap<String, String>,
    next: Cell<u32>,
}

/// What names mean at a place.
#[derive(Clone)]
pub struct Scope {
    types: HashMap<String, Node>,
    lifetimes: HashMap<String, Life>,
    /// Whether an unknown type parameter gets the next number: in an `impl`, whose parameters are in no order.
    numbers: Option<usize>,
    elided: Elided,
    /// The lifetime that `dyn Trait` has here when it states none; `None` where that is not known.
    object: Option<Life>,
    /// The lifetimes of the parameters so far, from which an elided one of the output follows.
    seen: Vec<Life>,
    /// How many lifetimes each path of another package may hide, of those that state none.
    pad: bool,
    hidden: usize,
}

/// What a lifetime is where none is written.
#[derive(Clone, Copy, PartialEq)]
enum Elided {
    /// A new one of the function, or of the innermost binder.
    New(Option<u32>),
    Is(Life),
}

impl Scope {
    /// That of a module: nothing is known, and an elided lifetime is static.
    pub fn new() -> Self {
        Self {
            types: HashMap::new(),
            lifetimes: HashMap::new(),
            numbers: None,
            elided: Elided::Is(Life::Static),
            object: Some(Life::Static),
            seen: Vec::new(),
            pad: false,
            hidden: 0,
        }
    }

    pub fn with_self(mut self, node: Node) -> Self {
        self.types.insert("Self".to_owned(), node);
        self
    }

    /// Inside of the type of a constant, where an elided lifetime is static.
    pub fn of_constant(mut self) -> Self {
        self.elided = Elided::Is(Life::Static);
        self
    }

    /// What was learned of parameters and lifetimes in an inner scope.
    fn learn(&mut self, inner: Scope) {
        self.types = inner.types;
        self.numbers = inner.numbers;
        self.seen = inner.seen;
        self.hidden = inner.hidden;
    }

    fn lifetime(&self, name: &str) -> Option<Life> {
        if name == "'static" {
            return Some(Life::Static);
        }
        self.lifetimes.get(name).copied()
    }
}

/// Generics in canonical form, and the bounds among them.
#[derive(Default)]
pub struct CanonGenerics {
    pub params: Vec<Node>,
    pub bounds: Vec<Node>,
}

/// The header of an `impl`.
pub struct Header {
    pub scope: Scope,
    pub for_: Node,
    pub of: Option<Node>,
}

/// A function.
pub struct CanonFunction {
    pub generics: CanonGenerics,
    pub inputs: Vec<Node>,
    pub output: Node,
    pub early: usize,
}

impl<'a> Canon<'a> {
    pub fn new(document: &'a Document, ids: &'a HashMap<Id, String>, versions: &'a BTreeMap<String, String>) -> Self {
        Self {
            document,
            ids,
            versions,
            next: Cell::new(0),
        }
    }

    fn next(&self) -> u32 {
        self.next.replace(self.next.get() + 1)
    }

    /// The generics of a type, trait or alias: known by position.
    pub fn declared(&self, generics: &Generics, scope: &mut Scope) -> CanonGenerics {
        let mut lifetimes = 0;
        let mut others = 0;
        for param in &generics.params {
            if let ParamKind::Lifetime { .. } = param.kind {
                scope.lifetimes.insert(param.name.clone(), Life::Item(lifetimes));
                lifetimes += 1;
            } else {
                scope.types.insert(param.name.clone(), text(format!("T{others}")));
                others += 1;
            }
        }
        self.generics(generics, scope)
    }

    /// The header of an `impl`, whose parameters and lifetimes have numbers in the order in which its type and trait name them.
    pub fn header(&self, implementation: &Impl) -> Header {
        let mut scope = Scope {
            numbers: Some(0),
            elided: Elided::New(None),
            ..Scope::new()
        };
        let params = &implementation.generics.params;
        for param in params.iter().filter(|it| matches!(it.kind, ParamKind::Lifetime { .. })) {
            scope.lifetimes.insert(param.name.clone(), Life::Free(self.next()));
        }
        let mut for_ = self.ty(&implementation.for_, &mut scope);
        scope.types.insert("Self".to_owned(), for_.clone());
        let mut of = implementation
            .trait_
            .as_ref()
            .map(|it| self.path(it, Some(self.next()), &mut scope));
        for param in params
            .iter()
            .filter(|it| !matches!(it.kind, ParamKind::Lifetime { .. }))
        {
            Self::generic(&param.name, &mut scope);
        }
        let mut order = BTreeMap::new();
        let mut place = |life: &mut Life| {
            if let Life::Free(_) = life {
                let next = order.len();
                *life = Life::Item(*order.entry(*life).or_insert(next));
            }
        };
        for_.each_life(&mut place);
        if let Some(of) = &mut of {
            of.each_life(&mut place);
        }
        for param in params {
            if let Some(life) = scope.lifetimes.get_mut(&param.name) {
                place(life);
            }
        }
        scope.seen.clear();
        let scope = scope.with_self(for_.clone());
        Header { scope, for_, of }
    }

    /// A function with the given parameters around it.
    pub fn function(&self, signature: &Signature, generics: &Generics, around: &Scope) -> CanonFunction {
        let around = self.parameters(generics, around);
        let mut scope = around.clone();
        let mut inputs = self.inputs(signature, &mut scope);
        let lacks_lifetime = scope.seen.is_empty() && signature.output.as_ref().is_some_and(has_elided);
        if lacks_lifetime && scope.hidden == 1 {
            // The only type of another package that states no lifetime must have the one of the output.
            scope = Scope {
                pad: true,
                ..around.clone()
            };
            inputs = self.inputs(signature, &mut scope);
        }
        let has_receiver = signature.inputs.first().is_some_and(|(name, _)| name == "self");
        let of_receiver = inputs.first().filter(|_| has_receiver).and_then(Node::first_reference);
        let elided = of_receiver.unwrap_or_else(|| only(&scope.seen));
        let output = signature.output.as_ref().map_or_else(unit, |output| {
            let mut scope = Scope {
                elided: Elided::Is(elided),
                ..around.clone()
            };
            self.ty(output, &mut scope)
        });
        let mut inner = around.clone();
        inner.elided = Elided::New(None);
        let generics = self.generics(generics, &mut inner);
        let early = early(&inputs, &output, &generics.bounds, &around.own_lifetimes(&scope));
        CanonFunction {
            generics,
            inputs,
            output,
            early,
        }
    }

    /// The scope inside of a function or of a generic associated type.
    pub fn parameters(&self, generics: &Generics, around: &Scope) -> Scope {
        let mut scope = Scope {
            seen: Vec::new(),
            hidden: 0,
            pad: false,
            elided: Elided::New(None),
            ..around.clone()
        };
        let mut others = 0;
        for param in &generics.params {
            match param.kind {
                ParamKind::Lifetime { .. } => {
                    scope.lifetimes.insert(param.name.clone(), Life::Free(self.next()));
                }
                ParamKind::Type { is_synthetic: true, .. } => {}
                ParamKind::Type { .. } | ParamKind::Const { .. } => {
                    scope.types.insert(param.name.clone(), text(format!("F{others}")));
                    others += 1;
                }
            }
        }
        scope
    }

    fn inputs(&self, signature: &Signature, scope: &mut Scope) -> Vec<Node> {
        let inputs = signature.inputs.iter().enumerate();
        inputs
            .map(|(at, (name, ty))| {
                let ty = self.ty(ty, scope);
                match name.as_str() {
                    "self" if at == 0 => Node::Seq(vec![text("self: "), ty]),
                    _ => ty,
                }
            })
            .collect()
    }

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
    fn bind(&self, params: &[Param], scope: &Scope) -> (u32, Scope) {
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
            Bound::Use(captured) => node.push(Self::captured(captured, scope)),
        }
        Node::Binder(binder, Box::new(Node::Seq(node)))
    }

    fn captured(captured: &[serde_json::Value], scope: &Scope) -> Node {
        let names = captured.iter().filter_map(|it| {
            it.as_str()
                .or_else(|| it.get("lifetime")?.as_str())
                .or_else(|| it.get("param")?.as_str())
        });
        let parts = names.map(|name| match scope.lifetime(name) {
            Some(life) => Node::Life(life),
            None => scope.types.get(name).cloned().unwrap_or_else(|| text(name)),
        });
        Node::Seq(vec![text("use<"), sorted(parts.collect(), ", "), text(">")])
    }

    fn bounds(&self, bounds: &[Bound], scope: &mut Scope) -> Node {
        let nodes = bounds.iter().map(|bound| {
            let (binder, mut inner) = self.bind(&[], scope);
            let node = self.bound_in(None, bound, binder, &mut inner);
            scope.learn(inner);
            node
        });
        sorted(nodes.collect(), " + ")
    }

    /// The lifetime of a name, which may be `'_`.
    fn named(&self, name: &str, scope: &Scope) -> Life {
        match (scope.lifetime(name), scope.elided) {
            (Some(life), _) | (None, Elided::Is(life)) => life,
            (None, Elided::New(None)) => Life::Free(self.next()),
            (None, Elided::New(Some(binder))) => Life::Bound {
                binder,
                id: self.next(),
            },
        }
    }

    /// A lifetime of a type, which the elided one of an output can be.
    fn life(&self, name: Option<&str>, scope: &mut Scope) -> Life {
        let life = self.named(name.unwrap_or("'_"), scope);
        if !scope.seen.contains(&life) {
            scope.seen.push(life);
        }
        life
    }

    fn generic(name: &str, scope: &mut Scope) -> Node {
        if let Some(node) = scope.types.get(name) {
            return node.clone();
        }
        match &mut scope.numbers {
            Some(next) if name != "Self" => {
                let node = text(format!("T{next}"));
                *next += 1;
                scope.types.insert(name.to_owned(), node.clone());
                node
            }
            _ => text(name),
        }
    }

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
                let bounds = self.bounds(bounds, scope);
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
    fn call(&self, inputs: &[&Type], output: Option<&Type>, binder: u32, inner: &Scope, outer: &mut Scope) -> Node {
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

    /// A type or a trait; a trait's arguments in parentheses need the binder of the bound.
    pub fn path(&self, path: &Path, binder: Option<u32>, scope: &mut Scope) -> Node {
        if let Some(Inner::TypeAlias(alias)) = self.document.inner(path.id) {
            return self.alias(&alias.type_, &alias.generics, path.args.as_deref(), scope);
        }
        let object = scope.object.replace(Life::Static);
        let (name, is_alias) = self.name(path);
        let own = match self.document.inner(path.id) {
            Some(Inner::Struct(it)) => Some(&it.generics),
            Some(Inner::Enum(it)) => Some(&it.generics),
            Some(Inner::Union(it)) => Some(&it.generics),
            Some(Inner::Trait(it)) => Some(&it.generics),
            _ => None,
        };
        let lifetimes = match own {
            Some(generics) => generics.params.iter().filter(|it| it.is_lifetime()).count(),
            None if binder.is_none() && may_hide_lifetime(&name) && !states_lifetime(path.args.as_deref()) => {
                scope.hidden += 1;
                usize::from(scope.pad)
            }
            None => 0,
        };
        let mut args = match path.args.as_deref() {
            Some(args) => self.args(args, binder, lifetimes, scope),
            None => self.angle(&[], &[], lifetimes, scope),
        };
        if let Some(generics) = own {
            // An `impl` is for the instance with the defaults.
            let is_impl_for = scope.numbers.is_some() && binder.is_none();
            self.defaults(generics, &mut args, is_impl_for);
        }
        scope.object = object;
        match (is_alias, name.as_str()) {
            (false, _) => Node::Seq(vec![text(name), args]),
            (true, "std::io::error::Result") => known(&args, "std::io::error::Error"),
            (true, "std::fmt::Result") => text("std::result::Result<(), std::fmt::Error>"),
            (true, _) => Node::Seq(vec![text(format!("{{{name}")), args, text("}")]),
        }
    }

    /// By which name an item goes, and whether it is an alias of another package.
    pub fn name(&self, path: &Path) -> (String, bool) {
        if let Some(id) = self.ids.get(&path.id) {
            return (id.clone(), false);
        }
        let last = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
        match self.document.paths.get(&path.id) {
            Some(summary) if summary.crate_id != 0 => {
                let written = summary.path.first().map_or("", String::as_str);
                let package = self
                    .document
                    .external_crates
                    .get(&summary.crate_id)
                    .map_or(written, |it| it.name.as_str());
                let package = match (package, self.versions.get(package)) {
                    ("core" | "alloc" | "std", _) => "std".to_owned(),
                    (package, Some(version)) => format!("{package}@{version}"),
                    (package, None) => package.to_owned(),
                };
                let rest = summary.path.iter().skip(1).map(|it| format!("::{it}"));
                (
                    format!("{package}{}", rest.collect::<String>()),
                    summary.kind == "type_alias",
                )
            }
            Some(summary) => (format!("~{}", last(&summary.path.join("::"))), false),
            None => match self.document.item(path.id).and_then(|item| item.name.as_deref()) {
                Some(name) => (format!("~{name}"), false),
                None => (format!("{{{}}}", path.written), false),
            },
        }
    }

    fn alias(&self, of: &Type, generics: &Generics, args: Option<&Args>, scope: &mut Scope) -> Node {
        let mut inner = Scope {
            elided: scope.elided,
            object: scope.object,
            ..Scope::new()
        };
        let given: &[Arg] = match args {
            Some(Args::AngleBracketed { args, .. }) => args,
            _ => &[],
        };
        let mut lifetimes = given.iter().filter_map(|it| match it {
            Arg::Lifetime(name) => Some(name.as_str()),
            _ => None,
        });
        let mut others = given.iter().filter(|it| !matches!(it, Arg::Lifetime(_)));
        for param in &generics.params {
            let name = param.name.clone();
            match &param.kind {
                ParamKind::Lifetime { .. } => {
                    inner.lifetimes.insert(name, self.life(lifetimes.next(), scope));
                }
                ParamKind::Type { default, .. } => {
                    let node = match (others.next(), default) {
                        (Some(arg), _) => self.arg(arg, scope),
                        (None, Some(default)) => self.ty(default, &mut inner),
                        (None, None) => text("_"),
                    };
                    inner.types.insert(name, node);
                }
                ParamKind::Const { default, .. } => {
                    let node = match (others.next(), default) {
                        (Some(arg), _) => self.arg(arg, scope),
                        (None, default) => text(value(default.as_deref().unwrap_or("_"), scope)),
                    };
                    inner.types.insert(name, node);
                }
            }
        }
        self.ty(of, &mut inner)
    }

    fn args(&self, args: &Args, binder: Option<u32>, lifetimes: usize, scope: &mut Scope) -> Node {
        match args {
            Args::AngleBracketed { args, constraints } => self.angle(args, constraints, lifetimes, scope),
            Args::Parenthesized { inputs, output } => {
                let binder = binder.unwrap_or_else(|| self.next());
                let inputs: Vec<&Type> = inputs.iter().collect();
                let inner = scope.clone();
                self.call(&inputs, output.as_ref(), binder, &inner, scope)
            }
            Args::ReturnTypeNotation => text("(..)"),
        }
    }

    /// Arguments in angle brackets, with as many lifetimes as the item has, where that is known.
    fn angle(&self, args: &[Arg], constraints: &[Constraint], lifetimes: usize, scope: &mut Scope) -> Node {
        let written = args.iter().filter_map(|arg| match arg {
            Arg::Lifetime(name) => Some(name.as_str()),
            _ => None,
        });
        let mut lives: Vec<Life> = written.map(|name| self.life(Some(name), scope)).collect();
        while lives.len() < lifetimes {
            lives.push(self.life(None, scope));
        }
        if !lives.is_empty() {
            scope.object = None;
        }
        // What elision gives to a path need not be written.
        if let Elided::Is(elided) = scope.elided
            && lives.iter().all(|life| *life == elided)
        {
            lives.clear();
        }
        let mut parts = vec![Node::Lives(lives)];
        for arg in args.iter().filter(|arg| !matches!(arg, Arg::Lifetime(_))) {
            parts.push(self.arg(arg, scope));
        }
        let mut bindings = Vec::new();
        for constraint in constraints {
            let mut node = vec![text(&constraint.name)];
            if let Some(args) = &constraint.args {
                node.push(self.args(args, None, 0, scope));
            }
            match &constraint.binding {
                Binding::Equality(term) => node.extend([text(" = "), self.term(term, scope)]),
                Binding::Constraint(bounds) => node.extend([text(": "), self.bounds(bounds, scope)]),
            }
            bindings.push(Node::Seq(node));
        }
        parts.push(sorted(bindings, ", "));
        Node::Angle(parts)
    }

    /// Takes away the last arguments where they are the defaults; or else writes those that were left out.
    fn defaults(&self, generics: &Generics, args: &mut Node, is_written: bool) {
        let Node::Angle(parts) = args else {
            return;
        };
        let mut inner = Scope::new();
        let mut defaults = Vec::new();
        // Lifetimes are in front of the arguments, and bindings behind them.
        let mut given = parts.len().saturating_sub(2);
        for (at, param) in generics.params.iter().filter(|it| !it.is_lifetime()).enumerate() {
            let default = match &param.kind {
                ParamKind::Type {
                    default: Some(default), ..
                } => Some(self.ty(default, &mut inner)),
                _ => None,
            };
            let is = if at < given {
                parts.get(1 + at).cloned()
            } else {
                default.clone()
            };
            inner.types.extend(is.map(|is| (param.name.clone(), is)));
            defaults.push(default);
        }
        // What `Self` is in a default depends on what it is a bound of.
        let is_default = |at: usize, arg: &Node| {
            let default = defaults.get(at).and_then(Option::as_ref).map(Node::blank);
            default.is_some_and(|default| default == arg.blank() && !default.contains("Self"))
        };
        if is_written {
            for default in defaults.iter().skip(given).map_while(Option::as_ref) {
                parts.insert(1 + given, default.clone());
                given += 1;
            }
        } else {
            while given > 0 && is_default(given - 1, &parts[given]) {
                parts.remove(given);
                given -= 1;
            }
        }
    }

    fn arg(&self, arg: &Arg, scope: &mut Scope) -> Node {
        match arg {
            Arg::Lifetime(name) => Node::Life(self.life(Some(name), scope)),
            Arg::Type(ty) => self.ty(ty, scope),
            Arg::Const(constant) => Self::constant(constant, scope),
            Arg::Infer => text("_"),
        }
    }

    fn term(&self, term: &Term, scope: &mut Scope) -> Node {
        match term {
            Term::Type(ty) => self.ty(ty, scope),
            Term::Constant(constant) => Self::constant(constant, scope),
        }
    }

    /// A constant as an argument, which rustdoc does not evaluate.
    fn constant(constant: &Constant, scope: &mut Scope) -> Node {
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

impl Scope {
    /// The lifetimes that a function has itself: those of `inner` that are not around it are in its `seen` too.
    fn own_lifetimes(&self, inner: &Scope) -> BTreeSet<Life> {
        let named = self.lifetimes.values().copied();
        let is_free = |life: &Life| matches!(life, Life::Free(_));
        named.chain(inner.seen.iter().copied()).filter(is_free).collect()
    }
}

/// How many of a function's lifetimes are bound early: those in a bound, in an argument `impl Trait`, and in no argument.
fn early(inputs: &[Node], output: &Node, bounds: &[Node], lives: &BTreeSet<Life>) -> usize {
    let mut late = BTreeSet::new();
    let mut bound = BTreeSet::new();
    let mut all = BTreeSet::new();
    for input in inputs {
        input.lives(false, &mut late);
        input.lives_of_impl(&mut bound);
    }
    for node in bounds {
        node.lives(true, &mut bound);
    }
    for node in inputs.iter().chain([output]) {
        node.lives(true, &mut all);
    }
    let is_used = |life: &&Life| all.contains(life) || bound.contains(life);
    let is_early = |life: &&Life| bound.contains(life) || !late.contains(life);
    lives.iter().filter(is_used).filter(is_early).count()
}

/// The only lifetime of several parameters, which an elided one of the output is.
fn only(seen: &[Life]) -> Life {
    match seen {
        [life] => *life,
        _ => Life::Unknown,
    }
}

fn unit() -> Node {
    text("()")
}

fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(types) if types.is_empty())
}

/// `Result` of the standard library with a known error.
fn known(args: &Node, error: &str) -> Node {
    let mut parts = match args {
        Node::Angle(parts) => parts.clone(),
        _ => Vec::new(),
    };
    parts.push(text(error));
    Node::Seq(vec![text("std::result::Result"), Node::Angle(parts)])
}

/// Whether a type of another package could have a lifetime that is not written.
fn may_hide_lifetime(name: &str) -> bool {
    const NONE: [&str; 16] = [
        "Arc", "BTreeMap", "BTreeSet", "Box", "Cell", "HashMap", "HashSet", "Option", "OsStr", "Path", "PathBuf", "Rc",
        "RefCell", "Result", "String", "Vec",
    ];
    let last = name.rsplit("::").next().unwrap_or(name);
    !(name.starts_with('~') || name.starts_with("std::") && NONE.contains(&last))
}

fn states_lifetime(args: Option<&Args>) -> bool {
    matches!(args, Some(Args::AngleBracketed { args, .. }) if args.iter().any(|it| matches!(it, Arg::Lifetime(_))))
}

/// Whether a type has a reference without a lifetime, outside of functions.
fn has_elided(ty: &Type) -> bool {
    match ty {
        Type::BorrowedRef { lifetime, type_, .. } => {
            lifetime.as_deref().is_none_or(|it| it == "'_") || has_elided(type_)
        }
        Type::ResolvedPath(path) => match path.args.as_deref() {
            Some(Args::AngleBracketed { args, .. }) => args.iter().any(|arg| match arg {
                Arg::Lifetime(name) => name == "'_",
                Arg::Type(ty) => has_elided(ty),
                _ => false,
            }),
            _ => false,
        },
        Type::Tuple(types) => types.iter().any(has_elided),
        Type::Slice(ty) | Type::Array { type_: ty, .. } | Type::RawPointer { type_: ty, .. } => has_elided(ty),
        _ => false,
    }
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
fn value(written: &str, scope: &Scope) -> String {
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

/// `C`, `C-unwind`, `system`; empty for that of Rust.
pub fn abi(abi: &serde_json::Value) -> String {
    match abi {
        serde_json::Value::String(name) if name == "Rust" => String::new(),
        serde_json::Value::String(name) => name.clone(),
        serde_json::Value::Object(parts) => parts
            .iter()
            .map(
                |(name, value)| match value.get("unwind").and_then(serde_json::Value::as_bool) {
                    Some(true) => format!("{name}-unwind"),
                    Some(false) => name.clone(),
                    None => value.as_str().unwrap_or(name).to_owned(),
                },
            )
            .collect(),
        _ => String::new(),
    }
}
