//! A stability contract that the compiler keeps.
//!
//! A library promises its users what will stay and what may change. Here the promise is an attribute on the item. The
//! compiler refuses code that breaks it, rustdoc shows it, and the linker collects it. So a binary can print the contract
//! of all packages that it is built from.
//!
//! ```standalone_crate
//! stability::contract! {
//!     name = "Weather", state = beta, scope = ">=0.1.0, <1.0.0",
//!     areas { "Forecast" = [forecast] },
//! }
//!
//! pub mod forecast {
//!     /// How warm it will be.
//!     #[stability::stable(since = "0.1.0")]
//!     #[derive(Debug)]
//!     pub struct Forecast {
//!         /// In degrees Celsius.
//!         pub celsius: f64,
//!         /// How sure we are.
//!         #[evolving(note = "the scale is not settled")]
//!         pub certainty: f64,
//!     }
//! }
//!
//! # // With `promises`, this package has a header of its own.
//! # #[cfg(all(feature = "inventory", feature = "text", not(feature = "promises")))]
//! # fn main() -> Result<(), stability::ContractError> {
//! let contract = stability::Contract::linked()?;
//! print!("{}", contract.to_text(80));
//! # Ok(())
//! # }
//! # #[cfg(not(all(feature = "inventory", feature = "text", not(feature = "promises"))))]
//! # fn main() {}
//! ```
//!
//! The repository has a program of at most 60 lines for each part, in `examples/short`: `contract`, `growing_types`, `sealed_trait`,
//! `extension_fields`, `error_codes` and `surface`.
//!
//! # Tiers
//!
//! | tier | attribute | what may break it | who may use it |
//! |---|---|---|---|
//! | frozen | [`#[stability::frozen(since)]`](macro@frozen) | nothing within the contract's scope | everyone |
//! | stable | [`#[stability::stable(since)]`](macro@stable) | a major release, after a deprecation | everyone |
//! | beta | [`#[stability::beta]`](macro@beta) | any minor release | users who opt in |
//! | evolving | [`#[stability::evolving]`](macro@evolving) | any minor release | everyone, planning for migration |
//! | experimental | [`#[stability::experimental(feature)]`](macro@experimental) | any release | users who turn the feature on |
//! | internal | [`#[stability::internal]`](macro@internal) | anything | the project's own packages |
//!
//! # Writing attributes
//!
//! Write attributes by their path. `use stability::stable; #[stable]` does not compile, because the compiler has built-in
//! attributes with these names (E0659, E0734). Inside a container that has one of these attributes (an inline module, an
//! `impl`, a trait, a struct, an enum), the bare word is enough: the outer attribute reads it.
//!
//! Keys of the tier attributes, each with where it works:
//!
//! | key | on | means |
//! |---|---|---|
//! | `since = "1.4.0"` | anything | the version in which the item entered its tier, not later than the version of the package (`"v1.4.0"` is the same); `"next"` for the next release |
//! | `area = "Name"` | an item, an `impl` or a member of an inherent `impl` | the named group of the item |
//! | `note = "…"` | anything | a note for readers |
//! | `issue = "#12"` | anything | the tracking issue |
//! | `docs = "https://…"` | anything | a link to more documentation |
//! | `audience = "text"` | an item, an `impl` of a trait or a member of an inherent `impl` | its intended consumers |
//! | `deprecated(since, note, replacement, remove_in, stage, stages)` | an item, an inherent `impl`, a field, a variant, a member of an inherent `impl` or a member of a trait | the deprecation of the item and of everything in it; adds the `#[deprecated]` of the language too, as its stage says |
//! | `until = "2.0.0"` | anything; beta, evolving, experimental | the version in which it becomes stable or is removed |
//! | `feature = "name"` | an item, an `impl`, a field of a struct or union or a member of an inherent `impl`; experimental | the item is visible only with the feature `unstable-name` of the package, which `Cargo.toml` must have |
//! | `cfg = "name"` | an item with types, a macro, an `impl` or a member of an inherent `impl`; experimental | the item is there only if the build sets `--cfg name`; `Cargo.toml` must declare the name ([`unstable_features`](patterns::unstable_features)) |
//! | `was = "former_name"` | an item with types, a macro, an `impl` or a member of an inherent `impl`; experimental | the name that its feature or `cfg` had, for users who still turn that on |
//! | `path = "krate::Name"` | an item, an `impl` or a member of an inherent `impl` | the public path of an item that is re-exported, for programs that print the contract. `cargo stability` finds it itself; [`contract!`](macro@contract) gives it for whole modules |
//! | `may_expose(Type, …)` | an item with types, an `impl`, a field, a variant or a member of a trait or `impl` | types of a weaker tier that the item may expose |
//! | `sealed(…)` | a trait, an `impl` of a trait or a member of a trait | see [`sealed`](macro@sealed) |
//! | `implement = evolving` | a trait | the tier for those who implement the trait, where it is weaker than for those who call it: `cargo stability` judges what breaks implementations alone by it |
//! | `crate = ::path` | anything | the path of this crate, if a facade re-exports it |
//!
//! These keys change a type so that it can gain fields and variants. `non_exhaustive`, `constructor`, `forward_compatible` and
//! `wire` also work in [`area`](macro@area), for all structs and enums in it that have a tier. A tier alone never changes an
//! item, because that would break its users:
//!
//! | key | on | means |
//! |---|---|---|
//! | `non_exhaustive` | a struct, an enum or a variant | `#[non_exhaustive]` |
//! | `constructor`, `constructor = name`, `constructor(name = make, deprecated(…))` | a struct | a function `new`, or `name`, that takes the required fields in order, and a method `with_<field>` for each public field with a default; they have the tier of the struct and of the field |
//! | `forward_compatible` | a struct or an enum | `non_exhaustive`, and on a struct `constructor` |
//! | `default`, `default = expression` | a field of a struct | the field is not an argument of the constructor |
//! | `into` | a field of a struct | the argument of the constructor is `impl Into<Type>` |
//! | `extensions(core = "name", community = "x-")` | a struct with named fields | documents may have more keys, in two namespaces, as [`Extensions`]; `max_keys` and `max_depth` limit them |
//! | `schema = "name/kind@1"` | a struct with named fields | the marker with which its documents start |
//! | `key = "schema"` | a struct with named fields | the key of that marker |
//! | `wire = "free"` | a struct, an enum or a module | the tier of its serialized form, if it differs from the tier of the type; `free` promises nothing ([`documents`](patterns::documents)) |
//! | `erased(DynName<'_>)` | a trait | its twin that can be `dyn`, if the trait has `async` methods and the attribute of another crate wrote the twin |
//!
//! A deprecation can have stages. `stage = "announced"` appears in documentation and in `cargo stability due`, and rustc does not warn.
//! `"warned"`, the default, is the `#[deprecated]` of the language. `"hidden"` also removes the item from documentation. `"denied"` makes
//! each use an error; stable Rust can do that for functions, methods of inherent `impl`s and `macro_rules!` only. One line can plan all
//! stages, and the version of the package decides which one holds:
//!
//! ```
//! #[stability::stable(
//!     since = "0.1.0-alpha.1",
//!     deprecated(note = "It copies.", stages(announced = "0.1.0", warned = "0.2.0", hidden = "1.0.0"))
//! )]
//! pub fn copy() {}
//!
//! copy();
//! ```
//!
//! [`patterns`] has a page for each such key: what it guards against, and what it costs.
//!
//! A field that was added later than its struct needs a default: the constructor keeps the arguments that it had when the struct
//! was promised.
//!
//! ```
//! /// A request to a model.
//! #[stability::stable(since = "0.1.0-alpha.1", forward_compatible)]
//! #[derive(Debug)]
//! pub struct Request {
//!     /// Which model.
//!     #[stable(since = "0.1.0-alpha.1", into)]
//!     pub model: String,
//!     /// What it remembers.
//!     #[stable(since = "0.1.0", default)]
//!     pub memory: Vec<String>,
//! }
//!
//! let request = Request::new("small").with_memory(vec!["a name".to_owned()]);
//! assert_eq!((request.model.as_str(), request.memory.len()), ("small", 1));
//! ```
//!
//! A member without a tier has the tier of its container. A stable or frozen item must not expose a type of a weaker tier:
//! the type checker refuses it, across packages. An attribute on a lone method or associated constant does not know its
//! type. Write an attribute on the `impl` too, so that the record has the full path, and the types of the signature are checked.
//!
//! Derives may be above or below an attribute, with two exceptions. The derives of serde must be below an attribute with
//! `schema` or `extensions`. And derives below an attribute see the section `# Stability` that it adds to the documentation:
//! write the `Parser` of clap above it, because otherwise `--help` has the section too.
//!
//! Within its own package, call an exported `macro_rules!` with an attribute by its bare name. The compiler refuses
//! `crate::name!` there, as for every macro that a macro has written ([rust#52234](https://github.com/rust-lang/rust/issues/52234)).
//! A macro that calls itself by `$crate::name!` works there too, except in the root module where it is in another one.
//!
//! An attribute on a proc macro promises the macro (its name, its form and its helper attributes), not the function.
//!
//! The attributes find a dependency that `Cargo.toml` renames, also through `workspace = true`. Without such a dependency,
//! expansions use the path `::stability`. Users of a facade write `crate = ::facade::stability` in each attribute. If the facade
//! is this crate under another name, they can write `extern crate their_name as stability;` in the root module instead. Every
//! expansion uses the crate, with or without registration, so that a wrong path is an error in the package itself.
//!
//! # Coming from `instability`, `stability` or `sealed`
//!
//! Change the package of the dependency; the source stays the same:
//!
//! ```toml
//! instability = { package = "stability-runtime", version = "0.1" }
//! ```
//!
//! Every argument of `instability` 0.3, `stability` 0.2 and `sealed` 0.6 is accepted. These uses are errors:
//!
//! | there | here |
//! |---|---|
//! | `stable` without `since` | write the version, or `since = "next"` |
//! | `since = "1.0"`, or a word | write `since = "1.0.0"`; `"v1.0.0"` is accepted |
//! | `since` later than the package | write `since = "next"` for the next release |
//! | `stable` and `unstable` on private or `pub(crate)` items, where they have no effect | make it `pub`, or remove the attribute |
//! | `feature = "name"` without `unstable-name` in `Cargo.toml`, so that the feature cannot be turned on | add the feature |
//! | an unknown argument, which `stability` ignores | remove it, or correct its name |
//! | an `unstable` variant, or an `unstable` method of a trait, if the enum or trait has one of these attributes | write `#[experimental]` without `feature` |
//!
//! There are three more differences. A public member has the promise of its container. A stable item must not expose a type
//! of a weaker tier. `sealed` does not repeat bounds, so `erase` has no effect.
//!
//! # Promises that are not Rust items
//!
//! Users of a program rely on more than its types. The contract also has:
//!
//! | macro | promises | how it is checked |
//! |---|---|---|
//! | [`surface!`](macro@surface) | commands, exit codes, settings, variables, formats, names | `assert_surface!` compares it with the program |
//! | [`guarantee!`](macro@guarantee) | behaviour | tests name the guarantees that they [uphold](macro@upholds), and the `audit` reads their results |
//! | [`generated!`](macro@generated) | generated files | `assert_generated!` compares them with the stored files |
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | none (the default) | `no_std`, no allocation: attributes check, gate, seal and document; **they add nothing to the binary** |
//! | `inventory` | link-time registration; with `contract`, [`Contract::linked`] |
//! | `linkme` | the same through linkme; if both are on, linkme is used |
//! | `embed` | the same records as lines of text in a section of the built file. The contract can then be read without running the program, by `cargo stability` or [`Contract::from_lines`](contract::Contract::from_lines) |
//! | `contract` | [`Contract`] as a value, and as JSON; for binaries, so that users of a library do not build it |
//! | `text` | the contract as a table for a terminal |
//! | `serde` | extension fields, reserved fields and schemas |
//! | `audit` | the module `audit`, which reports the guarantees that tests have proved; needs `std` |
//! | `generated` | `assert_generated!`, which compares generated artefacts with their promises; needs `std` |
//! | `clap` | the comparison of commands in `surface` |
//! | `promises` | tiers on the public items of this crate, for its own contract; users do not need it |
//!
//! Turn on registration and `contract` in binaries only: an annotated library needs no feature.
//!
//! # The other packages
//!
//! | package | does |
//! |---|---|
//! | `stability-http` | announces, gates and counts routes; reads what servers announce; writes OpenAPI documents |
//! | `stability-policy` | compares two contracts, and judges the changes by `stability.toml` |
//! | `cargo-stability` | the same as a command of cargo |

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Statics in link sections come from macros of this crate, so the lint does not take them for code of another one.
#![cfg_attr(all(feature = "promises", any(feature = "embed", feature = "linkme")), allow(unsafe_code))]

