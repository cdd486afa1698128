//! The contract: the sorted, checked set of the promises of a program.
//!
//! [`Contract::linked`] reads the submissions that the linker collected; [`Contract::collect`] takes other submissions.
//! The order is canonical: the same promises give the same contract, and the same bytes of JSON, on every machine.

mod builds;
mod collect;
mod contents;
mod deprecation;
mod document;
mod header;
mod item;
pub(crate) mod json;
pub mod lines;
pub(crate) mod path;
mod problem;
#[cfg(test)]
pub(crate) mod samples;
mod since;
mod stage;
mod staged;
mod state;
mod statement;
mod tombstone;
mod wire;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;

pub use self::builds::Build;
pub use self::contents::Contents;
pub use self::deprecation::{Deprecations, InForce};
pub use self::document::SCHEMA;
pub use self::header::{Feature, Header, Manifest, Package, Source};
pub use self::item::{Deprecated, Item, Location, Marker, Member, Namespaces, Sealed, Shape, Stages, package_name};
pub use self::json::JsonError;
use self::lines::LinesError;
pub use self::problem::{ContractError, Problem};
pub use self::since::Since;
pub use self::stage::DeprecationStage;
pub use self::state::State;
pub use self::statement::{Area, Planned};
pub use self::tombstone::Tombstone;
pub use self::wire::{Wire, WirePart};
use crate::registry::Submission;

/// The sorted, checked set of the promises of a program.
///
/// ```
/// use stability::Tier;
/// use stability::contract::Contract;
///
/// let contract = Contract::from_lines([
///     r#"{"stability":2,"package":"nika-kernel","version":"0.90.0","module":"nika_kernel::inference"}"#,
///     r#"{"kind":"struct","name":"InferRequest","tier":"stable","since":"0.90.0"}"#,
/// ])?;
/// let contract = contract.expect(["nika-kernel"])?;
/// let item = &contract.items()[0];
/// assert_eq!(item.id, "nika_kernel::inference::InferRequest");
/// assert_eq!(item.tier, Tier::Stable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Contract"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contract {
    sources: Vec<Source>,
    items: Vec<Item>,
    areas: Vec<Area>,
    tombstones: Vec<Tombstone>,
    extensions: BTreeMap<String, String>,
    builds: BTreeMap<String, Build>,
    /// The number of the form in which shapes are written; 0 without shapes, and for those that state none.
    shape_form: u32,
    /// Deprecated items that a selection left out, with their members.
    left_out: Vec<Item>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Contract"))]
impl Contract {
    /// Reads the submissions that the linker collected in this program.
    ///
    /// The linker drops a package that nothing in the program uses; check for that with [`expect`](Self::expect).
    ///
    /// # Errors
    ///
    /// Every problem that [`collect`](Self::collect) finds, and [`Problem::TooEarly`] if it is called before the constructors of
    /// the program have run.
    ///
    /// ```standalone_crate
    /// use stability::Contract;
    ///
    /// let contract = Contract::linked()?;
    /// print!("{}", contract.to_markdown());
    /// # Ok::<(), stability::ContractError>(())
    /// ```
    #[cfg(any(feature = "inventory", feature = "linkme"))]
    pub fn linked() -> Result<Self, ContractError> {
        if !crate::registry::is_ready() {
            return Err(ContractError::too_early());
        }
        let submissions: Vec<Submission> = crate::registry::submissions().collect();
        Self::collect(&submissions)
    }

