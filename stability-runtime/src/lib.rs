//! A stability contract that the compiler keeps.
//!
//! A library promises its users what will stay and what may change. Here the promise stands on the item, as an
//! attribute: the compiler refuses what breaks it, rustdoc shows it, and the linker collects it, so that a binary can
//! print the contract of everything it is made of.
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
//! | beta | [`#[stability::beta]`](macro@beta) | any minor release | who opts in |
//! | evolving | [`#[stability::evolving]`](macro@evolving) | any minor release | everyone, planning for migration |
//! | experimental | [`#[stability::experimental(feature)]`](macro@experimental) | any release | who turns the feature on |
//! | internal | [`#[stability::internal]`](macro@internal) | anything | the project's own packages |
//!
//! # Writing attributes
//!
//! Always by their path. `use stability::stable; #[stable]` cannot compile, because the compiler has built-in attributes
//! of that name (E0659, E0734). Inside something that one of these attributes covers already (an inline module, an
//! `impl`, a trait, the fields of a struct, the variants of an enum) the bare word is enough: the outer attribute reads it.
//!
//! Keys of the tier attributes, each with where it works:
//!
//! | key | on | means |
//! |---|---|---|
//! | `since = "1.4.0"` | anything | the version in which the item entered its tier, no later than the package's (`"v1.4.0"` is the same); `"next"` for the release in preparation |
//! | `area = "Name"` | an item, an `impl` or a member of an inherent `impl` | the named group that it belongs to |
//! | `note = "…"` | anything | what a reader should know |
//! | `issue = "#12"` | anything | the tracking issue |
//! | `docs = "https://…"` | anything | where more is written |
//! | `audience = "text"` | an item, an `impl` of a trait or a member of an inherent `impl` | its intended consumers |
//! | `deprecated(since, note, replacement, remove_in, stage, stages)` | an item, an inherent `impl`, a field, a variant, a member of an inherent `impl` or a member of a trait | its deprecation, and that of what is in it; writes rustc's `#[deprecated]` too, as its stage says |
//! | `until = "2.0.0"` | anything; beta, evolving, experimental | the version by which it graduates or goes |
//! | `feature = "name"` | an item, an `impl`, a field of a struct or union or a member of an inherent `impl`; experimental | visible only with the package feature `unstable-name`, which `Cargo.toml` must have |
//! | `path = "krate::Name"` | an item, an `impl` or a member of an inherent `impl` | the public path of what is re-exported elsewhere, for programs: `cargo stability` finds it, and [`contract!`](macro@contract) names it for whole modules |
//! | `may_expose(Type, …)` | an item with types, an `impl`, a field, a variant or a member of a trait or `impl` | weaker types that it may show all the same |
//! | `sealed(…)` | a trait or an `impl` of a trait | see [`sealed`](macro@sealed) |
//! | `crate = ::path` | anything | the path of this crate, where a facade re-exports it |
//!
//! These build the shape of a type that can grow. `non_exhaustive`, `constructor`, `forward_compatible` and `wire` also go into
//! [`area`](macro@area), for all structs and enums in it that have a tier. A tier alone never changes an item, since that would
//! itself break its users:
//!
//! | key | on | means |
//! |---|---|---|
//! | `non_exhaustive` | a struct, an enum or a variant | `#[non_exhaustive]` |
//! | `constructor`, `constructor = name`, `constructor(name = make, deprecated(…))` | a struct | `new`, or `name`, which takes the required fields in order, and `with_<field>` for each public field with a default; they are promised like the struct and the field |
//! | `forward_compatible` | a struct or an enum | `non_exhaustive`, and on a struct `constructor` |
//! | `default`, `default = expression` | a field of a struct | not an argument of the struct's constructor |
//! | `into` | a field of a struct | its argument in the constructor is `impl Into<Type>` |
//! | `extensions(core = "name", community = "x-")` | a struct with named fields | keys of two namespaces beside the fields, as [`Extensions`], where serde reads or writes it; `max_keys`, `max_depth` limit them |
//! | `schema = "name/kind@1"` | a struct with named fields | the marker that its documents start with, where serde reads or writes it |
//! | `key = "schema"` | a struct with named fields | the key of that marker |
//! | `wire = "free"` | a struct, an enum or a module | the tier of the form in which serde writes and reads it, where that is another one than its own; `free` is promised to nobody ([`documents`](patterns::documents)) |
//! | `erased(DynName<'_>)` | a trait | its form that can be `dyn`, where it has `async` methods and the attribute of another crate made that form before |
//!
//! A deprecation can speak in stages: `stage = "announced"` tells readers of documentation and `cargo stability due`, and rustc is silent;
//! `"warned"`, which holds where nothing is said, is rustc's `#[deprecated]`; `"hidden"` takes the item out of documentation too;
//! `"denied"` makes each use an error, which stable Rust can do for functions, methods of inherent `impl`s and `macro_rules!` alone.
//! Or one line plans them, and the version of the package tells which one holds:
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
//! [`patterns`] has a page for each way to grow: what it guards against, and what it costs.
//!
//! A field that is younger than its struct needs a default: the constructor takes no argument more than it did when the
//! struct was promised.
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
//! A member without a tier has its container's. An item that is stable or frozen may not expose a type of a weaker tier:
//! the type checker refuses it, across packages. A lone method or associated constant cannot tell its type; put the
//! attribute on the `impl`, and the record has the full path and the types of its signature are checked.
//!
//! Derives stand above or below an attribute, with two exceptions. What `schema` and `extensions` ask for is seen by serde's
//! derives only below it. And the section `# Stability`, which an attribute adds to the documentation, is seen by the derives
//! below it: clap's `Parser` would put it into `--help`, and stands above.
//!
//! A `macro_rules!` that is exported and has an attribute is called by its bare name within its own package: `crate::name!` is
//! refused there, as for every macro that a macro has written ([rust#52234](https://github.com/rust-lang/rust/issues/52234)).
//! A macro that calls itself by `$crate::name!` works there too, except in the root module where it stands in another one.
//!
//! An attribute on a proc macro promises the macro: its name, its form and its helper attributes, and not the function.
//!
//! The attributes find a dependency that `Cargo.toml` renames, also through `workspace = true`; there is nothing else to write.
//! Without such a dependency, expansions name `::stability`: users of a facade give `crate = ::facade::stability` each time, or
//! write `extern crate their_name as stability;` in the root module where the facade is this crate under another name. Every
//! expansion names the crate, whether or not registration is on, so that the package itself fails to compile where the crate
//! cannot be found.
//!
//! # Coming from `instability`, `stability` or `sealed`
//!
//! The dependency gets another package, and the source stays as it is:
//!
//! ```toml
//! instability = { package = "stability-runtime", version = "0.1" }
//! ```
//!
//! Every argument of `instability` 0.3, `stability` 0.2 and `sealed` 0.6 is taken. These are refused, each with what to write:
//!
//! | there | here |
//! |---|---|
//! | `stable` without `since` | write the version, or `since = "next"` |
//! | `since = "1.0"`, or a word | write `since = "1.0.0"`; `"v1.0.0"` is taken as it is |
//! | `since` later than the package | write `since = "next"` for the release in preparation |
//! | `stable` and `unstable` on what is private or `pub(crate)`, where they do nothing | make it `pub`, or remove the attribute |
//! | `feature = "name"` without `unstable-name` in `Cargo.toml`, so that nobody can turn it on | add the feature |
//! | an unknown argument, which `stability` ignores | remove it, or correct its name |
//! | an `unstable` variant or method of a trait, under one of our attributes on the whole | write `#[experimental]` without `feature` |
//!
//! What also differs: a public member has the promise of its container, an item that is stable may not show a type of a weaker
//! tier, and `sealed` repeats no bound, so that `erase` has nothing left to do.
//!
//! # What is no Rust item
//!
//! Users of a program rely on more than its types. The same contract has:
//!
//! | macro | promises | what keeps it true |
//! |---|---|---|
//! | [`surface!`](macro@surface) | commands, exit codes, settings, variables, formats, names | `assert_surface!` compares it with the program |
//! | [`guarantee!`](macro@guarantee) | behaviour | tests name what they [uphold](macro@upholds), and the `audit` judges by their results |
//! | [`generated!`](macro@generated) | what a program generates | `assert_generated!` compares it with what is stored |
//!
//! # Features
//!
//! | feature | gives |
//! |---|---|
//! | none (the default) | `no_std`, no allocation: attributes check, gate, seal and document; **nothing is in the binary** |
//! | `inventory` | link-time registration; with `contract`, [`Contract::linked`] |
//! | `linkme` | the same through linkme; with both on, linkme is used |
//! | `embed` | the same records as lines of text in a section of the built file: a contract read without running the program, by `cargo stability` or [`Contract::from_lines`](contract::Contract::from_lines) |
//! | `contract` | [`Contract`] as a value, and as JSON in both directions: the feature of a binary, so that users of a library do not build it |
//! | `text` | the contract as a table for a terminal |
//! | `serde` | extension fields, reserved fields and schemas |
//! | `audit` | the module `audit`: which guarantees are proved; needs `std` |
//! | `generated` | `assert_generated!`: whether artefacts are generated as promised; needs `std` |
//! | `clap` | the comparison of commands in `surface` |
//! | `promises` | tiers on the public items of this crate itself, for its own contract; of no use to others |
//!
//! Registration and `contract` are features of the binary: a library that is annotated asks for none of them.
//!
//! # The other packages
//!
//! | package | does |
//! |---|---|
//! | `stability-http` | announces, gates and counts routes; reads what servers announce; writes OpenAPI documents |
//! | `stability-policy` | compares two contracts, and judges what changed by `stability.toml` |
//! | `cargo-stability` | the same as a command of cargo |

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Statics in link sections come from macros of this crate, so the lint does not take them for code of another one.
#![cfg_attr(all(feature = "promises", any(feature = "embed", feature = "linkme")), allow(unsafe_code))]