#[cfg(any(feature = "contract", feature = "serde"))]
extern crate alloc;
#[cfg(any(feature = "audit", feature = "generated", test))]
extern crate std;

/// Expansions use the name that users of this crate use.
#[cfg(feature = "promises")]
extern crate self as stability;

mod artefact;
#[cfg(feature = "audit")]
pub mod audit;
mod code;
#[cfg(feature = "contract")]
pub mod contract;
mod denied;
#[cfg(feature = "serde")]
mod document;
#[cfg(feature = "serde")]
pub mod extensions;
#[cfg(feature = "generated")]
pub mod generated;
mod guarantee;
mod kind;
#[cfg(any(feature = "contract", feature = "serde"))]
mod nearest;
pub mod patterns;
#[cfg(feature = "promises")]
mod promises;
pub mod registry;
#[cfg(feature = "contract")]
pub mod render;
#[cfg(feature = "serde")]
mod reserved;
pub mod route;
mod seal;
#[cfg(feature = "contract")]
pub mod surface;
mod tier;
mod tiered;
mod unsupported;
#[cfg(feature = "contract")]
mod visible;

// Here, so that rustdoc shows its page beside the modules.
#[cfg(feature = "promises")]
stability::contract! {
    name = "Stability",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        "Attributes" = [crate],
        "Values" = [
            crate::artefact,
            crate::code,
            #[cfg(feature = "serde")] crate::extensions,
            crate::guarantee,
            crate::kind,
            #[cfg(feature = "serde")] crate::reserved,
            crate::route,
            crate::tier,
            crate::unsupported,
        ],
        #[cfg(feature = "contract")]
        "Contract" = [crate::contract, crate::render],
        "Registry" = [crate::registry],
        #[cfg(feature = "contract")]
        "Surface" = [crate::surface],
        #[cfg(feature = "audit")]
        "Audit" = [crate::audit],
        #[cfg(feature = "generated")]
        "Generated" = [crate::generated],
    },
    paths {
        "stability" = [
            crate::artefact,
            crate::code,
            crate::contract::problem,
            crate::guarantee,
            crate::kind,
            crate::reserved,
            crate::tier,
            crate::unsupported,
        ],
        "stability::audit" = [
            crate::audit::announce,
            crate::audit::claim,
            crate::audit::finding,
            crate::audit::run,
        ],
        "stability::contract" = [
            crate::contract::contents,
            crate::contract::deprecation,
            crate::contract::document,
            crate::contract::header,
            crate::contract::item,
            crate::contract::json::error,
            crate::contract::since,
            crate::contract::state,
            crate::contract::statement,
            crate::contract::tombstone,
            crate::contract::wire,
        ],
        "stability::contract::lines" = [crate::contract::lines::default_tier, crate::contract::lines::error],
        "stability::generated" = [crate::generated::breach],
        "stability::render" = [crate::render::markdown, crate::render::text],
        "stability::render::escape" = [crate::visible],
        "stability::surface" = [
            crate::surface::commands,
            crate::surface::difference,
            crate::surface::names,
            crate::surface::settings,
        ],
    },
}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// Functions for the other packages of this project; not part of the public API.
#[cfg(feature = "contract")]
#[doc(hidden)]
pub mod __internal {
    pub use crate::contract::json::date as check_date;
    pub use crate::contract::path::split_last;
    #[cfg(feature = "generated")]
    pub use crate::generated::{contents::contents_of_files, terms::Terms};
    pub use crate::nearest::nearest;
    pub use crate::render::markdown::item_lines;
    pub use crate::render::prose::{InArea, Names, Summary, areas, audience, called, release, tiers, title};
    pub use crate::seal::admits;
}

