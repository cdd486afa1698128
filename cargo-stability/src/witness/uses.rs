//! Code that uses an item in the way that a break takes away, for breaks that the declarations decide. As a proof it compiles with the
//! version that was promised, and not with this one.

use stability_policy::shape::compare::{ChangeKind, Fact, owner};
use stability_policy::shape::model::{Adt, Detail, Fields, Form, ItemShape};

use super::compile::Question;
use super::names::raw;
use super::rust::type_of;
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
            (ChangeKind::VariantAdded | ChangeKind::NonExhaustiveAdded, Detail::Enum(adt)) => {
                self.matching(item, &variants(adt))
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

    /// An implementation with all that the trait required.
    fn implementing(&mut self, fact: &Fact) -> Written {
        let key = match fact.change {
            ChangeKind::Sealed => Some(fact.key.clone()),
            _ => owner(&fact.key),
        };
        let Some((key, item)) = key.and_then(|key| Some((key.clone(), self.old.items.get(&key)?))) else {
            return Err("no code is known that it breaks".to_owned());
        };
        let Detail::Trait(of) = &item.detail else {
            return Err("no code is known that it breaks".to_owned());
        };
        if !of.generics.is_empty()
            || of
                .bounds
                .iter()
                .any(|it| it.starts_with("Self: ") && !it.ends_with("::Sized"))
        {
            return Err("an implementation would need more than the trait".to_owned());
        }
        self.scope.self_ = Some("Self".to_owned());
        let mut parts = String::new();
        for (member, shape) in self
            .old
            .items
            .iter()
            .filter(|(it, _)| owner(it).as_deref() == Some(&key))
        {
            let name = raw(member.rsplit("::").next().unwrap_or_default());
            match &shape.detail {
                Detail::Function(it) if !it.has_default => {
                    if it.is_async || it.early > 0 || !it.bounds.is_empty() || !it.generics.is_empty() {
                        return Err(format!("its method `{name}` cannot be written"));
                    }
                    let mut inputs = Vec::new();
                    let mut lives = Vec::new();
                    for (at, input) in it.inputs.iter().enumerate() {
                        let (start, ty) = match input.strip_prefix("self: ") {
                            Some(ty) => ("self".to_owned(), ty),
                            None => (format!("p{at}"), input.as_str()),
                        };
                        inputs.push(format!("{start}: {}", type_of(ty, &self.scope)?));
                        lives.push(ty);
                    }
                    let output = type_of(&it.output, &self.scope)?;
                    let own = super::params::own_lifetimes(it);
                    let own = super::params::angle(own.iter().map(String::as_str));
                    let unsafe_ = if it.is_unsafe { "unsafe " } else { "" };
                    parts.push_str(&format!(
                        "{unsafe_}fn {name}{own}({}) -> {output} {{ loop {{}} }} ",
                        inputs.join(", ")
                    ));
                }
                Detail::Function(_)
                | Detail::Constant { has_default: true, .. }
                | Detail::AssociatedType { default: Some(_), .. } => {}
                Detail::Constant { type_, .. } => {
                    parts.push_str(&format!("const {name}: {} = panic!(); ", type_of(type_, &self.scope)?));
                }
                _ => return Err(format!("its `{name}` cannot be written")),
            }
        }
        let path = super::names::raw_segments(key.strip_prefix("type ").unwrap_or(&key));
        let unsafe_ = if of.is_unsafe { "unsafe " } else { "" };
        Ok(using(&format!(
            "struct Implementer; {unsafe_}impl {path} for Implementer {{ {parts}}}"
        )))
    }
}

fn using(usage: &str) -> Question {
    Question {
        usage: usage.to_owned(),
        ..Question::default()
    }
}

fn import(path: &str) -> Question {
    using(&format!("use {} as It;", super::names::raw_segments(path)))
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
