//! Code that uses an item as its old declaration promised.
//!
//! ```text
//! fn f(T0) -> io::Result<T0>   let _: fn(T0) -> ::std::io::Result<T0> = ::lib::f::<T0>;
//! async fn f() -> A            let _: PhantomData<*mut A> = of(&::lib::f().await);
//! fn f() -> impl A + B         has(::lib::f());      fn has<R: A + B>(_: R) {}
//! fn f() -> impl A + use<'0>   fn new<'l0>(…) -> impl A + Captures<&'l0 ()> { ::lib::f(…) }
//! field, constant, alias       let _: PhantomData<*mut Old> = of(&…);
//! value                        const _: () = assert!(matches!(::lib::K, 1025));
//! implementation               fn has<X: Trait>() {}  has::<::lib::S>();
//! path to another package      two globs that bring it: E0659 where they do not bring the same
//! ```
//!
//! `PhantomData<*mut T>` is `PhantomData<*mut U>` only where `T` is `U`.

use std::collections::BTreeSet;

use stability_policy::shape::compare::{ChangeKind, Effect, Fact, Required, owner};
use stability_policy::shape::model::{Detail, Function, ItemShape, Shape};
use stability_policy::shape::text::{paths, split, substituted};
use stability_policy::shape::witness::loses_receiver;

use super::call::Call;
use super::compile::Question;
use super::macros;
use super::names::{Scope, raw, raw_segments};
use super::params::{Params, angle};
use super::rust::{bounds_of_impl, path_of, type_of};

/// What follows the name of an auto trait that the output implements only where all parameters do.
pub const WHERE_PARAMETERS_ARE: &str = " where its parameters are";

/// What is known where code is written.
pub struct Writer<'a> {
    /// The shapes as they were promised.
    pub old: &'a Shape,
    pub scope: Scope<'a>,
}

/// Where an item is reached.
struct Place {
    /// What is in front of `::name`: a module, a type, a trait for its implementers.
    path: String,
    params: Params,
}

pub type Written = Result<Question, String>;

