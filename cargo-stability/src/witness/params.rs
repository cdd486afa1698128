//! The parameters around a use of an item: those of its type or trait, and its own.

use std::collections::BTreeSet;

use stability_policy::shape::model::{Detail, Function, ItemShape};

use super::rust::{Names, predicate_of, type_of};

/// Parameters with the bounds that they had.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// `'t0`, `'l0`.
    pub lifetimes: Vec<String>,
    /// `T0`, `const T1: usize`.
    pub declared: Vec<String>,
    /// `T0: ::std::clone::Clone`.
    pub bounds: Vec<String>,
}

impl Params {
    /// Those that the texts name, where a declaration is not known.
    pub fn named_in<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut lifetimes = BTreeSet::new();
        let mut types = BTreeSet::new();
        for text in texts {
            let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '\'' | ':' | '@');
            for word in text.split(|it| !is_part(it)) {
                let number = |start: &str| word.strip_prefix(start).and_then(|it| it.parse::<usize>().ok());
                lifetimes.extend(number("'T"));
                types.extend(number("T"));
            }
        }
        Self {
            lifetimes: lifetimes.into_iter().map(|it| format!("'t{it}")).collect(),
            declared: types.into_iter().map(|it| format!("T{it}")).collect(),
            bounds: Vec::new(),
        }
        .outliving()
    }

    /// Adds those that a header names and the type does not have: the `'a` of `impl<'a> From<&'a str> for S`.
    pub fn declare_named_in(&mut self, header: &str) {
        let known: BTreeSet<String> = self.names().map(str::to_owned).collect();
        let named = Self::named_in([header]);
        for lifetime in named.lifetimes {
            if !self.lifetimes.contains(&lifetime) {
                self.lifetimes.push(lifetime);
            }
        }
        self.declared
            .extend(named.declared.into_iter().filter(|it| !known.contains(it)));
    }

    /// Those of a type, a trait or an alias.
    pub fn of_item(item: &ItemShape, names: &dyn Names) -> Result<Self, String> {
        let none = BTreeSet::new();
        let (generics, bounds) = match &item.detail {
            Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) => (&it.generics, &it.bounds),
            // What a trait requires of `Self` follows from its bound.
            Detail::Trait(it) => (&it.generics, &it.bounds),
            Detail::Alias { generics, .. } => (generics, &none),
            _ => return Ok(Self::default()),
        };
        let mut params = Self::default();
        params.declare('T', generics, names)?;
        let is_own = |bound: &&String| !bound.starts_with("Self: ");
        params.require(bounds.iter().filter(is_own), names)?;
        Ok(params.outliving())
    }

    /// The same, where each type outlives each lifetime: a reference in a private field requires that, and no declaration says so.
    fn outliving(mut self) -> Self {
        let types = self.declared.iter().filter(|it| !it.starts_with("const "));
        let lifetimes = &self.lifetimes;
        let bounds = types.flat_map(|ty| lifetimes.iter().map(move |lifetime| format!("{ty}: {lifetime}")));
        let bounds: Vec<String> = bounds.collect();
        self.bounds.extend(bounds);
        self
    }

    /// With those of a function. Lifetimes that it binds late can be named apart.
    pub fn add_function(&mut self, function: &Function, names: &dyn Names) -> Result<Vec<String>, String> {
        self.declare('F', &function.generics, names)?;
        self.require(&function.bounds, names)?;
        Ok(own_lifetimes(function))
    }

    pub fn declare(&mut self, letter: char, generics: &[String], names: &dyn Names) -> Result<(), String> {
        let mut lifetimes = 0;
        let mut others = 0;
        for param in generics {
            if param == "'" {
                self.lifetimes
                    .push(format!("'{}{lifetimes}", letter.to_ascii_lowercase()));
                lifetimes += 1;
                continue;
            }
            self.declared.push(match param.strip_prefix("const ") {
                Some(of) => {
                    let of = of.split(" = ").next().unwrap_or(of);
                    format!("const {letter}{others}: {}", type_of(of, names)?)
                }
                None => format!("{letter}{others}"),
            });
            others += 1;
        }
        Ok(())
    }

    pub fn require<'t>(
        &mut self,
        bounds: impl IntoIterator<Item = &'t String>,
        names: &dyn Names,
    ) -> Result<(), String> {
        for bound in bounds {
            self.bounds.push(predicate_of(bound, names)?);
        }
        Ok(())
    }

    /// A parameter that the tool adds.
    pub fn push(&mut self, name: &str) {
        self.declared.push(name.to_owned());
    }

    /// The names of all but lifetimes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let name = |declared: &'_ str| declared.strip_prefix("const ").is_none();
        self.declared.iter().map(move |it| {
            if name(it) {
                it.as_str()
            } else {
                it["const ".len()..].split(':').next().unwrap_or_default()
            }
        })
    }

    /// `<'t0, T0>`, or nothing.
    pub fn list(&self) -> String {
        angle(
            self.lifetimes
                .iter()
                .map(String::as_str)
                .chain(self.declared.iter().map(String::as_str)),
        )
    }

    /// `<'t0, T0>` as arguments.
    pub fn args(&self) -> String {
        angle(self.lifetimes.iter().map(String::as_str).chain(self.names()))
    }

    /// ` where T0: ::std::clone::Clone`, or nothing.
    pub fn clause(&self) -> String {
        if self.bounds.is_empty() {
            String::new()
        } else {
            format!(" where {}", self.bounds.join(", "))
        }
    }
}

/// The lifetimes of a function itself.
pub fn own_lifetimes(function: &Function) -> Vec<String> {
    let texts = function.inputs.iter().chain([&function.output]).chain(&function.bounds);
    let mut own = BTreeSet::new();
    for text in texts {
        for word in text.split('\'').skip(1) {
            let end = word.find(|it: char| !it.is_ascii_digit()).unwrap_or(word.len());
            own.extend(word[..end].parse::<usize>().ok());
        }
    }
    own.into_iter().map(|it| format!("'l{it}")).collect()
}

pub fn angle<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    let parts: Vec<&str> = parts.collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("<{}>", parts.join(", "))
    }
}