pub use crate::artefact::{Artefact, Policy};
pub use crate::code::{Code, CodeEntry, ErrorCode, InternalCode, PublicCode};
#[cfg(feature = "contract")]
pub use crate::contract::{Contract, ContractError};
#[cfg(feature = "serde")]
pub use crate::extensions::{ExtensionError, Extensions};
pub use crate::guarantee::{Evidence, Guarantee, Relation};
pub use crate::kind::{Kind, Namespace};
#[cfg(feature = "serde")]
pub use crate::reserved::Reserved;
pub use crate::tier::{Tier, UnknownWord};
pub use crate::unsupported::Unsupported;

/// Declares the header of the contract of a package. Write it once in a package, in a place where the paths of its modules resolve.
///
/// - `name`: the name of the contract for readers.
/// - `state`: `draft`, `alpha`, `beta`, `final` or `locked`; `draft` by default.
/// - `scope`: the versions of the package to which the contract applies, as a semver requirement.
/// - `areas`: named groups, in the order in which they are shown, each with the modules whose items belong to it. A module in
///   a separate file gets its area here. The compiler must find each module. `crate` is the package itself, with every module
///   that is not in another area. `#[cfg]` can be written above an area, or above a module.
/// - `tiers`: the tier of public items without an attribute, by module; `crate` is the package itself. The innermost
///   module of an item decides, and an attribute on the item takes precedence. Only `cargo stability` lists these items, because
///   the compiler describes them; a running program does not. Not covered are items that are hidden from documentation, start
///   with `__`, or are re-exports of another package.
/// - `paths`: public modules, each with the modules whose items it re-exports. `cargo stability` knows public paths from the
///   compiler. A running program knows only where items are defined, and needs these paths. The key `path` gives the path of one
///   item.
/// - `crate`: the path of this crate, if a facade re-exports it.
///
/// ```
/// stability::contract! {
///     name = "Nika",
///     state = locked,
///     scope = ">=0.80.0, <2.0.0",
///     areas { "Memory" = [memory, memory::frames], "Telemetry" = [telemetry] },
///     tiers { internal = [telemetry] },
///     paths { "nika::memory" = [memory::store] },
/// }
///
/// mod memory { pub mod frames {} mod store {} }
/// mod telemetry {}
/// # fn main() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::contract;