    /// Collects submissions, in any order.
    ///
    /// Equal submissions count once, because the linker has a package twice if it is linked as a library and as the subject of its
    /// tests. A record without a tier promises nothing and is not an item.
    ///
    /// # Errors
    ///
    /// All problems together: lines that cannot be read, ids that are promised twice, packages with two headers, areas that their package
    /// does not declare, malformed scopes and versions of packages.
    ///
    /// ```
    /// use stability::contract::Contract;
    /// use stability::registry::{PackageId, Submission};
    ///
    /// let submission = Submission {
    ///     module: "nika",
    ///     lines: &[
    ///         r#"{"kind":"struct","name":"Foo","tier":"beta","location":{"file":"src/lib.rs","line":3}}"#, "\n",
    ///         r#"{"kind":"struct","name":"Foo","tier":"beta","location":{"file":"src/lib.rs","line":9}}"#, "\n",
    ///     ],
    ///     ..Submission::new(PackageId { name: "nika", version: "1.0.0" })
    /// };
    ///
    /// let error = Contract::collect([&submission]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "`nika::Foo` is promised twice in the package `nika`, at src/lib.rs:3 and at src/lib.rs:9: \
    ///      remove one of the two attributes, or add `path = \"…\"` with another path to one",
    /// );
    /// ```
    #[cfg_attr(feature = "promises", stable(since = "0.1.0", may_expose(Submission)))]
    pub fn collect(submissions: impl IntoIterator<Item = impl Borrow<Submission>>) -> Result<Self, ContractError> {
        let mut problems = Vec::new();
        let mut read = Vec::new();
        for submission in submissions {
            let (submission, errors) = lines::Submission::of(submission.borrow());
            problems.extend(errors.into_iter().map(|error| Problem::UnreadableLine {
                package: submission.package.clone(),
                module: String::from(&*submission.module),
                reason: error.to_string(),
            }));
            read.push(submission);
        }
        let contract = collect::collect(read, &mut problems);
        ContractError::check(problems)?;
        Ok(contract)
    }

    /// Sorts sources and items without duplicates into the canonical order.
    fn assemble(mut sources: Vec<Source>, items: Vec<Item>, mut areas: Vec<Area>) -> Self {
        sources.sort_by(|a, b| a.package.cmp(&b.package));
        let labels = header::labels(&sources);
        let ranks: BTreeMap<&str, usize> = labels.iter().map(String::as_str).zip(0..).collect();
        let by_package = |a: &str, b: &str| {
            if a == b {
                return Ordering::Equal;
            }
            ranks.get(a).cmp(&ranks.get(b))
        };
        let items = sorted(items, |a, b| {
            by_package(&a.package, &b.package).then_with(|| (&a.id, a.kind, &a.builds).cmp(&(&b.id, b.kind, &b.builds)))
        });
        areas.sort_by(|a, b| by_package(&a.package, &b.package).then_with(|| a.name.cmp(&b.name)));
        Self {
            sources,
            items,
            areas,
            ..Self::default()
        }
    }

    /// Collects the lines of built files: submissions in any order, each with a first line that names its package and its
    /// module. Equal submissions count once, and empty lines are ignored.
    ///
    /// The records that the linker collected in a program, and the lines in the file of that program, give the same contract.
    ///
    /// # Errors
    ///
    /// The lines that cannot be read, the first 20 of them, each with its number, its package and its place: text that is not a
    /// line of a contract, another format version, a key that is missing, repeated or unknown, a value of the wrong type, more than
    /// [`lines::MAX_LENGTH`] bytes. If all can be read, every problem that [`collect`](Self::collect) finds.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let contract = Contract::from_lines([
    ///     r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#,
    ///     r#"{"kind":"struct","name":"Foo","tier":"beta"}"#,
    /// ])?;
    /// assert_eq!(contract.items()[0].id, "nika::Foo");
    ///
    /// let error = Contract::from_lines([r#"{"stability":3,"package":"nika","version":"1.0.0"}"#]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 1: the line has the format version 3, but this program reads version 2: read the file with a later version of \
    ///      `cargo stability`, or build it with the `stability-runtime` that belongs to this one",
    /// );
    /// # Ok::<(), stability::contract::lines::LinesError>(())
    /// ```
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub fn from_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, LinesError> {
        let submissions = lines::read(lines).map_err(LinesError::Lines)?;
        let mut problems = Vec::new();
        let contract = collect::collect(submissions, &mut problems);
        ContractError::check(problems).map_err(LinesError::Contract)?;
        Ok(contract)
    }

