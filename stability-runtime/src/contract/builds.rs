//! One contract of several builds of the same source: for other targets, with other features.
//!
//! An item that is the same in all builds is there once and names none. One that differs is there once for each form, each with the
//! names of the builds that have it, so that nothing of a build is lost and a contract of one build looks as if there were no others.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::json::fields::object;
use super::{Contract, Item, Shape, Source};

object! {
    /// How the packages of a contract are built.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::contract::Build")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub struct Build {
        /// The target triple; `None` for that of the host.
        pub target: Option<String>,
        /// The features that are turned on.
        pub features: Vec<String>,
        /// Whether all are.
        pub all_features: bool,
        /// Whether the feature `default` is left off.
        pub no_default_features: bool,
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::Contract"))]
impl Contract {
    /// The builds that the contract describes, by name; none where it is of one build without a name.
    pub fn builds(&self) -> &BTreeMap<String, Build> {
        &self.builds
    }

    /// One contract of the builds of one source, each with its name.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let lines = [
    ///     r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#,
    ///     r#"{"kind":"fn","name":"ask","tier":"stable"}"#,
    ///     r#"{"kind":"fn","name":"listen","tier":"stable"}"#,
    /// ];
    /// let host = Contract::from_lines(lines)?;
    /// let wasm = Contract::from_lines(lines[..2].iter().copied())?;
    /// let builds = [("host", host), ("wasm", wasm)];
    /// let contract = Contract::of_builds(builds.map(|(name, contract)| (name.into(), Default::default(), contract)));
    /// assert!(contract.items()[0].builds.is_empty());
    /// assert_eq!(contract.items()[1].builds, ["host"]);
    /// # Ok::<(), stability::contract::lines::LinesError>(())
    /// ```
    #[must_use]
    pub fn of_builds(builds: impl IntoIterator<Item = (String, Build, Self)>) -> Self {
        let mut named = BTreeMap::new();
        let mut sources: Vec<Source> = Vec::new();
        let mut areas = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        let mut forms: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut shape_form = 0;
        for (name, build, contract) in builds {
            named.insert(name.clone(), build);
            shape_form = shape_form.max(contract.shape_form);
            for source in contract.sources {
                add_source(source, &mut sources);
            }
            for area in contract.areas {
                if !areas.contains(&area) {
                    areas.push(area);
                }
            }
            for mut item in contract.items {
                let of_id = forms
                    .entry((item.package.clone(), item.id.clone(), item.kind))
                    .or_default();
                let mut known = of_id.iter().copied();
                if let Some(at) = known.find(|at| is_same(&items[*at], &item)) {
                    items[at].builds.push(name.clone());
                } else {
                    of_id.push(items.len());
                    item.builds = Vec::from([name.clone()]);
                    items.push(item);
                }
            }
        }
        let mut contract = Self::assemble(sources, Vec::new(), areas);
        contract.builds = named;
        contract.shape_form = shape_form;
        contract.set_items(items);
        contract
    }

    /// The same contract with those of the named builds that `previous` describes, as it has them, without shapes of another form. Of a
    /// package that is not in this contract nothing is taken over.
    #[must_use]
    pub fn with_builds_of(self, previous: &Self, names: &[&str]) -> Self {
        let taken = names.iter().filter(|name| !self.builds.contains_key(**name));
        let taken: Vec<_> = taken.filter_map(|name| previous.builds.get_key_value(*name)).collect();
        if taken.is_empty() {
            return self;
        }
        let labels = self.labels();
        let taken = taken.into_iter().map(|(name, build)| {
            let mut contract = previous.in_build(name);
            contract.sources.clone_from(&self.sources);
            contract.items.retain(|item| labels.contains(&item.package));
            contract.areas.retain(|area| labels.contains(&area.package));
            if contract.shape_form != self.shape_form {
                contract = contract.with_shapes(0, |_| Shape::default());
            }
            (name.clone(), build.clone(), contract)
        });
        let own = self.builds.iter();
        let own = own.map(|(name, build)| (name.clone(), build.clone(), self.in_build(name)));
        let whole = Self::of_builds(own.chain(taken));
        self.with_items_of(whole)
    }