/// Nothing may break the item within the contract's scope, except a recorded exception. Takes the
/// [keys of every tier](crate#writing-attributes); `since` is required.
///
/// ```
/// /// The answer to every question.
/// #[stability::frozen(since = "0.1.0", area = "Answers")]
/// pub enum Answer {
///     /// So it is.
///     Yes,
///     /// So it is not.
///     No,
/// }
/// ```
///
/// A frozen item must not expose a type of a weaker tier, not even a stable one:
///
/// ```compile_fail
/// #[stability::evolving]
/// pub struct Draft;
///
/// #[stability::frozen(since = "0.1.0")]
/// pub fn read(draft: Draft) {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::frozen;

/// Only a major release may break the item, after a deprecation. Takes the
/// [keys of every tier](crate#writing-attributes); `since` is required.
///
/// ```
/// /// A measured length.
/// #[stability::stable(since = "0.1.0")]
/// pub struct Length {
///     /// In metres.
///     pub metres: f64,
/// }
///
/// #[stability::stable(since = "0.1.0")]
/// impl Length {
///     /// A length in metres.
///     pub fn metres(metres: f64) -> Self {
///         Self { metres }
///     }
///
///     /// A length in feet.
///     #[stable(since = "0.1.0", deprecated(since = "0.1.0", replacement = Length::metres, remove_in = "1.0.0"))]
///     pub fn feet(feet: f64) -> Self {
///         Self::metres(feet * 0.3048)
///     }
/// }
/// ```
///
/// If a replacement is a path, it must exist. The compiler checks items, variants and types, but not members of types or traits.
/// For such a member, the documentation has a link, and rustdoc warns (`rustdoc::broken_intra_doc_links`) if it does not exist.
/// For promised items, `cargo stability check` reports it too (rule `replacement-missing`).
///
/// `remove_in` is checked too: from that version of the package on, the item does not compile until it is removed or
/// `remove_in` is changed.
///
/// A stable item that exposes a type of a weaker tier does not compile. Two places are not checked, because a parameter of a
/// surrounding `impl` could have the same name. The first are the types of a method with an attribute in an `impl` without
/// one: write an attribute on the `impl` too. The second are types with a name of one or two capital letters or digits (`IO`,
/// `V2`) in a function with an attribute: write a path, for example `self::IO`.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::stable;