#[cfg(any(feature = "contract", feature = "serde"))]
extern crate alloc;
#[cfg(any(feature = "audit", feature = "generated", test))]
extern crate std;

/// Expansions name this crate as its users do.
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

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

/// What the other packages of this project share with this one; no part of the public interface.
#[cfg(feature = "contract")]
#[doc(hidden)]
pub mod __internal {
    pub use crate::contract::json::date as check_date;
    pub use crate::contract::path::split_last;
    #[cfg(feature = "generated")]
    pub use crate::generated::{contents::contents_of_files, terms::Terms};
    pub use crate::nearest::nearest;
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

/// States the header of a package's contract, once per package, where its modules can be named.
///
/// - `name`: the name that readers know it by.
/// - `state`: `draft`, `alpha`, `beta`, `final` or `locked`; `draft` where nothing is said.
/// - `scope`: the versions it applies to, as a semver requirement.
/// - `areas`: named groups, in the order in which they are shown, each with the modules whose items belong to it. This is
///   how a module in a file of its own gets an area. The compiler must find each module. `crate` is the package itself,
///   with every module that no other area has. A `#[cfg]` stands above an area, or above a module in one.
/// - `tiers`: the tier of public items without an attribute, by module; `crate` is the package itself. Of the modules that contain
///   an item the innermost decides, and an attribute on the item wins. `cargo stability` covers these items, which the compiler
///   describes; a running program does not list them. What is hidden from documentation, begins with `__`, or is a re-export of
///   another package is not covered.
/// - `paths`: public modules, each with the modules whose own items users find in it by re-exports. `cargo stability` knows public
///   paths from the compiler; a running program knows only where items are defined, and names them by these paths. `path` on an item
///   says it of that item.
/// - `crate`: the path of this crate, where a facade re-exports it.
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
/// A frozen item may show no weaker type, a stable one included:
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
/// A replacement given as a path must exist. The compiler looks for items, variants and types. It does not look for the members
/// of a type or trait: the documentation has a link to such a member, and rustdoc warns (`rustdoc::broken_intra_doc_links`) where
/// it does not exist. For promised items `cargo stability check` reports it too, by the rule `replacement-missing`.
///
/// `remove_in` is a promise too: at that version the item no longer compiles until it is removed or the version moved.
///
/// A stable item that shows a type with a weaker promise does not compile. Two places are not checked, because a parameter of an
/// `impl` around the function could have the same name: the types of a method with an attribute of its own in an `impl` without
/// one, and, on a function with an attribute of its own, types whose name is one or two capitals or digits (`IO`, `V2`). For
/// methods, put the attribute on the `impl`; for functions, write a path, as in `self::IO`.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::stable;

/// Any minor release may break the item; for who opts in. Takes the [keys of every tier](crate#writing-attributes).
///
/// ```
/// /// Reads ahead.
/// #[stability::beta(since = "0.1.0", until = "0.3.0")]
/// pub trait Prefetch {
///     /// Starts to read what is at `place`.
///     fn prefetch(&self, place: u64);
/// }
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::beta;

/// Any minor release may break the item; for everyone, planning for migration. Takes the
/// [keys of every tier](crate#writing-attributes); a `note` says what to rely on instead.
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

/// The arguments and the meaning of the `instability` crate's attribute of that name: [`experimental`](macro@experimental)
/// behind the feature `unstable-<feature>`, or behind `unstable` where no name is given.
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
/// Items with an attribute of their own belong to the area; the others are not promised. Inside, attributes can be
/// written bare. A module in a file of its own gets its area from [`contract!`](macro@crate::contract), because the
/// compiler hands no such module to an attribute.
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

/// Seals a trait: only who is let in implements it. On `impl Trait for Type`, lets that type in.
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
/// An implementation without the attribute does not compile, and the message says which trait is sealed, why, and what to
/// do instead:
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
/// - `pub(crate)`, `pub(in path)`: who in the package can implement the trait; without it, the trait's own module and
///   those in it. An `impl` elsewhere names the trait by a path through its module, as in
///   `impl shapes::Shape for Square`, because the seal stands beside the trait. Where `Shape` is re-exported by name, re-export
///   its seal with it: `pub use shapes::{Shape, __seal_Shape};`. An `impl` that imports the trait by name imports the seal in
///   the same way: `use shapes::{Shape, __seal_Shape};`. The seal has the trait's own name, so a renamed trait
///   (`Shape as Figure`) needs `__seal_Shape as __seal_Figure` beside it.
/// - `friends = ["package", "family-*"]`: the packages that may implement it besides its own, checked by the name of the
///   package that is compiled. A seal keeps honest people honest: who writes out the hidden module by hand gets past it.
/// - `note`, `instead`: for the message.
/// - `erase`: accepted, and without effect, since the sealing trait never repeats the bounds of the trait.
/// - `crate = ::path`: the path of this crate, where a facade re-exports it.
///
/// The trait's record knows its friends, and the contract lists the implementations that were let in.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::sealed;

/// Keeps the place of a method, or of a field, that comes later.
///
/// A field of type [`Reserved`] keeps the value of its key in documents; see there. A method has a body that returns
/// `Err(Unsupported::of("Trait", "method").into())`, so that implementations need not know of it yet.
///
/// Such a method stands in a trait without a body, `async` or not, that returns a `Result` whose error is made from
/// [`Unsupported`]; bare inside a trait that an attribute covers.
///
/// - `until = "0.95.0"`: the version by which something implements it.
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
/// Takes a method, a path template and a tier; the tier's keys stand in its parentheses:
///
/// - the method in capitals: `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`, `OPTIONS`, `TRACE` or `QUERY`;
/// - the path as axum 0.8 and OpenAPI write it, with `{name}` for a parameter at the end of its segment. `{*name}` at the
///   end is the rest of the path: axum serves it, and an OpenAPI document has it as an ordinary parameter. A prefix under
///   which the router is nested is no part of it;
/// - `frozen(since = "…")`, `stable(since = "…")`, `beta`, `evolving`, `experimental` or `internal`, with `since`, `area`,
///   `note`, `issue`, `docs`, `audience`, and `until` where the tier is not meant to last;
/// - `crate = ::path`: the path of this crate, where a facade re-exports it.
///
/// Method and path can be left out over a `#[utoipa::path(…)]`, and are compared with it where both are given. That
/// attribute stands below this one: what stands above it has been expanded, and is not seen.
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
/// The handler stays as it is, in signature and documentation; it can be of any shape, private, generic, or a method. Its
/// documentation is left alone because it may be that of an OpenAPI operation. A handler of several routes has several
/// attributes. Two handlers for one route are refused inside one annotated module or `impl`, and otherwise when the
/// contract is collected; the names of parameters make no other route, and a `#[cfg]` on one of them excuses it.
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::route;

/// Registers a route that is to go: the headers that announce it are computed while compiling.
///
/// Takes what [`route`](macro@route) takes, and says of the deprecation:
///
/// - `on = "2026-09-01"`, required: when it was or will be deprecated, for the header `Deprecation` (RFC 9745);
/// - `sunset = "2027-01-01"`: when it may be removed, not before `on`, for the header `Sunset` (RFC 8594);
/// - `link = "https://…"`: where the deprecation is explained, for `Link: <…>; rel="deprecation"` (RFC 8288);
/// - `successor = "/api/v2/…"`: what takes its place, for `Link: <…>; rel="successor-version"` (RFC 5829). It may name
///   parameters of the path, `/api/v2/skills/{id}`; then it stands in the contract and in the OpenAPI document and in no
///   `Link`, since the target of a link is no template;
/// - `since = "1.4.0"`: the version in which it was deprecated;
/// - `note = "…"`: why, and what to do.
///
/// Dates are `YYYY-MM-DD`, the start of that day in UTC, or date and time of RFC 3339. `link` and `successor` are URI
/// references of RFC 3986. Where no tier is written, the route is stable. rustc's `#[deprecated]` is not written: it would
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

/// Gives every variant of an error enum a code that is never used for anything else.
///
/// On the enum, `#[error_code(…)]`:
///
/// - `namespace = "NIKA-AUTH"`: words of capitals and digits, joined by `-`.
/// - `range = 1..=99`: the numbers that the enum may use; without it, those of three digits from 1.
/// - `internal`: the codes are for diagnostics, and no [`PublicCode`] can be made of them.
/// - `since = "1.4.0"`, `area = "Name"`: for the records of the codes, which are stable, or internal.
/// - `crate = ::path`: the path of this crate, where a facade re-exports it.
///
/// On each variant, `#[code(7)]`, or `#[code(8, retired)]` where the code is out of use: its number stays taken. A variant of
/// another family says so: `#[code(1, namespace = "NIKA-DAG")]`; then the enum needs no namespace of its own.
///
/// Writes `code()`, and [`ErrorCode`](trait@ErrorCode) with the list of all codes. A number that stands twice or outside the range does not
/// compile; a code that two enums claim is found when the contract is collected. It stands beside derives that write
/// `Display` and `Error`.
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
/// - The documentation is the statement: what is promised. It is required, and so is a tier, written bare.
/// - The id in quotes is lower-case words joined by `-`. It stands once in a package: once in a call while compiling, and
///   once in the whole package when the contract is collected. It is what stays when the constant is renamed.
/// - The tier takes `since`, `area`, `note`, `issue`, `docs`, `audience`, `deprecated(…)` and, where it does not last, `until`.
/// - `crate = ::path;` as a statement of its own is the path of this crate, where a facade re-exports it.
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

/// States on a test which guarantees it upholds: that it fails when one of them is broken.
///
/// Stands above or below `#[test]`, `#[tokio::test]` or `#[rstest]`, in the package of the guarantee or in another one.
/// Guarantees are named by their paths, and the compiler must find each. `#[ignore]` and `#[should_panic]` are recorded as
/// what they are. In a doctest, or in a part of a test, [`uphold!`](crate::uphold) says the same. `crate = ::path` is the path
/// of this crate, where a facade re-exports it.
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
/// A guarantee that does not exist is none:
///
/// ```compile_fail,E0425
/// #[stability::upholds(DEFAULT_DENY)]
/// fn missing_policy_denies() {}
/// ```
#[cfg_attr(feature = "promises", stability_macros::stable(since = "0.1.0"))]
pub use stability_macros::upholds;

/// States on code which guarantees it implements, so that a reader of the audit finds the place.
///
/// Stands on a function, method, `impl`, type, trait or module. Guarantees are named as in [`upholds`](macro@crate::upholds).
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

/// Promises what is no Rust item: commands and their exit codes, settings, environment variables, formats, and whatever
/// else users of a program rely on. Each entry is an item of the contract.
///
/// A statement ends with `;`. `area` begins a block and gives the tier of what follows; an attribute on an entry overrides
/// it. Documentation describes the entry, or the area.
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
/// | `excludes "human-readable output";` | none: what the area does not cover |
/// | `planned "session storage";` | none: announced, and promised to no one yet |
///
/// A type after a colon is a part of the promise, and so is the meaning of an exit code: no other code may take it. What belongs to a
/// deprecated command is deprecated with it. An entry stands once in a call; once over all packages, when the contract
/// is collected. Attributes take `since`, `area`, `note`, `issue`, `docs`, `audience`, `deprecated(…)` and, where the tier does not last,
/// `until`; the tier of an area takes `since` and `note`, which is what its users should do. `crate = ::path;` is the path of
/// this crate, where a facade re-exports it.
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

/// Promises what a program generates: DDL, an OpenAPI document, tool descriptions, a page. Each artefact is a constant of type
/// [`Artefact`] that a test hands to `assert_generated!`, and an item of the contract with the id `generated <path>`.
///
/// The path is where the artefact is stored, below the folder of the package. Behind it stands the policy:
///
/// | policy | what may become of it |
/// |---|---|
/// | `frozen` | nothing: every byte stays, where it is stable in every release; a path with `*`, such as `migrations/*.sql`, is all files of that form, each of which stays, and others may be added |
/// | `frozen(key = "name")` | of a JSON list: elements may be added; none goes or changes |
/// | `frozen(key = "name", fields = ["schema"])` | the same, for these fields of each element |
/// | `additive` | JSON: it may gain, and loses nothing and changes no type |
/// | `free` | anything |
///
/// With `reason` in the parentheses, a break that is blessed all the same needs a reason, which is kept beside the file. The
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
