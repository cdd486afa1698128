//! What the linker collected: one backend, chosen by feature.
//!
//! A macro writes its records as text: lines of JSON, in the form of the items of the contract (see [`Submission::lines`]). The
//! linker collects that text. With the feature `embed`, a section of the built file has it too, so that a contract can be read
//! from the file without running it. Routes, error codes and evidence for guarantees also have typed values, because running
//! programs use them without reading text.

use crate::code::CodeEntry;
use crate::guarantee::Evidence;
use crate::route::Route;

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
mod inventory;
#[cfg(feature = "linkme")]
mod linkme;
#[cfg(feature = "embed")]
pub(crate) mod section;

#[cfg(all(feature = "inventory", not(feature = "linkme")))]
pub(crate) use self::inventory::is_ready;
#[cfg(all(feature = "inventory", not(feature = "linkme")))]
use self::inventory::{collected, collected_values};
#[cfg(feature = "linkme")]
pub(crate) use self::linkme::is_ready;
#[cfg(feature = "linkme")]
pub use self::linkme::{SUBMISSIONS, VALUES};
#[cfg(feature = "linkme")]
use self::linkme::{collected, collected_values};
#[cfg(any(feature = "inventory", feature = "linkme"))]
use crate::code::Code;

/// The sections that hold the lines of a built file, one for each form of file.
///
/// | form | section |
/// |---|---|
/// | ELF, wasm | `.stability`, on wasm a custom section |
/// | Mach-O | `__stability` of the segment `__DATA` |
/// | PE, COFF | `.stblity`: a linked image keeps eight characters of a name |
#[cfg_attr(feature = "promises", stability::internal)]
pub const SECTIONS: [&str; 3] = [".stability", "__stability", ".stblity"];

/// Why the registry panics before it is complete.
#[cfg(any(feature = "contract", feature = "inventory", feature = "linkme"))]
pub(crate) const TOO_EARLY: &str = "the promises in this program are not collected yet, because its constructors have not run: \
     read them in `main` or later, and not in a constructor. In wasm, the host must first call `_initialize` or \
     `__wasm_call_ctors`. The feature `linkme` of `stability-runtime` needs no constructor";

/// Every submission in the program, in no particular order.
///
/// # Panics
///
/// Before the constructors of the program have run, if they collect the records, because an empty list would look complete.
#[cfg_attr(feature = "promises", stability::internal)]
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[track_caller]
pub fn submissions() -> impl Iterator<Item = Submission> {
    assert!(is_ready(), "{TOO_EARLY}");
    collected().map(Collected::submission)
}

/// The values of every submission that has any.
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[track_caller]
pub(crate) fn values() -> impl Iterator<Item = &'static Values> {
    assert!(is_ready(), "{TOO_EARLY}");
    collected_values()
}

/// The error code of a linked package with this text, as [`Code`] is displayed; `None` if it does not exist. Retired codes are
/// found too.
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
    let mut codes = values().flat_map(|values| values.codes);
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
    values().flat_map(|values| values.routes).copied()
}

/// The lines that the linker collected, as they are in the file of this program, in no particular order: those of one
/// submission together, each with a newline at its end.
///
/// # Panics
///
/// Before the constructors of the program have run, as [`submissions`] does.
///
/// ```standalone_crate
/// let lines = stability::registry::lines().flat_map(str::lines);
/// # #[cfg(feature = "contract")]
/// assert_eq!(stability::Contract::from_lines(lines)?, stability::Contract::linked()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::internal)]
#[cfg(feature = "embed")]
#[track_caller]
pub fn lines() -> impl Iterator<Item = &'static str> {
    assert!(is_ready(), "{TOO_EARLY}");
    // They are made of whole texts.
    collected().map(|collected| core::str::from_utf8(collected.section).unwrap_or_default())
}

/// The name and version of a package.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageId {
    /// Its name, as in its manifest.
    pub name: &'static str,
    /// Its version, as in its manifest.
    pub version: &'static str,
}

/// The records that one annotated container or lone item submits to the linker.
#[cfg_attr(feature = "promises", stability::internal)]
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    /// The package that promises; its name is empty if cargo did not set it, and then the first segment of the module is
    /// used.
    pub package: PackageId,
    /// `module_path!()` where the macro was called.
    pub module: &'static str,
    /// Pieces of text. Joined they are whole lines, each a JSON object with a newline at its end:
    ///
    /// | line | states |
    /// |---|---|
    /// | `{"kind":…,"name":…,…}` | one item, with the keys of the contract's JSON; `name` is the path below the module, and `id` is there only where it is not the module and the name |
    /// | `{"contract":{…}}` | the header of the package, from `contract!` |
    /// | `{"areas":[…]}` | areas that `#[stability::area("…")]` on modules declares |
    /// | `{"statement":{…}}` | an area besides its items, from `surface!` |
    pub lines: &'static [&'static str],
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Submission {
    /// A submission that only names its package.
    pub const fn new(package: PackageId) -> Self {
        Self {
            package,
            module: "",
            lines: &[],
        }
    }
}

/// A submission as the linker collects it. The compiler evaluates every field of every submission, so there are few.
#[cfg_attr(feature = "promises", stability::internal)]
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Collected {
    /// Name and version of the package, the module, and the pieces of its lines.
    pub text: &'static [&'static str],
    /// The bytes in the section of the file: a line that names the package and the module, and the lines. No linker keeps the
    /// submission and drops them, because it refers to them.
    #[cfg(feature = "embed")]
    pub section: &'static [u8],
}

#[cfg(any(feature = "inventory", feature = "linkme"))]
impl Collected {
    fn submission(&self) -> Submission {
        match self.text {
            [name, version, module, lines @ ..] => Submission {
                package: PackageId { name, version },
                module,
                lines,
            },
            // `__register!` writes at least these three.
            _ => Submission::new(PackageId { name: "", version: "" }),
        }
    }
}

/// The values that a running program can use without reading text. They are collected separately, because few submissions have them.
#[cfg_attr(feature = "promises", stability::internal)]
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Values {
    /// The name of the package.
    pub package: &'static str,
    /// The routes among the items.
    pub routes: &'static [&'static Route],
    /// The error codes among the items.
    pub codes: &'static [CodeEntry],
    /// The code that implements or upholds guarantees, of this package or of others.
    pub evidence: &'static [Evidence],
}

#[cfg_attr(feature = "promises", stability::internal)]
impl Values {
    /// No value of the package.
    pub const fn new(package: &'static str) -> Self {
        Self {
            package,
            routes: &[],
            codes: &[],
            evidence: &[],
        }
    }
}

/// Submits records to the linker: name and version of the package, pieces of its lines, and the typed values.
///
/// ```ignore
/// __register! { "nika" "1.0.0" ["{\"kind\":\"struct\",…}\n"] routes [&ROUTE] codes [CODE] evidence [EVIDENCE] }
/// ```
#[cfg(all(any(feature = "inventory", feature = "linkme"), not(feature = "embed")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($name:literal $version:literal [$($lines:tt)*]) => {
        $crate::__submit! { SUBMISSIONS $crate::__private::Collected {
            text: &[$name, $version, ::core::module_path!(), $($lines)*],
        } }
    };
    ($name:literal $version:literal $lines:tt $($key:ident $values:tt)+) => {
        $crate::__register! { $name $version $lines }
        $crate::__submit! { VALUES $crate::__private::Values {
            $($key: &$values,)+
            ..$crate::__private::Values::new($name)
        } }
    };
}