/// Any minor release may break the item; for users who opt in. Takes the [keys of every tier](crate#writing-attributes).
///
/// ```
/// /// Reads ahead.
/// #[stability::beta(since = "0.1.0", until = "0.3.0")]
/// pub trait Prefetch {
///     /// Starts to read the data at `place`.
///     fn prefetch(&self, place: u64);
/// }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::beta;

/// Any minor release may break the item; users should plan for migration. Takes the
/// [keys of every tier](crate#writing-attributes); use `note` to say what users can rely on.
///
/// ```
/// /// A line for a person.
/// #[stability::evolving(note = "use the exit code; the text is for people")]
/// pub fn summary() -> String {
///     "all is well".to_owned()
/// }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::evolving;

/// Any release may break or remove the item. Takes the [keys of every tier](crate#writing-attributes).
///
/// With `feature = "name"` the item is visible only with the package feature `unstable-name`, and `pub(crate)` without
/// it; an `impl` is removed. Documentation shows it, unless rustdoc runs with
/// `--cfg instability_disable_unstable_docs`.
///
/// ```
/// # #![allow(unexpected_cfgs)]
/// /// Guesses.
/// #[stability::experimental(feature = "guess", issue = "#7")]
/// pub fn guess() -> u8 {
///     4
/// }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::experimental;

/// For the project's own packages; anything may break the item. Takes the [keys of every tier](crate#writing-attributes).
///
/// ```
/// #[doc(hidden)]
/// #[stability::internal]
/// pub mod plumbing {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::internal;

/// The same as `unstable` of the crate `instability`: [`experimental`](macro@experimental) with the feature
/// `unstable-<feature>`, or with the feature `unstable` if there is no name.
///
/// ```
/// # #![allow(unexpected_cfgs)]
/// /// Does something risky.
/// #[stability::unstable(feature = "risky-function", issue = "#123")]
/// pub fn risky_function() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::unstable;

/// Groups the items of an inline module under a name.
///
/// Items with a tier belong to the area; the others are not promised. Inside, attributes can be written without a path. A
/// module in a separate file gets its area from [`contract!`](macro@crate::contract), because an attribute cannot read it.
///
/// ```
/// #[stability::area("Inference")]
/// pub mod inference {
///     /// A request to a model.
///     #[stable(since = "0.1.0")]
///     pub struct Request;
/// }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::area;

/// Seals a trait, so that only permitted packages and modules can implement it. On `impl Trait for Type`, permits that implementation.
/// `sealed(call)` on a method of a trait lets everybody call it and nobody override it
/// ([`sealed_traits`](patterns::sealed_traits)).
///
/// ```
/// #[stability::sealed]
/// pub trait Shape {
///     /// How many corners it has.
///     fn corners(&self) -> u32;
/// }
///
/// pub struct Square;
///
/// #[stability::sealed]
/// impl Shape for Square {
///     fn corners(&self) -> u32 {
///         4
///     }
/// }
/// ```
///
/// An implementation without the attribute does not compile. The message says which trait is sealed, why, and what to do
/// instead:
///
/// ```compile_fail,E0277
/// #[stability::sealed(note = "renderers match on every shape", instead = "implement `Draw`, which is open")]
/// pub trait Shape {}
///
/// pub struct Blob;
/// impl Shape for Blob {}
/// ```
///
/// Takes the arguments of the `sealed` crate and more:
///
/// - `pub(crate)`, `pub(in path)`: the modules of the package that can implement the trait; without it, the module of the
///   trait and modules in it. The seal is a module beside the trait. So an `impl` elsewhere writes the path of the trait
///   through its module, for example `impl shapes::Shape for Square`. If `Shape` is re-exported or imported by name, do the
///   same with its seal: `use shapes::{Shape, __seal_Shape};`. A renamed trait (`Shape as Figure`) needs a renamed seal:
///   `__seal_Shape as __seal_Figure`.
/// - `friends = ["package", "family-*"]`: other packages that may implement the trait, checked by the name of the package
///   that is compiled. A seal prevents mistakes, not intent: code can still name the hidden module by hand.
/// - `call`, `call = Name`: on a method of a trait that has an attribute too. The method is moved into a trait `StoreExt`, or `Name`.
/// - `note`, `instead`: the reason, and what to do instead, in the message of the compiler.
/// - `erase`: accepted without effect, because the sealing trait never repeats the bounds of the trait.
/// - `crate = ::path`: the path of this crate, if a facade re-exports it.
///
/// The record of the trait has its friends, and the contract lists the permitted implementations.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::sealed;

