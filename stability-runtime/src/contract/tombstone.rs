//! Items that were promised and removed.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use semver::Version;

use super::json::fields::object;
use super::json::form;
use super::json::read::Fault;
use super::{Contents, Contract, Item, Manifest, Shape, package_name};
use crate::kind::Kind;
use crate::tier::Tier;

object! {
    /// An item that was promised and removed; its id stays reserved.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    #[non_exhaustive]
    pub struct Tombstone checked by check_tombstone {
        /// Its id in the contract.
        pub id: String => required,
        /// Its kind.
        pub kind: Kind => required,
        /// The strength of the promise at its end.
        pub tier: Tier => required,
        /// The version of its package that no longer had it.
        pub removed_in: Version => required,
        /// The package that promised it.
        pub package: String => required,
    }
}

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::contract::Tombstone")
)]
impl Tombstone {
    /// What `package` promised with `tier` until the version `removed_in`.
    pub fn new(id: impl Into<String>, kind: Kind, tier: Tier, removed_in: Version, package: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            tier,
            removed_in,
            package: package.into(),
        }
    }
}

fn check_tombstone(tombstone: &Tombstone) -> Result<(), Fault> {
    Fault::unless(form::id(tombstone.kind), "id", &tombstone.id)?;
    Fault::unless(form::label, "package", &tombstone.package)
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::Contract"))]
impl Contract {
    /// The items that were promised and removed, by package, id and kind.
    pub fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// The same contract with these tombstones besides its own.
    #[must_use]
    pub fn with_tombstones(mut self, tombstones: impl IntoIterator<Item = Tombstone>) -> Self {
        self.tombstones.extend(tombstones);
        self.tombstones
            .sort_by(|a, b| (&a.package, &a.id, a.kind, a).cmp(&(&b.package, &b.id, b.kind, b)));
        self.tombstones.dedup();
        self
    }

    /// The same contract with what the manifest of `package` promises. A package that submitted nothing has no place for it.
    #[must_use]
    pub fn with_manifest(mut self, package: &str, manifest: Manifest) -> Self {
        for source in self.sources.iter_mut().filter(|it| it.package.name == package) {
            source.manifest = Some(manifest.clone());
        }
        self
    }

    /// The same contract with the number of public items of `package` that state no tier.
    #[must_use]
    pub fn with_unmarked(mut self, package: &str, unmarked: u32) -> Self {
        for source in self.sources.iter_mut().filter(|it| it.package.name == package) {
            source.unmarked = Some(unmarked);
        }
        self
    }

    /// The same contract, which names this version as the last release of the package, or as the one that is being prepared.
    #[must_use]
    pub fn with_released(mut self, package: &str, version: &Version) -> Self {
        for source in self.sources.iter_mut().filter(|it| it.package.name == package) {
            source.released = Some(version.clone());
        }
        self
    }

    /// The same contract with what the compiler knows of each item, in the canonical form that has this number.
    #[must_use]
    pub fn with_shapes(mut self, form: u32, shape: impl Fn(&Item) -> Shape) -> Self {
        for item in &mut self.items {
            item.shape = shape(item);
        }
        self.shape_form = if self.has_shapes() { form } else { 0 };
        self
    }

    /// The number of the canonical form in which its shapes are written, so that those of two contracts are compared only where
    /// equal items have equal texts; 0 without shapes, and for those of a contract that states none.
    pub fn shape_form(&self) -> u32 {
        self.shape_form
    }

    /// Whether the compiler was asked about an item of it.
    pub fn has_shapes(&self) -> bool {
        self.items.iter().any(Item::has_shape)
    }

    /// The same contract with what is stored of each generated artefact.
    #[must_use]
    pub fn with_contents(mut self, contents: impl Fn(&Item) -> Option<Contents>) -> Self {
        for item in self.items.iter_mut().filter(|item| item.kind == Kind::Artefact) {
            item.contents = contents(item);
        }
        self
    }

    /// The contract as it is to be recorded after `baseline`: what was removed since becomes a tombstone, tombstones stay, each feature
    /// keeps the version in which it was first recorded, and the last release stays named.
    ///
    /// Internal items leave no tombstone. Lines are left out: an edit above an item would change them, and a finding about what is
    /// there now takes its line from the source.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// # fn contract(items: &str) -> Contract {
    /// #     let package = r#"{ "name": "nika", "version": "1.0.0" }"#;
    /// #     let head = r#""schema": "stability/contract@1", "contract": null"#;
    /// #     Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
    /// # }
    /// let baseline = contract(r#"{ "id": "nika::Foo", "kind": "struct", "name": "Foo", "tier": "stable", "package": "nika" }"#);
    /// let current = contract("");
    /// assert_eq!(current.following(&baseline).tombstones()[0].id, "nika::Foo");
    /// ```
    #[must_use]
    pub fn following(self, baseline: &Self) -> Self {
        let present: BTreeSet<_> = self.items.iter().map(Item::key).collect();
        // A path that a `use` keeps is not gone.
        let is_kept = |item: &Item| {
            let (package, id, namespace) = item.key();
            let mut others = namespace.on_one_path().iter();
            others.any(|other| present.contains(&(package, id.clone(), *other)))
        };
        let version = |label: &str| {
            let name = package_name(label);
            let source = self.sources.iter().find(|source| source.package.name == name);
            source.map(|source| source.package.version.clone())
        };
        let gone = baseline
            .items
            .iter()
            .filter(|item| item.tier > Tier::Internal && !present.contains(&item.key()) && !is_kept(item));
        let tombstones: Vec<Tombstone> = gone
            .filter_map(|item| {
                Some(Tombstone {
                    id: item.id.clone(),
                    kind: item.kind,
                    tier: item.tier,
                    // The tombstones of a removed package belong to the principal package of the contract.
                    removed_in: version(&item.package).or_else(|| Some(self.package()?.version.clone()))?,
                    package: item.package.clone(),
                })
            })
            .chain(baseline.tombstones.iter().cloned())
            .collect();
        let mut following = self.with_tombstones(tombstones);
        for item in &mut following.items {
            item.location.line = 0;
        }
        for source in &mut following.sources {
            let version = &source.package.version;
            let mut others = baseline.sources.iter();
            let other = others.find(|other| other.package.name == source.package.name);
            source.released = source
                .released
                .take()
                .or_else(|| other.and_then(|other| other.released.clone()));
            let before = other.and_then(|other| other.manifest.as_ref());
            for (name, feature) in source.manifest.iter_mut().flat_map(|manifest| &mut manifest.features) {
                let since = before.and_then(|before| before.features.get(name)?.since.clone());
                feature.since = since.or_else(|| feature.since.take()).or_else(|| Some(version.clone()));
            }
        }
        following
    }
}