    /// The same contract without what the named builds have.
    #[must_use]
    pub fn without_builds(self, names: &[&str]) -> Self {
        if !names.iter().any(|name| self.builds.contains_key(*name)) {
            return self;
        }
        let rest = self.builds.iter().filter(|(name, _)| !names.contains(&name.as_str()));
        let whole = Self::of_builds(rest.map(|(name, build)| (name.clone(), build.clone(), self.in_build(name))));
        self.with_items_of(whole)
    }

    /// The contract of one of the builds; that of the only one where none has a name.
    #[must_use]
    pub fn in_build(&self, name: &str) -> Self {
        let mut contract = self.clone();
        contract.builds.clear();
        contract.items.retain(|item| item.is_in_build(name));
        for item in &mut contract.items {
            item.builds.clear();
        }
        contract
    }
}

impl Contract {
    /// The same contract with what another of the same packages has in its builds.
    fn with_items_of(self, whole: Self) -> Self {
        Self {
            builds: whole.builds,
            items: whole.items,
            areas: whole.areas,
            ..self
        }
    }

    /// Takes items in the canonical order; one that is in all builds names none.
    pub(super) fn set_items(&mut self, items: Vec<Item>) {
        let builds = self.builds.len();
        let whole = Self::assemble(core::mem::take(&mut self.sources), items, Vec::new());
        self.sources = whole.sources;
        self.items = whole.items;
        for item in &mut self.items {
            item.builds.sort();
            item.builds.dedup();
            if item.builds.len() == builds {
                item.builds.clear();
            }
        }
    }
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::contract::Item")
)]
impl Item {
    /// Whether a build has it, of those that its contract describes.
    pub fn is_in_build(&self, name: &str) -> bool {
        self.builds.is_empty() || self.builds.iter().any(|build| build == name)
    }
}

/// Adds what one build states of a package.
fn add_source(source: Source, sources: &mut Vec<Source>) {
    let Some(known) = sources.iter_mut().find(|known| known.package == source.package) else {
        sources.push(source);
        return;
    };
    known.header = known.header.take().or(source.header);
    known.manifest = known.manifest.take().or(source.manifest);
    known.unmarked = known.unmarked.max(source.unmarked);
}

