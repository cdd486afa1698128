//! Paths with their arguments, and the aliases that they lead to.

use super::types::value;
use super::{Canon, Elided, Scope};
use crate::shape::node::{Life, Node, sorted, text};
use crate::shape::rustdoc::{Arg, Args, Binding, Constraint, Generics, Inner, ParamKind, Path, Type};

impl Canon<'_> {
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
        if let Some(name) = self.unnamed.get(&path.id) {
            return (name.clone(), false);
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

    pub fn args(&self, args: &Args, binder: Option<u32>, lifetimes: usize, scope: &mut Scope) -> Node {
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
pub fn has_elided(ty: &Type) -> bool {
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