/// Reserves the name of a method or field that is added later.
///
/// A field must have the type [`Reserved`], which keeps the value of its key in documents. A method gets a body that returns
/// `Err(Unsupported::of("Trait", "method").into())`, so that implementations compile without it.
///
/// The method must be in a trait, have no body, and return a `Result` whose error implements `From<Unsupported>`
/// ([`Unsupported`]). It may be `async`. Inside a trait with an attribute, write `#[reserved]` without a path.
///
/// - `until = "0.95.0"`: the version in which the method is implemented.
///
/// ```
/// use stability::Unsupported;
///
/// /// Remembers.
/// #[stability::stable(since = "0.1.0")]
/// pub trait MemoryStore {
///     /// How many frames there are.
///     fn len(&self) -> usize;
///
///     /// Forgets a frame.
///     #[reserved(until = "0.3.0")]
///     fn forget(&self, frame: u64) -> Result<(), Unsupported>;
/// }
///
/// struct Nothing;
///
/// impl MemoryStore for Nothing {
///     fn len(&self) -> usize {
///         0
///     }
/// }
///
/// assert_eq!(Nothing.forget(1), Err(Unsupported::of("MemoryStore", "forget")));
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::reserved;

/// Registers the route that a handler serves, with its tier.
///
/// Takes a method, a path template and a tier with its keys in parentheses:
///
/// - the method in capital letters: `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`, `OPTIONS`, `TRACE` or `QUERY`;
/// - the path in the syntax of axum 0.8 and OpenAPI, with `{name}` for a parameter at the end of its segment. `{*name}` at
///   the end is the rest of the path; an OpenAPI document has it as an ordinary parameter. Leave out the prefix under which
///   the router is nested;
/// - `frozen(since = "…")`, `stable(since = "…")`, `beta`, `evolving`, `experimental` or `internal`, with `since`, `area`,
///   `note`, `issue`, `docs`, `audience`, and `until` for tiers below stable;
/// - `crate = ::path`: the path of this crate, if a facade re-exports it.
///
/// Method and path can be left out above a `#[utoipa::path(…)]`; otherwise, they are compared with it. `#[utoipa::path(…)]`
/// must be below this attribute, because an attribute above it is already expanded.
///
/// ```
/// # mod skills {
/// /// Reads a skill.
/// #[stability::route(GET, "/api/v1/skills/{id}", stable(since = "0.1.0"))]
/// async fn read(/* … */) -> String {
///     "a skill".to_owned()
/// }
/// # }
///
/// # #[cfg(any(feature = "inventory", feature = "linkme"))]
/// assert!(stability::registry::routes().any(|route| route.to_string() == "GET /api/v1/skills/{id}"));
/// ```
///
/// The signature and the documentation of the handler do not change, because the documentation may be that of an OpenAPI
/// operation. The handler can be private, generic, or a method. A handler of several routes has several attributes. Two
/// handlers of the same route are an error, inside one annotated module or `impl` when it compiles, and otherwise when the
/// contract is collected. Names of parameters do not matter, and a handler under `#[cfg]` is not compared.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::route;

/// Registers a deprecated route; the headers that announce the deprecation are computed at compile time.
///
/// Takes the arguments of [`route`](macro@route), and these keys:
///
/// - `on = "2026-09-01"`, required: when it was or will be deprecated, for the header `Deprecation` (RFC 9745);
/// - `sunset = "2027-01-01"`: when it may be removed, not before `on`, for the header `Sunset` (RFC 8594);
/// - `link = "https://…"`: where the deprecation is explained, for `Link: <…>; rel="deprecation"` (RFC 8288);
/// - `successor = "/api/v2/…"`: the route to use instead, for `Link: <…>; rel="successor-version"` (RFC 5829). It may have
///   parameters of the path, for example `/api/v2/skills/{id}`. Then it is in the contract and in the OpenAPI document, but
///   not in `Link`, because the target of a link is not a template;
/// - `since = "1.4.0"`: the version in which it was deprecated;
/// - `note = "…"`: the reason, and what callers should do.
///
/// Dates are `YYYY-MM-DD`, the start of that day in UTC, or a date and time of RFC 3339. `link` and `successor` are URI
/// references of RFC 3986. A route without a tier is stable. The macro does not add `#[deprecated]`, because rustc would
/// warn where the router names the handler.
///
/// ```
/// #[stability::deprecated_route(
///     GET, "/api/v1/skills/{id}/v1", stable(since = "0.1.0"),
///     since = "0.1.0", on = "2026-09-01", sunset = "2027-01-01",
///     link = "https://ornn.example/moved", successor = "/api/v2/skills", note = "ids are UUIDs now",
/// )]
/// async fn read_v1() -> String {
///     "a skill".to_owned()
/// }
///
/// # #[cfg(any(feature = "inventory", feature = "linkme"))] {
/// let route = stability::registry::routes().find(|route| route.path.ends_with("/v1")).unwrap();
/// let retirement = route.retirement.unwrap();
/// assert_eq!(retirement.on.header, "@1788220800");
/// assert_eq!(retirement.sunset.unwrap().header, "Fri, 01 Jan 2027 00:00:00 GMT");
/// # }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::deprecated_route;