impl Writer<'_> {
    /// A question that decides the difference.
    pub fn question(&mut self, fact: &Fact) -> Written {
        let Some(item) = self.old.items.get(&fact.key) else {
            return Err("the item was not recorded".to_owned());
        };
        let member = fact.member.as_deref().unwrap_or_default();
        match (fact.change, &item.detail) {
            (_, Detail::Function(function)) => {
                let question = self.function(fact, function)?;
                if fact.required == Required::Undecided && fact.effect.contains(&Effect::Implementers) {
                    self.with_implementer(fact, question)
                } else {
                    Ok(question)
                }
            }
            (ChangeKind::BoundTightened, _) if member.is_empty() && fact.old.is_empty() => {
                Err("rustc infers such a bound from private fields, and whether the old declaration had it was not recorded".to_owned())
            }
            (ChangeKind::ValueChanged, Detail::Constant { .. }) => self.value(fact),
            (ChangeKind::TypeChanged, Detail::Constant { .. } | Detail::Static { is_mutable: false, .. }) => {
                self.type_of_value(fact)
            }
            (ChangeKind::TypeChanged, Detail::Alias { of, .. }) => self.alias(fact, item, of),
            (ChangeKind::FieldTypeChanged, _) => self.field(item, member, &fact.old),
            (ChangeKind::AssociatedTypeChanged, _) => self.associated_type(item, member, &fact.old),
            (ChangeKind::ImplRemoved, _) => self.implementation(item, member),
            (ChangeKind::BoundTightened, _) if !member.is_empty() => self.implementation(item, member),
            (ChangeKind::BoundTightened, _) => self.bound(item),
            (ChangeKind::VarianceNarrowed, _) => self.variance(item, member, &fact.old),
            (ChangeKind::PathRetargeted, Detail::ReExport { of }) => self.re_export(of),
            (ChangeKind::ArmRemoved, Detail::Macro { .. }) => macros::question(self.scope.item, &fact.old),
            (ChangeKind::KindChanged, _) => Err("it is another kind of item now, and all its uses cannot be written".to_owned()),
            _ => Err("no code is known that decides such a change".to_owned()),
        }
    }

    fn names(&self) -> &dyn super::rust::Names {
        &self.scope
    }

    fn ty(&self, text: &str) -> Result<String, String> {
        type_of(text, self.names())
    }

    /// The path of the item itself.
    pub fn own_path(&self) -> String {
        let id = self.scope.item.split(" for ").next().unwrap_or(self.scope.item);
        raw_segments(id)
    }

    /// The type of the item itself, with its parameters.
    pub fn own_type(&self, item: &ItemShape) -> Result<(String, Params), String> {
        let params = Params::of_item(item, self.names())?;
        Ok((format!("{}{}", self.own_path(), params.args()), params))
    }

    /// What an item of this key is reached by; `on` is the instance that a method belongs to.
    fn place(&mut self, key: &str, on: &str, texts: &[&str]) -> Result<Place, String> {
        let path = self.own_path();
        let (of, name) = path.rsplit_once("::").unwrap_or(("", &path));
        let around = owner(key).and_then(|owner| Some((self.old.items.get(&owner)?, owner)));
        let Some((around, owner)) = around else {
            return Ok(Place {
                path,
                params: Params::default(),
            });
        };
        let id = owner.strip_prefix("type ").unwrap_or(&owner);
        let of = of.to_owned();
        match &around.detail {
            Detail::Trait(_) => {
                self.scope.self_ = Some("S".to_owned());
                let mut params = Params::of_item(around, self.names())?;
                let name_of_trait = format!("{of}{}", params.args());
                params.push("S");
                params.bounds.push(format!("S: {name_of_trait}"));
                Ok(Place {
                    path: format!("<S as {name_of_trait}>::{name}"),
                    params,
                })
            }
            Detail::Struct(_) | Detail::Enum(_) | Detail::Union(_) if on.is_empty() => {
                let params = Params::of_item(around, self.names())?;
                let ty = format!("{of}{}", params.args());
                self.scope.self_ = Some(ty.clone());
                Ok(Place {
                    path: format!("<{ty}>::{name}"),
                    params,
                })
            }
            Detail::Struct(_) | Detail::Enum(_) | Detail::Union(_) => {
                let ty = self.ty(on)?;
                let mut params = Params::named_in(texts.iter().copied().chain([on]));
                let bounds = bounds_of_instance(around, id, on)?;
                params.require(&bounds, self.names())?;
                self.scope.self_ = Some(ty.clone());
                Ok(Place {
                    path: format!("<{ty}>::{name}"),
                    params,
                })
            }
            _ => Ok(Place {
                path,
                params: Params::default(),
            }),
        }
    }

    /// The same, and that implementations of the trait compile. What callers can do does not show that: a function that returns what
    /// is static is good enough for callers, and a method must return it then.
    fn with_implementer(&mut self, fact: &Fact, question: Question) -> Written {
        let implementer = self.implementer(&fact.key)?;
        Ok(Question {
            usage: format!("{}\n{implementer}", question.usage),
            is_of_member: true,
            ..question
        })
    }

    /// A question about this difference of a function alone, where there are others: what these are about is left open.
    pub fn part(&mut self, fact: &Fact, others: &[&Fact]) -> Written {
        let item = self.old.items.get(&fact.key).map(|it| &it.detail);
        let Some(Detail::Function(function)) = item else {
            return Err("it is not the difference of a function".to_owned());
        };
        if fact.effect.contains(&Effect::Implementers) {
            return Err("implementations have the whole signature".to_owned());
        }
        let mut call = self.call(&fact.key, function)?;
        for other in others {
            match other.change {
                ChangeKind::GenericsChanged => call.infer(),
                ChangeKind::ParametersChanged => match other.member.as_deref().and_then(parameter) {
                    Some(at) => call.leave_open(at),
                    None => return Err("another number of arguments is another call".to_owned()),
                },
                _ => {}
            }
        }
        match (fact.change, fact.member.as_deref().and_then(parameter)) {
            (ChangeKind::BoundTightened, _) | (ChangeKind::ParametersChanged, Some(_)) => Ok(call.alone()),
            (ChangeKind::OutputChanged, _) if !is_unnamed(function) => {
                Ok(call.being(&self.ty(&function.output)?, "", ""))
            }
            _ => Err("no code is known that decides it alone".to_owned()),
        }
    }

    fn function(&mut self, fact: &Fact, function: &Function) -> Written {
        let mut call = self.call(&fact.key, function)?;
        if loses_receiver(fact) {
            return Ok(call.by_receiver());
        }
        if fact.change == ChangeKind::OutputAutoTraitLost {
            let conditional = fact.old.strip_suffix(WHERE_PARAMETERS_ARE);
            let of = path_of(conditional.unwrap_or(&fact.old), self.names())?;
            if conditional.is_some() {
                call.require_of_parameters(&of);
            }
            return Ok(call.having(&of));
        }
        if !is_unnamed(function) && !function.inputs.iter().any(|it| it.contains("(impl ")) {
            return Ok(call.pointer(&self.ty(&function.output)?, function));
        }
        if function.is_async {
            if let Some(bounds) = bounds_of_impl(&function.output, self.names())? {
                return Ok(Call {
                    is_awaited: true,
                    ..call
                }
                .having(&bounds));
            }
            let output = self.ty(&function.output)?;
            return Ok(call.being(&output, ".await", "async "));
        }
        if let Some(bounds) = bounds_of_impl(&function.output, self.names())? {
            return Ok(match captured(&function.output) {
                Some(captured) => call.returning(&bounds, &captured),
                None => call.having(&bounds),
            });
        }
        if function.output.contains("(impl ") {
            return Err("a part of what it returned has no name".to_owned());
        }
        let output = self.ty(&function.output)?;
        Ok(call.being(&output, "", ""))
    }

    /// A call of a function with arguments of the types that it took.
    pub fn call(&mut self, key: &str, function: &Function) -> Result<Call, String> {
        if function.is_variadic {
            return Err("it takes any number of arguments".to_owned());
        }
        let texts: Vec<&str> = function
            .inputs
            .iter()
            .chain([&function.output])
            .chain(&function.bounds)
            .map(String::as_str)
            .collect();
        let Place { path, mut params } = self.place(key, &function.on, &texts)?;
        let late = params.add_function(function, self.names())?;
        let inputs = function
            .inputs
            .iter()
            .map(|it| self.ty(it.strip_prefix("self: ").unwrap_or(it)));
        let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
        let own = (0..function.generics.len()).map(|at| format!("F{at}"));
        let own: Vec<String> = own.collect();
        // Arguments cannot be given where one of them is `impl Trait`.
        let takes_unnamed = function.inputs.iter().any(|it| it.contains("(impl "));
        let turbofish = match angle(own.iter().map(String::as_str)) {
            args if args.is_empty() || takes_unnamed => String::new(),
            args => format!("::{args}"),
        };
        let arguments: Vec<String> = (0..inputs.len()).map(|at| format!("p{at}")).collect();
        Ok(Call {
            path,
            turbofish,
            arguments,
            is_unsafe: function.is_unsafe,
            params,
            late,
            inputs,
            is_awaited: false,
        })
    }

    fn value(&mut self, fact: &Fact) -> Written {
        if fact.old.is_empty() {
            return Err("the value that it had was not recorded".to_owned());
        }
        let path = self.constant(&fact.key)?;
        Ok(Question {
            setup: format!("const HAD: &str = {:?};", fact.old),
            usage: format!("const _: () = assert!(matches!({path}, {}));", fact.old),
            ..Question::default()
        })
    }

    /// The path of a constant that depends on no parameters.
    pub fn constant(&mut self, key: &str) -> Result<String, String> {
        let on = key.split_once(" for ").map_or("", |(_, on)| on);
        let Place { path, params } = self.place(key, on, &[])?;
        if params.list().is_empty() {
            Ok(path)
        } else {
            Err("its value depends on parameters".to_owned())
        }
    }

    fn type_of_value(&mut self, fact: &Fact) -> Written {
        let Place { path, params } = self.place(&fact.key, "", &[&fact.old])?;
        let old = self.ty(&fact.old)?;
        Ok(is_type(&params, "", &old, &format!("of(&{path})")))
    }

    fn alias(&mut self, fact: &Fact, item: &ItemShape, of: &str) -> Written {
        let (ty, mut params) = self.own_type(item)?;
        let written = if fact.old.is_empty() { of } else { &fact.old };
        // rustc requires of the arguments of an alias what its type requires, and no bound of the alias says so.
        if let Some(id) = paths(written).first()
            && let Some(aliased) = self.old.items.get(&format!("type {id}"))
        {
            params.require(&bounds_of_instance(aliased, id, written)?, self.names())?;
        }
        let old = self.ty(written)?;
        Ok(is_type(&params, "", &old, &format!("PhantomData::<*mut {ty}>")))
    }

    pub fn field(&mut self, item: &ItemShape, field: &str, old: &str) -> Written {
        let (ty, params) = self.own_type(item)?;
        let old = self.ty(old)?;
        let argument = format!("it: &{ty}");
        let (path, name) = match field.rsplit_once("::") {
            Some((variant, name)) => (format!("{}::{}", self.own_path(), raw(variant)), name),
            None => (self.own_path(), field),
        };
        let pattern = format!("{path} {{ {}: part, .. }}", raw(name));
        let value = match item.detail {
            Detail::Union(_) => format!("unsafe {{ of(&it.{}) }}", raw(name)),
            Detail::Enum(_) => format!("match it {{ {pattern} => of(part), _ => loop {{}} }}"),
            _ => format!("{{ let {pattern} = it; of(part) }}"),
        };
        Ok(is_type(&params, &argument, &old, &value))
    }

    /// The type that a header is for and its trait, with what is around them.
    fn header(&mut self, item: &ItemShape, header: &str) -> Result<(String, String, Params), String> {
        let (of, on) = header.split_once(" for ").unwrap_or((header, ""));
        let (ty, mut params) = if on.is_empty() {
            let (ty, mut params) = self.own_type(item)?;
            params.declare_named_in(header);
            (ty, params)
        } else {
            let mut params = Params::named_in([header]);
            params.require(&bounds_of_instance(item, self.scope.item, on)?, self.names())?;
            (self.ty(on)?, params)
        };
        let implemented = match &item.detail {
            Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) => it.implements.get(header),
            Detail::Trait(it) => it.implementations.get(header),
            _ => None,
        };
        self.scope.self_ = Some(ty.clone());
        params.require(implemented.iter().flat_map(|it| &it.bounds), self.names())?;
        Ok((ty, path_of(of, self.names())?, params))
    }

    fn associated_type(&mut self, item: &ItemShape, member: &str, old: &str) -> Written {
        let (header, name) = member.rsplit_once("::").unwrap_or(("", member));
        let (ty, of, params) = self.header(item, header)?;
        let old = self.ty(old)?;
        Ok(is_type(
            &params,
            "",
            &old,
            &format!("PhantomData::<*mut <{ty} as {of}>::{}>", raw(name)),
        ))
    }

    pub fn implementation(&mut self, item: &ItemShape, header: &str) -> Written {
        let (ty, of, params) = self.header(item, header)?;
        Ok(has(&params, &ty, &of))
    }

    fn bound(&mut self, item: &ItemShape) -> Written {
        let (ty, params) = self.own_type(item)?;
        if matches!(item.detail, Detail::Trait(_)) {
            return Err("what a trait requires of its implementers cannot be asked of them here".to_owned());
        }
        Ok(Question {
            usage: format!("fn new{}(_: &{ty}){} {{}}", params.list(), params.clause()),
            ..Question::default()
        })
    }

    /// A function that shortens or lengthens a lifetime in a parameter of a type: the parameter is one, or a type that has one.
    pub fn variance(&mut self, item: &ItemShape, parameter: &str, word: &str) -> Written {
        let (from, to) = match word {
            "covariant" => ("'longer", "'shorter"),
            "contravariant" => ("'shorter", "'longer"),
            _ => return Err("no code relies on it".to_owned()),
        };
        let params = Params::of_item(item, self.names())?;
        let own = parameter.replace("'T", "'t");
        let is_lifetime = own.starts_with('\'');
        let place = |lifetime: &str| {
            if is_lifetime {
                lifetime.to_owned()
            } else {
                format!("&{lifetime} ()")
            }
        };
        let with = |text: &str, lifetime: &str| substituted(text, &[(&own, &place(lifetime))]);
        let of = format!("{}{}", self.own_path(), params.args());
        let others = Params {
            lifetimes: params.lifetimes.iter().filter(|it| **it != own).cloned().collect(),
            declared: params.declared.iter().filter(|it| **it != own).cloned().collect(),
            bounds: Vec::new(),
        };
        let mut bounds = BTreeSet::new();
        for bound in &params.bounds {
            // Whether a reference fulfils what the type itself requires, rustc finds out.
            if is_lifetime || !bound.starts_with(&format!("{own}: ")) {
                bounds.extend([with(bound, from), with(bound, to)]);
            }
        }
        let lifetimes = [
            vec!["'longer: 'shorter".to_owned(), "'shorter".to_owned()],
            others.lifetimes,
        ]
        .concat();
        let all = Params {
            lifetimes,
            bounds: bounds.into_iter().collect(),
            ..others
        };
        Ok(Question {
            setup: format!(
                "fn new{}(it: {}) -> {}{} {{",
                all.list(),
                with(&of, from),
                with(&of, to),
                all.clause()
            ),
            usage: "it".to_owned(),
            end: "}".to_owned(),
            ..Question::default()
        })
    }

    /// A function that drops a value after what is borrowed for a parameter of its type.
    pub fn drop_after(&mut self, item: &ItemShape, parameter: &str) -> Written {
        let params = Params::of_item(item, self.names())?;
        let own = parameter.replace("'T", "'t");
        let is_own = |it: &str| substituted(it, &[(&own, "")]) != *it;
        let borrowed = if own.starts_with('\'') { "'short" } else { "&'short u8" };
        let of = format!("{}{}", self.own_path(), params.args());
        let of = substituted(&of, &[(&own, borrowed)]);
        // What a type requires of the parameter itself, rustc finds out; and all outlives what is borrowed in a function.
        let of_others = params.bounds.iter().filter(|bound| {
            let is_about_own = bound.starts_with(&format!("{own}: ")) && own.starts_with('T');
            !is_about_own && !bound.ends_with(&format!(": {own}"))
        });
        let bounds: Vec<String> = of_others.cloned().collect();
        if bounds.iter().any(|bound| is_own(bound)) {
            return Err("what the type requires of other parameters depends on it".to_owned());
        }
        let others = Params {
            lifetimes: params.lifetimes.into_iter().filter(|it| *it != own).collect(),
            declared: params.declared.into_iter().filter(|it| *it != own).collect(),
            bounds,
        };
        let with_borrowed = Params {
            lifetimes: [vec!["'short".to_owned()], others.lifetimes.clone()].concat(),
            bounds: [others.bounds.clone(), outliving(&others, "'short")].concat(),
            ..others.clone()
        };
        Ok(Question {
            setup: format!(
                "fn tie{}(_: &'short u8) -> {of}{} {{ loop {{}} }}\nfn new{}(){} {{",
                with_borrowed.list(),
                with_borrowed.clause(),
                others.list(),
                others.clause()
            ),
            usage: format!(
                "let _it; {{ let borrowed = 1u8; _it = tie{}(&borrowed); }}",
                match angle(others.names()) {
                    args if args.is_empty() => args,
                    args => format!("::{args}"),
                }
            ),
            end: "}".to_owned(),
            ..Question::default()
        })
    }

    /// Both paths bring the same, or the name is ambiguous.
    fn re_export(&self, of: &str) -> Written {
        if of.starts_with("variant ") || of.ends_with('*') {
            return Err("the whole of a module cannot be named at once".to_owned());
        }
        let old = path_of(of, self.names())?;
        Ok(Question {
            setup: format!(
                "mod a {{ pub use {} as It; }} mod b {{ pub use {old} as It; }}",
                self.own_path()
            ),
            usage: "mod c { use super::a::*; use super::b::*; use self::It as That; }".to_owned(),
            ..Question::default()
        })
    }
}