    /// The header of the principal package: the only package that has one.
    pub fn header(&self) -> Option<&Header> {
        self.principal()?.header.as_ref()
    }

    /// The principal package: the only one that has a header, or else the only one that submitted promises.
    pub fn package(&self) -> Option<&Package> {
        Some(&self.principal()?.package)
    }

    fn principal(&self) -> Option<&Source> {
        let mut with_header = self.sources.iter().filter(|source| source.header.is_some());
        match (with_header.next(), with_header.next()) {
            (Some(source), None) => Some(source),
            (None, _) => match self.sources.as_slice() {
                [source] => Some(source),
                _ => None,
            },
            (Some(_), Some(_)) => None,
        }
    }

    /// Every package that submitted promises, by name and version, each with its header if it has one.
    pub fn packages(&self) -> &[Source] {
        &self.sources
    }

    /// The name of each package in [`Item::package`], in the order of [`packages`](Self::packages).
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub fn labels(&self) -> Vec<String> {
        header::labels(&self.sources)
    }

    /// The items, by package, id and kind.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Facts about areas besides their items, by package and name, without areas that have no such facts.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The keys of the contract that start with `x-`, which other tools own, each with its value as JSON text.
    pub fn extensions(&self) -> &BTreeMap<String, String> {
        &self.extensions
    }

    /// The contract, if every one of `packages` submitted promises.
    ///
    /// # Errors
    ///
    /// One [`Problem::MissingPackage`] for each package that did not.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let error = Contract::default().expect(["nika-kernel"]).unwrap_err();
    /// assert!(error.to_string().contains("write `use nika_kernel as _;`"));
    /// ```
    pub fn expect(self, packages: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, ContractError> {
        let heard = |name: &str| self.sources.iter().any(|source| source.package.name == name);
        let problems = packages
            .into_iter()
            .filter(|name| !heard(name.as_ref()))
            .map(|name| Problem::MissingPackage {
                package: name.as_ref().to_string(),
            })
            .collect();
        ContractError::check(problems)?;
        Ok(self)
    }

    /// The contract with only the items that `keep` wants. The packages and their headers stay; the facts about an area are removed
    /// with its last item. Members of a deprecated item that is left out are still deprecated.
    ///
    /// ```
    /// use stability::{Contract, Tier};
    ///
    /// # let contract = Contract::default();
    /// let strong = contract.filtered(|item| item.tier >= Tier::Stable);
    /// # assert!(strong.items().is_empty());
    /// ```
    #[must_use]
    pub fn filtered(mut self, keep: impl FnMut(&Item) -> bool) -> Self {
        let in_use = |items: &[Item]| -> BTreeSet<(String, String)> {
            let areas = items
                .iter()
                .filter_map(|item| Some((item.package.clone(), item.area.clone()?)));
            areas.collect()
        };
        let before = in_use(&self.items);
        let (kept, left_out): (Vec<_>, Vec<_>) = self.items.into_iter().partition(keep);
        self.items = kept;
        self.left_out
            .extend(left_out.into_iter().filter(|item| item.deprecated.is_some()));
        let after = in_use(&self.items);
        self.areas.retain(|area| {
            let area = (area.package.clone(), area.name.clone());
            // An area that never had an item says what is planned, and stays.
            !before.contains(&area) || after.contains(&area)
        });
        self
    }
}

/// Sorts large elements: each is moved once.
fn sorted<T>(elements: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut order: Vec<usize> = (0..elements.len()).collect();
    order.sort_by(|a, b| compare(&elements[*a], &elements[*b]));
    let mut elements: Vec<Option<T>> = elements.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| elements[at].take()).collect()
}
