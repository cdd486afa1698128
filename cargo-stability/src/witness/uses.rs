//! Code that uses an item in the way that a break takes away, for breaks that the declarations decide. As a proof it compiles with the
//! version that was promised, and not with this one.

use stability_policy::shape::compare::{ChangeKind, Fact, owner};
use stability_policy::shape::model::{Adt, Detail, Fields, Form, Function, ItemShape};

use super::compile::Question;
use super::names::{raw, raw_segments};
use super::params::Params;
use super::rust::{path_of, predicate_of, type_of};
use super::write::{Writer, Written};

impl Writer<'_> {
    /// A use that the difference breaks.
    pub fn broken_use(&mut self, fact: &Fact) -> Written {
        let Some(item) = self.old.items.get(&fact.key) else {
            // What was added breaks what was around it.
            return self.implementing(fact);
        };
        let member = fact.member.as_deref().unwrap_or_default();
        match (fact.change, &item.detail) {
            (ChangeKind::PathRemoved | ChangeKind::PathRetargeted, _) if !member.is_empty() => Ok(import(member)),
            (ChangeKind::PathRemoved, detail)
                if !self.is_member(&fact.key) || !matches!(detail, Detail::Function(_)) =>
            {
                if self.is_member(&fact.key) {
                    let path = self.constant(&fact.key)?;
                    return Ok(using(&format!("const _: () = {{ let _ = &{path}; }};")));
                }
                Ok(import(self.scope.item))
            }
            (ChangeKind::ConstChanged, Detail::Function(function)) => {
                let call = self.call(&fact.key, function)?;
                Ok(call.in_constant(&type_of(&function.output, &self.scope)?))
            }
            (ChangeKind::UnnamedNarrowed | ChangeKind::UnnamedReplaced, Detail::Function(function)) => {
                self.value_of(fact, item, function)
            }
            (ChangeKind::FieldRemoved, _) => self.field(item, member, &fact.old),
            (
                ChangeKind::FieldAdded | ChangeKind::NonExhaustiveAdded | ChangeKind::FormChanged,
                Detail::Struct(adt),
            ) => self.in_full(item, &pattern("", adt.fields.as_ref())),
            (ChangeKind::FieldAdded | ChangeKind::FormChanged, Detail::Enum(adt)) => {
                let variant = member.split("::").next().unwrap_or_default();
                let fields = adt.variants.get(variant).map(|it| &it.fields);
                let variant = pattern(&format!("::{}", raw(variant)), fields);
                self.matching(item, &[variant, "_".to_owned()])
            }
            (ChangeKind::VariantRemoved, _) => {
                self.matching(item, &[format!("PATH::{} {{ .. }}", raw(member)), "_".to_owned()])
            }
            (
                ChangeKind::VariantAdded | ChangeKind::NonExhaustiveAdded | ChangeKind::HiddenVariantAdded,
                Detail::Enum(adt),
            ) => self.matching(item, &variants(adt)),
            (ChangeKind::DiscriminantChanged, Detail::Enum(adt)) if member.is_empty() => {
                let mut variants = adt.variants.iter().filter(|(_, it)| it.discriminant.is_some());
                let (variant, _) = variants.next().ok_or("no variant is known that `as` reads")?;
                let path = format!("{}::{}", self.own_path(), raw(variant));
                Ok(using(&format!("fn new() -> i128 {{ {path} as i128 }}")))
            }
            (ChangeKind::DiscriminantChanged, _) => {
                let path = format!("{}::{}", self.own_path(), raw(member));
                Ok(using(&format!(
                    "const _: () = assert!({path} as i128 == {});",
                    fact.old
                )))
            }
            (ChangeKind::AutoTraitLost, _) => self.implementation(item, member),
            (ChangeKind::DynCompatibilityLost, _) => {
                let (path, params) = self.own_type(item)?;
                Ok(using(&format!(
                    "fn new{}(_: &dyn {path}){} {{}}",
                    params.list(),
                    params.clause()
                )))
            }
            (ChangeKind::Sealed | ChangeKind::DefaultRemoved, _) => self.implementing(fact),
            (ChangeKind::LayoutChanged, Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt)) => {
                self.size(item, adt)
            }
            _ => self.question(fact),
        }
    }

    /// What can be done with a value that a function returns, whose type nobody can name.
    fn value_of(&mut self, fact: &Fact, item: &ItemShape, function: &Function) -> Written {
        let member = fact.member.as_deref().unwrap_or_default();
        if fact.old.starts_with('~') || fact.new.starts_with('~') && fact.change == ChangeKind::UnnamedNarrowed {
            return Err("nobody can name the trait".to_owned());
        }
        let of = member
            .split("::")
            .next()
            .filter(|it| item.unnamed.contains_key(&format!("type {it}")));
        let of = of.unwrap_or(member);
        if function.output.split('<').next() != Some(of) || function.is_async {
            return Err("the value is inside of another one".to_owned());
        }
        let call = self.call(&fact.key, function)?;
        let method = item
            .unnamed
            .get(&format!("value {of}::{}", fact.old))
            .map(|it| &it.detail);
        let fields = match item.unnamed.get(&format!("type {of}")).map(|it| &it.detail) {
            Some(Detail::Struct(it)) => it.fields.as_ref(),
            _ => None,
        };
        match method {
            Some(Detail::Function(method)) => {
                let arguments = vec!["any()"; method.inputs.len().saturating_sub(1)].join(", ");
                Ok(call.followed_by(&format!(".{}({arguments})", raw(&fact.old))))
            }
            _ if fields.is_some_and(|it| it.public.contains_key(&fact.old)) => {
                Ok(call.followed_by(&format!(".{}", raw(&fact.old))))
            }
            _ if fact.old.is_empty() || fact.old.contains(" = ") => Err("no code is known that decides it".to_owned()),
            _ => Ok(call.having(&path_of(&fact.old, &self.scope)?)),
        }
    }

    fn is_member(&self, key: &str) -> bool {
        let around = owner(key).and_then(|owner| self.old.items.get(&owner));
        !matches!(around.map(|it| &it.detail), None | Some(Detail::Module))
    }

    /// A pattern that names all fields.
    fn in_full(&mut self, item: &ItemShape, pattern: &str) -> Written {
        let (ty, params) = self.own_type(item)?;
        let pattern = pattern.replace("PATH", &self.own_path());
        let (list, clause) = (params.list(), params.clause());
        Ok(using(&format!(
            "fn new{list}(it: &{ty}){clause} {{ let {pattern} = it; }}"
        )))
    }

    fn matching(&mut self, item: &ItemShape, patterns: &[String]) -> Written {
        let (ty, params) = self.own_type(item)?;
        let arms = patterns
            .iter()
            .map(|it| it.replace("PATH", &self.own_path()) + " => {}");
        let arms = arms.collect::<Vec<_>>().join(" ");
        let (list, clause) = (params.list(), params.clause());
        Ok(using(&format!(
            "fn new{list}(it: &{ty}){clause} {{ match it {{ {arms} }} }}"
        )))
    }

    fn size(&mut self, item: &ItemShape, adt: &Adt) -> Written {
        let numbers: Vec<&str> = adt
            .size
            .iter()
            .flat_map(|it| it.split(|it: char| !it.is_ascii_digit()))
            .filter(|it| !it.is_empty())
            .collect();
        let [_, size, align] = numbers[..] else {
            return Err("the size that it had was not recorded".to_owned());
        };
        let ty = self.own_type(item)?.0;
        Ok(using(&format!(
            "const _: () = assert!(::std::mem::size_of::<{ty}>() == {size} && ::std::mem::align_of::<{ty}>() == {align});"
        )))
    }

    /// An implementation of one method of a trait, as the trait declared it. Errors about what it leaves out are no answer.
    pub fn implementer(&mut self, key: &str) -> Result<String, String> {
        let of = owner(key).unwrap_or_default();
        self.implementation_of(&of, |member| member == key)
    }

    /// An implementation of the chosen members of a trait, for any type that fulfils what the trait requires.
    fn implementation_of(&mut self, of: &str, is_chosen: impl Fn(&str) -> bool) -> Result<String, String> {
        let Some(item) = self.old.items.get(of) else {
            return Err("the trait was not recorded".to_owned());
        };
        let Detail::Trait(trait_) = &item.detail else {
            return Err("no code is known that it breaks".to_owned());
        };
        self.scope.self_ = Some("Self".to_owned());
        let mut params = Params::of_item(item, &self.scope)?;
        let path = format!(
            "{}{}",
            raw_segments(of.strip_prefix("type ").unwrap_or(of)),
            params.args()
        );
        let required = trait_.bounds.iter().filter(|it| it.starts_with("Self: "));
        params.require(required, &self.scope)?;
        let mut types = vec!["X".to_owned()];
        let mut parts = String::new();
        for (member, shape) in self.members(of) {
            let name = last_name(member);
            match &shape.detail {
                Detail::AssociatedType {
                    generics,
                    bounds,
                    default: None,
                    ..
                } => {
                    if !generics.is_empty() {
                        return Err("the trait has an associated type with parameters".to_owned());
                    }
                    let ty = format!("T{}", trait_.generics.len() + types.len());
                    for bound in bounds {
                        let bound = predicate_of(&format!("{ty}{bound}"), &self.scope)?;
                        params.bounds.push(bound);
                    }
                    parts.push_str(&format!("type {name} = {ty}; "));
                    types.push(ty);
                }
                Detail::Function(it) if is_chosen(member) => parts.push_str(&self.method(&name, it)?),
                Detail::Constant { type_, .. } if is_chosen(member) => {
                    parts.push_str(&format!("const {name}: {} = panic!(); ", type_of(type_, &self.scope)?));
                }
                _ => {}
            }
        }
        params.declared.extend(types.iter().cloned());
        let types = types.join(", ");
        let unsafe_ = if trait_.is_unsafe { "unsafe " } else { "" };
        Ok(format!(
            "struct Implementer<{types}>(PhantomData<({types},)>); {unsafe_}impl{} {path} for Implementer<{types}>{} {{ {parts}}}",
            params.list(),
            params.clause()
        ))
    }

    /// The items of a trait.
    fn members(&self, of: &str) -> Vec<(&String, &ItemShape)> {
        let items = self.old.items.iter();
        items.filter(|(it, _)| owner(it).as_deref() == Some(of)).collect()
    }

    /// A method of a trait as an implementation has it.
    fn method(&self, name: &str, function: &Function) -> Result<String, String> {
        let mut own = Params::default();
        let late = own.add_function(function, &self.scope)?;
        own.lifetimes.extend(late);
        let mut inputs = Vec::new();
        for (at, input) in function.inputs.iter().enumerate() {
            let (start, ty) = match input.strip_prefix("self: ") {
                Some(ty) => ("self".to_owned(), ty),
                None => (format!("p{at}"), input.as_str()),
            };
            inputs.push(format!("{start}: {}", type_of(ty, &self.scope)?));
        }
        let output = type_of(&function.output, &self.scope)?;
        let words = [(function.is_async, "async "), (function.is_unsafe, "unsafe ")];
        let words: String = words.iter().filter(|it| it.0).map(|it| it.1).collect();
        Ok(format!(
            "{words}fn {name}{}({}) -> {output}{} {{ loop {{}} }} ",
            own.list(),
            inputs.join(", "),
            own.clause()
        ))
    }

    /// An implementation with all that the trait required.
    fn implementing(&mut self, fact: &Fact) -> Written {
        let of = match fact.change {
            ChangeKind::Sealed => fact.key.clone(),
            _ => owner(&fact.key).ok_or_else(|| "no code is known that it breaks".to_owned())?,
        };
        let items = &self.old.items;
        let is_required = |member: &str| match items.get(member).map(|it| &it.detail) {
            Some(Detail::Function(it)) => !it.has_default,
            Some(Detail::Constant { has_default, .. }) => !has_default,
            _ => false,
        };
        self.implementation_of(&of, is_required).map(|it| using(&it))
    }
}

fn last_name(path: &str) -> String {
    raw(path.rsplit("::").next().unwrap_or_default())
}

fn using(usage: &str) -> Question {
    Question {
        usage: usage.to_owned(),
        ..Question::default()
    }
}

fn import(path: &str) -> Question {
    using(&format!("use {} as It;", raw_segments(path)))
}

/// All fields of a struct or a variant, of which `PATH` is the path.
fn pattern(variant: &str, fields: Option<&Fields>) -> String {
    let names = fields.iter().flat_map(|it| it.public.keys());
    let names: Vec<String> = names.map(|it| format!("{}: _", raw(it))).collect();
    match fields.map(|it| it.form) {
        Some(Form::Unit) | None => format!("PATH{variant}"),
        Some(_) => format!("PATH{variant} {{ {} }}", names.join(", ")),
    }
}

fn variants(adt: &Adt) -> Vec<String> {
    let rest = |name: &String| format!("PATH::{} {{ .. }}", raw(name));
    adt.variants.keys().map(rest).collect()
}