/// Whether users cannot name the type of what it returns.
fn is_unnamed(function: &Function) -> bool {
    function.is_async || function.output.contains("(impl ")
}

/// The lifetimes that an output `impl Trait` captured; `None` where it captured all.
fn captured(output: &str) -> Option<Vec<String>> {
    let inner = output.strip_prefix("(impl ")?.strip_suffix(')')?;
    let names = split(inner, " + ").find_map(|bound| bound.strip_prefix("use<")?.strip_suffix('>'))?;
    let names = names.split(", ").filter_map(|name| name.strip_prefix('\''));
    let of_rust = |name: &str| match name.strip_prefix('T') {
        Some(number) => format!("'t{number}"),
        None => format!("'l{name}"),
    };
    Some(names.map(of_rust).collect())
}

/// That all parameters outlive a lifetime.
fn outliving(params: &Params, lifetime: &str) -> Vec<String> {
    let types = params.declared.iter().filter(|it| !it.starts_with("const "));
    let all = params.lifetimes.iter().chain(types);
    all.map(|it| format!("{it}: {lifetime}")).collect()
}

/// The place of a parameter that a difference is about.
fn parameter(member: &str) -> Option<usize> {
    member.strip_prefix("parameter ")?.parse::<usize>().ok()?.checked_sub(1)
}

