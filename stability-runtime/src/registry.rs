//! What the linker collected: one backend, chosen by feature.

#[cfg(any(feature = "inventory", feature = "linkme"))]
use crate::code::{Code, CodeEntry};
use crate::guarantee::Evidence;
use crate::record::{Header, Package, Record, Statement};
#[cfg(any(feature = "inventory", feature = "linkme"))]
use crate::route::Route;

#[cfg(feature = "embed")]
pub(crate) mod embed;
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
mod inventory;
#[cfg(feature = "linkme")]
mod linkme;

#[cfg(feature = "embed")]
pub use self::embed::{Embedded, linked_lines as lines};
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
use self::inventory::collected;
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub(crate) use self::inventory::is_ready;
#[cfg(feature = "linkme")]
pub use self::linkme::SUBMISSIONS;
#[cfg(feature = "linkme")]
use self::linkme::collected;
#[cfg(feature = "linkme")]
pub(crate) use self::linkme::is_ready;

/// The sections that hold the lines of a built file, one for each form of file.
///
/// | form | section |
/// |---|---|
/// | ELF, wasm | `.stability`, on wasm a custom section |
/// | Mach-O | `__stability` of the segment `__DATA` |
/// | PE, COFF | `.stblity`: a linked image keeps eight characters of a name |
#[cfg_attr(feature = "promises", stability::internal)]
pub const SECTIONS: [&str; 3] = [".stability", "__stability", ".stblity"];

/// What each line starts with, up to the name of the package: the version of the form first, so that a later one can be
/// refused as such.
#[cfg(any(feature = "embed", feature = "serde"))]
pub(crate) const LINE: &str = "{\"stability\":1,\"package\":";

/// What the linker collects.
#[cfg(feature = "embed")]
#[doc(hidden)]
pub type Collected = Embedded;
#[cfg(all(any(feature = "inventory", feature = "linkme"), not(feature = "embed")))]
#[doc(hidden)]
pub type Collected = Submission;

/// What is said where the registry is asked before it is whole.
#[cfg(feature = "contract")]
pub(crate) const TOO_EARLY: &str = "the promises that are linked into this program are not collected yet, because its constructors \
     have not run: ask for them in `main` or later, and not in a constructor; in wasm, the host must call `_initialize` or \
     `__wasm_call_ctors` first; with the feature `linkme` of `stability-runtime`, no constructor is needed";

/// Every submission in the program, in no particular order.
///
/// # Panics
///
/// Before the constructors of the program have run, where they are what collects: an empty list would be taken for the whole.
#[cfg_attr(feature = "promises", stability::internal)]
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[track_caller]
pub fn submissions() -> impl Iterator<Item = &'static Submission> {
    assert!(is_ready(), "{TOO_EARLY}");
    #[cfg(feature = "embed")]
    return collected().map(|embedded| &embedded.submission);
    #[cfg(not(feature = "embed"))]
    collected()
}

/// The error code of any linked package that is written so, as [`Code`] is displayed; `None` where there is
/// none. A code that is out of use is found too.
///
/// # Panics
///
/// Before the constructors of the program have run, as [`submissions`] does.
///
/// ```standalone_crate
/// #[derive(Debug, stability::ErrorCode)]
/// #[error_code(namespace = "NIKA-AUTH")]
/// pub enum AuthError {
///     #[code(7)]
///     Expired,
/// }
///
/// # fn main() {
/// let found = stability::registry::error_code("NIKA-AUTH-007").unwrap();
/// assert_eq!((found.variant, found.retired), ("Expired", false));
/// assert_eq!(stability::registry::error_code("NIKA-AUTH-008"), None);
/// # }
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[track_caller]
pub fn error_code(text: &str) -> Option<&'static CodeEntry> {
    let (namespace, number) = Code::split(text)?;
    let mut codes = submissions()
        .flat_map(|submission| submission.records)
        .filter_map(|record| record.code.as_ref());
    codes.find(|entry| entry.code.namespace() == namespace && entry.code.number() == number)
}

/// Every route that the linker collected, in no particular order.
///
/// # Panics
///
/// Before the constructors of the program have run, as [`submissions`] does.
///
/// ```standalone_crate
/// let deprecated = stability::registry::routes().filter(|route| route.retirement.is_some());
/// for route in deprecated {
///     println!("{route}");
/// }
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[track_caller]
pub fn routes() -> impl Iterator<Item = &'static Route> {
    submissions().flat_map(|submission| submission.records.iter().filter_map(|record| record.route))
}

/// What one annotated container or lone item hands to the linker.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    /// The package that speaks.
    pub package: Package,
    /// Its header, from `contract!`.
    pub header: Option<Header>,
    /// The areas that it declares by `#[stability::area("…")]` on modules.
    pub areas: &'static [&'static str],
    /// The items.
    pub records: &'static [Record],
    /// What implements or upholds guarantees, of this package or of others.
    pub evidence: &'static [Evidence],
    /// What is said of areas besides their items.
    pub statements: &'static [Statement],
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Submission {
    /// A submission that says no more than who speaks.
    pub const fn new(package: Package) -> Self {
        Self {
            package,
            header: None,
            areas: &[],
            records: &[],
            evidence: &[],
            statements: &[],
        }
    }
}