/// Gives every variant of an error enum a code, which is never given to another error.
///
/// On the enum, `#[error_code(…)]`:
///
/// - `namespace = "NIKA-AUTH"`: words of capital letters and digits, joined by `-`.
/// - `range = 1..=99`: the numbers that the enum may use; without it, those of three digits from 1.
/// - `internal`: the codes are for diagnostics, and cannot become a [`PublicCode`].
/// - `since = "1.4.0"`, `area = "Name"`: for the records of the codes, which are stable, or internal.
/// - `crate = ::path`: the path of this crate, where a facade re-exports it.
///
/// On each variant, `#[code(7)]`, or `#[code(8, retired)]` if the code is no longer used: its number stays reserved. A variant can
/// have another namespace: `#[code(1, namespace = "NIKA-DAG")]`; then the enum needs no namespace.
///
/// Writes `code()`, and an implementation of [`ErrorCode`](trait@ErrorCode) with the list of all codes. A number that occurs
/// twice or is outside of the range does not compile. A code in two enums is found when the contract is collected. It works
/// with derives that write `Display` and `Error`.
///
/// ```
/// use stability::ErrorCode as _;
///
/// #[derive(Debug, stability::ErrorCode)]
/// #[error_code(namespace = "NIKA-AUTH", range = 1..=99)]
/// pub enum AuthError {
///     #[code(7)]
///     Expired { hours: u32 },
///     #[code(8, retired)]
///     Legacy,
/// }
///
/// assert_eq!(AuthError::Expired { hours: 3 }.code().to_string(), "NIKA-AUTH-007");
/// assert_eq!(AuthError::find("NIKA-AUTH-008").unwrap().variant, "Legacy");
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::ErrorCode;

/// Declares promised behaviour, which tests prove. Each guarantee is a constant of type [`Guarantee`] that tests and code
/// name, and an item of the contract with the id `guarantee <id>`.
///
/// - The doc comment says what is promised. It is required, and so is a tier, written without a path.
/// - The id in quotes has lower-case words joined by `-`. It must be unique in the package, and does not change when the
///   constant is renamed.
/// - The tier takes `since`, `area`, `note`, `issue`, `docs`, `audience`, `deprecated(…)` and, below stable, `until`.
/// - `crate = ::path;` is a separate statement: the path of this crate, if a facade re-exports it.
///
/// ```
/// stability::guarantee! {
///     /// Tool calls are denied unless a policy explicitly returns allow.
///     #[stable(since = "0.1.0-alpha.1", area = "Policy")]
///     pub DEFAULT_DENY = "default-deny";
///
///     /// A policy that panics denies, always with the same reason.
///     #[beta(until = "1.0.0")]
///     pub THROWN_DENIES = "thrown-denies";
/// }
///
/// #[stability::implements(DEFAULT_DENY)]
/// pub fn is_allowed(policy: Option<fn() -> bool>) -> bool {
///     policy.is_some_and(|policy| policy())
/// }
///
/// # fn main() {
/// // In a test:
/// stability::uphold!(DEFAULT_DENY);
/// assert!(!is_allowed(None));
/// # }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::guarantee;

/// Says which guarantees a test upholds: it fails if one of them is broken.
///
/// Write it above or below `#[test]`, `#[tokio::test]` or `#[rstest]`, in the package of the guarantee or in another one.
/// Guarantees are named by their paths, and the compiler must find each. `#[ignore]` and `#[should_panic]` are recorded. In a
/// doctest, or in a part of a test, use [`uphold!`](crate::uphold). `crate = ::path` is the path of this crate, if a facade
/// re-exports it.
///
/// ```
/// # stability::guarantee! {
/// #     /// Tool calls are denied unless a policy explicitly returns allow.
/// #     #[stable(since = "0.1.0")]
/// #     pub DEFAULT_DENY = "default-deny";
/// # }
/// # /*
/// #[test]
/// # */
/// #[stability::upholds(DEFAULT_DENY)]
/// fn missing_policy_denies() {}
/// # fn main() {}
/// ```
///
/// A guarantee that does not exist is an error:
///
/// ```compile_fail,E0425
/// #[stability::upholds(DEFAULT_DENY)]
/// fn missing_policy_denies() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::upholds;

