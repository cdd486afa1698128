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
//! | what an output `impl Trait` captures | nothing where that is every lifetime of the inputs; or else `use<…>` with those that it captures, by `use<…>` or by the edition. It captures all parameters of types, and no text says so |
//! | `Self` | the type; in a trait `Self` |
//! | types of the package | by id, which is a public path; one without a public path is `~Name`, or `~module::Name` where two have the same name |
//! | types of other packages | by the path of the definition and the compatible version, where it is known: `http@1::Request`; `core` and `alloc` count as `std` |
//! | aliases of the package, `io::Result`, `fmt::Result` | followed |
//! | aliases of other packages, projections of concrete types, constants that are not evaluated | in braces, `{…}`: such a text cannot be told from another, see [`agree`](stability_policy::shape::text::agree) |
//! | array lengths | by value |
//! | names of parameters | left out |

mod bounds;
mod paths;
mod types;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use cargo_metadata::Edition;

use self::paths::has_elided;
use self::types::only;
use super::build::unnamed;
use super::node::{Life, Node, text};
use super::rustdoc::{Document, Generics, Id, Impl, ParamKind, Signature};

/// Turns what rustdoc describes into nodes.
pub struct Canon<'a> {
    pub document: &'a Document,
    /// The ids of public items.
    pub ids: &'a HashMap<Id, String>,
    /// The compatible versions of other packages, by the name of their library.
    pub versions: &'a BTreeMap<String, String>,
    /// The edition of the package, which says what an output `impl Trait` captures.
    pub edition: Edition,
    /// What types without a public path are called.
    unnamed: HashMap<Id, String>,
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
    is_of_trait: bool,
    /// The lifetimes that an output `impl Trait` can capture; `None` outside of outputs.
    captures: Option<Captures>,
}

/// The lifetimes that an output `impl Trait` can capture.
#[derive(Clone)]
struct Captures {
    all: BTreeSet<Life>,
    /// Whether it captures all where it has no `use<…>`. Otherwise it captures those that its bounds name.
    is_by_default: bool,
    /// Whether types of other packages may have lifetimes that are not written.
    has_hidden: bool,
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
            is_of_trait: false,
            captures: None,
        }
    }

    /// Inside of a trait.
    pub fn of_trait(mut self) -> Self {
        self.is_of_trait = true;
        self
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
    pub fn new(
        document: &'a Document,
        ids: &'a HashMap<Id, String>,
        versions: &'a BTreeMap<String, String>,
        edition: Edition,
    ) -> Self {
        Self {
            document,
            ids,
            versions,
            edition,
            unnamed: unnamed::names(document, ids),
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
        let mut all = BTreeSet::new();
        for input in &inputs {
            input.lives(true, &mut all);
        }
        all.retain(|life| matches!(life, Life::Free(_) | Life::Item(_)));
        let captures = Captures {
            all,
            is_by_default: around.is_of_trait || self.edition >= Edition::E2024,
            has_hidden: scope.hidden > 0 && !scope.pad,
        };
        let output = signature.output.as_ref().map_or_else(unit, |output| {
            let mut scope = Scope {
                elided: Elided::Is(elided),
                captures: Some(captures),
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

fn unit() -> Node {
    text("()")
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