/// Whether an item of another build is the same. Its place is no difference.
fn is_same(known: &Item, item: &Item) -> bool {
    let known = Item {
        builds: Vec::new(),
        location: item.location.clone(),
        ..known.clone()
    };
    known == *item
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::Build;
    use crate::contract::{Contract, Shape};

    fn lines(items: &[&str]) -> Contract {
        let head = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#;
        Contract::from_lines(core::iter::once(head).chain(items.iter().copied())).unwrap()
    }

    fn of_builds(builds: &[(&str, &[&str])]) -> Contract {
        let builds = builds.iter();
        Contract::of_builds(builds.map(|(name, items)| (String::from(*name), Build::default(), lines(items))))
    }

    const F: &str =
        r#"{"kind":"fn","name":"f","tier":"stable","signature":"fn f(u8)","location":{"file":"src/lib.rs","line":3}}"#;
    const F_ELSEWHERE: &str =
        r#"{"kind":"fn","name":"f","tier":"stable","signature":"fn f(u8)","location":{"file":"src/lib.rs","line":9}}"#;
    const OTHER_F: &str = r#"{"kind":"fn","name":"f","tier":"stable","signature":"fn f(u16)"}"#;
    const G: &str = r#"{"kind":"fn","name":"g","tier":"stable"}"#;

    fn shown(contract: &Contract) -> Vec<String> {
        let items = contract.items().iter();
        items
            .map(|it| format!("{} {:?} {:?}", it.id, it.signature, it.builds))
            .collect()
    }

    #[test]
    fn each_item_names_its_builds_where_not_all_have_it() {
        let contract = of_builds(&[("a", &[F, G]), ("b", &[F_ELSEWHERE]), ("c", &[OTHER_F])]);
        assert_eq!(
            shown(&contract),
            [
                r#"nika::f Some("fn f(u8)") ["a", "b"]"#,
                r#"nika::f Some("fn f(u16)") ["c"]"#,
                r#"nika::g None ["a"]"#,
            ]
        );
        assert!(contract.items()[0].is_in_build("b") && !contract.items()[0].is_in_build("c"));
        assert_eq!(contract.in_build("c"), lines(&[OTHER_F]));
        assert_eq!(contract.in_build("a"), lines(&[F, G]));
    }

    #[test]
    fn a_build_that_was_not_made_stays_as_it_was() {
        let previous = of_builds(&[("a", &[F, G]), ("b", &[F, G])]);
        let current = of_builds(&[("a", &[OTHER_F])]);
        assert_eq!(
            shown(&current.clone().with_builds_of(&previous, &["b", "c"])),
            [
                r#"nika::f Some("fn f(u16)") ["a"]"#,
                r#"nika::f Some("fn f(u8)") ["b"]"#,
                r#"nika::g None ["b"]"#,
            ]
        );
        assert_eq!(current.clone().with_builds_of(&previous, &["a"]), current);
        let without = current
            .clone()
            .with_builds_of(&previous, &["b"])
            .without_builds(&["b", "c"]);
        assert_eq!(without, current);
    }

    #[test]
    fn shapes_keep_the_number_of_their_form() {
        let shape = || {
            Shape(BTreeMap::from([(
                "value nika::f".into(),
                r#"{"kind":"function","output":"()"}"#.into(),
            )]))
        };
        let shaped = |form, contract: Contract| contract.with_shapes(form, |_| shape());
        let form = |builds: &[(&str, Contract)]| {
            let builds = builds.iter().cloned();
            Contract::of_builds(builds.map(|(name, contract)| (name.into(), Build::default(), contract)))
        };
        let current = form(&[("a", shaped(2, lines(&[F])))]);
        assert_eq!(current.shape_form(), 2);
        let json = current.to_json();
        assert!(json.contains("\n  \"shape_form\": 2,\n"), "{json}");
        assert_eq!(Contract::from_json(&json).unwrap(), current);

        // Without shapes there is no form.
        assert_eq!(lines(&[F]).with_shapes(2, |_| Shape::default()).shape_form(), 0);
        assert!(!lines(&[F]).to_json().contains("shape_form"));

        // What is taken over in another form has no shapes any more.
        for (known, has_shape) in [(1, false), (2, true)] {
            let previous = form(&[("b", shaped(known, lines(&[OTHER_F])))]);
            let whole = current.clone().with_builds_of(&previous, &["b"]);
            assert_eq!(whole.shape_form(), 2);
            assert_eq!(whole.in_build("b").has_shapes(), has_shape, "{known}");
            assert!(whole.in_build("a").has_shapes());
        }
    }

    #[test]
    fn items_of_all_builds_name_no_build() {
        let contract = of_builds(&[("a", &[F, G]), ("b", &[F, G])]);
        assert_eq!(shown(&contract), [r#"nika::f Some("fn f(u8)") []"#, "nika::g None []"]);
    }

    #[test]
    fn contracts_of_several_builds_come_back_from_json() {
        let contract = of_builds(&[("a", &[F, G]), ("b", &[OTHER_F])]);
        let json = contract.to_json();
        assert_eq!(Contract::from_json(&json), Ok(contract), "{json}");
        // A program that does not know builds names the version that does.
        assert!(json.contains("\"minimum\": \"0.1.0\""), "{json}");
        let error =
            Contract::from_json(&json.replace("\"minimum\": \"0.1.0\"", "\"minimum\": \"99.0.0\", \"later\": 1"));
        let error = error.unwrap_err();
        assert!(
            error
                .message()
                .starts_with("the contract needs version 99.0.0 of `cargo stability`"),
            "{error}"
        );
        for (from, to, message) in [
            (
                "\"b\"\n      ]",
                "\"d\"\n      ]",
                "the build `d` of `nika::f` is not one of `builds`: write one of a, b",
            ),
            (
                "\"b\"\n      ]",
                "\"a\"\n      ]",
                "the id `nika::f` is already the id of another item of the package `nika`",
            ),
        ] {
            let error = Contract::from_json(&json.replacen(from, to, 1)).unwrap_err();
            assert!(error.message().starts_with(message), "{error}");
        }
    }
}