/// Says which guarantees code implements, so that the audit shows the place.
///
/// Works on a function, method, `impl`, type, trait or module. Guarantees are named as in [`upholds`](macro@crate::upholds).
///
/// ```
/// # stability::guarantee! {
/// #     /// What is recorded never changes the outcome.
/// #     #[stable(since = "0.1.0")]
/// #     pub SILENT_SINK = "silent-sink";
/// # }
/// #[derive(Default)]
/// pub struct Sink(Vec<String>);
///
/// impl Sink {
///     #[stability::implements(SILENT_SINK)]
///     pub fn keep(&mut self, line: &str) {
///         self.0.push(line.to_owned());
///     }
/// }
/// # fn main() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::implements;

/// Promises commands and their exit codes, settings, environment variables, formats, and everything else that is not a Rust
/// item and that users of a program rely on. Each entry is an item of the contract.
///
/// A statement ends with `;`. `area` starts a block and gives the tier of the entries after it; an attribute on an entry
/// overrides it. A doc comment describes the entry, or the area.
///
/// | statement | id |
/// |---|---|
/// | `command "aksara migrate";` | `command aksara migrate` |
/// | `option "aksara migrate" "--fake";` | `option aksara migrate --fake` |
/// | `exit_code "aksara doctor" 0 "pass";` | `exit_code aksara doctor 0` |
/// | `setting "database.url": String;` | `setting database.url` |
/// | `env "AKSARA_*";` | `env AKSARA_*` |
/// | `format`, `schema`, `event`, `metric`, `wire_name "…";` | the word and the name |
/// | `sql_function`, `sql_view`, `python_module`, `interface "…";` | the word and the name |
/// | `feature "native-tls";`, which `Cargo.toml` must have | `feature native-tls` |
/// | `route "GET /health";`, `error_code "AKSARA-007";` | the name alone |
/// | `excludes "human-readable output";` | none: something that the area does not cover |
/// | `planned "session storage";` | none: announced, and not promised yet |
///
/// A type after a colon is a part of the promise. So is the meaning of an exit code: no other code may have it. The options and
/// exit codes of a deprecated command are deprecated with it. An entry can occur once in a call, and once in all packages, when the contract
/// is collected. Attributes take `since`, `area`, `note`, `issue`, `docs`, `audience`, `deprecated(…)` and, below stable, `until`. The tier
/// of an area takes `since` and `note`. `crate = ::path;` is the path of this crate, if a facade re-exports it.
///
/// ```
/// stability::surface! {
///     area "CLI", stable(since = "0.1.0");
///     /// Brings the database to the current schema.
///     command "aksara migrate";
///     option "aksara migrate" "--fake";
///     exit_code "aksara doctor" 0 "pass";
///     #[evolving(note = "use exit codes; the text is for people")]
///     format "aksara doctor output";
///     excludes "human-readable output";
///
///     area "Settings", stable(since = "0.1.0");
///     setting "database_url": String;
///     env "AKSARA_*";
///
///     /// Sessions live in memory.
///     area "Sessions", evolving(note = "keep nothing there that you cannot lose");
///     planned "durable session storage";
/// }
/// # fn main() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::surface;

/// Promises generated files: DDL, an OpenAPI document, tool descriptions, a page. Each artefact is a constant of type
/// [`Artefact`] that a test passes to `assert_generated!`, and an item of the contract with the id `generated <path>`.
///
/// The path is that of the stored file, below the folder of the package. The policy follows it:
///
/// | policy | allowed changes |
/// |---|---|
/// | `frozen` | none: every byte stays, in every release if it is stable. A path with `*`, such as `migrations/*.sql`, is all matching files: each stays, and others may be added |
/// | `frozen(key = "name")` | in a JSON list, elements may be added, but not removed or changed |
/// | `frozen(key = "name", fields = ["schema"])` | the same, for these fields of each element |
/// | `additive` | in JSON, values may be added, but not removed, and types stay |
/// | `free` | all |
///
/// With `reason` in the parentheses, a change that breaks the policy needs a reason, which is stored beside the file. The
/// tier takes the same keys as one of [`surface!`](macro@crate::surface).
///
/// ```
/// stability::generated! {
///     /// The first migration.
///     #[stable(since = "0.1.0", area = "Migrations")]
///     pub DDL = "generated/0001.sql", frozen;
///     #[stable(since = "0.1.0")]
///     pub TOOLS = "generated/tools.json", frozen(key = "name", fields = ["input_schema"]);
///     #[stable(since = "0.1.0")]
///     pub OPENAPI = "generated/openapi.json", additive(reason);
///     #[internal]
///     pub ADMIN = "generated/admin.html", free;
/// }
///
/// # fn main() {
/// assert_eq!(DDL.path(), "generated/0001.sql");
/// assert!(OPENAPI.needs_reason());
/// # }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::generated;