/// What a type requires of the arguments that one of its instances has: `T1: Clone` of `&'T0 nika::Map<u8, T1>`.
fn bounds_of_instance(item: &ItemShape, id: &str, instance: &str) -> Result<Vec<String>, String> {
    let (Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt)) = &item.detail else {
        return Ok(Vec::new());
    };
    if adt.bounds.is_empty() {
        return Ok(Vec::new());
    }
    let not_known = || "the bounds of that instance of the type were not recorded".to_owned();
    let (_, inner) = instance.split_once(&format!("{id}<")).ok_or_else(not_known)?;
    let given: Vec<&str> = split(inner.strip_suffix('>').ok_or_else(not_known)?, ", ").collect();
    if given.len() != adt.generics.len() {
        return Err(not_known());
    }
    let lifetimes = adt.generics.iter().filter(|it| *it == "'").count();
    let names = (0..given.len()).map(|at| match at.checked_sub(lifetimes) {
        Some(at) => format!("T{at}"),
        None => format!("'T{at}"),
    });
    let names: Vec<String> = names.collect();
    let arguments: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(given).collect();
    Ok(adt.bounds.iter().map(|bound| substituted(bound, &arguments)).collect())
}

/// That a value, in a function with this argument, says of itself that it is of the type.
fn is_type(params: &Params, argument: &str, old: &str, value: &str) -> Question {
    let (list, clause) = (params.list(), params.clause());
    Question {
        setup: format!("fn old{list}(_: PhantomData<*mut {old}>){clause} {{}}\nfn new{list}({argument}){clause} {{"),
        usage: format!("let _: PhantomData<*mut {old}> = {value};"),
        end: "}".to_owned(),
        ..Question::default()
    }
}

/// That a type implements a trait.
fn has(params: &Params, ty: &str, of: &str) -> Question {
    let mut checked = params.clone();
    checked.push("X: ?Sized");
    let clause = checked.clause();
    let clause = if clause.is_empty() {
        format!(" where X: {of}")
    } else {
        format!("{clause}, X: {of}")
    };
    let args: Vec<&str> = params.names().chain([ty]).collect();
    Question {
        setup: format!(
            "fn has{}(){clause} {{}}\nfn new{}(){} {{",
            checked.list(),
            params.list(),
            params.clause()
        ),
        usage: format!("has::<{}>();", args.join(", ")),
        end: "}".to_owned(),
        ..Question::default()
    }
}
