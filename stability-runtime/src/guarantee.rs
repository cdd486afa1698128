//! Promised behaviour, and the code that implements or proves it.

use core::fmt;

use crate::tier::Tier;

/// A promised behaviour, as [`guarantee!`](macro@crate::guarantee) declares it.
///
/// ```
/// stability::guarantee! {
///     /// Tool calls are denied unless a policy explicitly returns allow.
///     #[stable(since = "0.1.0")]
///     pub DEFAULT_DENY = "default-deny";
/// }
///
/// # fn main() {
/// assert_eq!(DEFAULT_DENY.id(), "default-deny");
/// assert_eq!(DEFAULT_DENY.tier(), stability::Tier::Stable);
/// # }
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Guarantee {
    id: &'static str,
    text: &'static str,
    tier: Tier,
    package: &'static str,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Guarantee {
    /// Made by `guarantee!`.
    #[cfg_attr(feature = "promises", internal)]
    #[doc(hidden)]
    pub const fn declared(id: &'static str, text: &'static str, tier: Tier, package: &'static str) -> Self {
        Self {
            id,
            text,
            tier,
            package,
        }
    }

    /// Its id, unique in its package: lower-case words joined by `-`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The text of the promise.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The strength of the promise.
    pub const fn tier(&self) -> Tier {
        self.tier
    }

    /// The package that promises it.
    pub const fn package(&self) -> &'static str {
        self.package
    }
}

/// `default-deny`.
impl fmt::Display for Guarantee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

/// The relation of code to a guarantee.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::Relation"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The code implements the promise: `#[stability::implements]`.
    Implements,
    /// The code is a test that fails when the promise is broken: `#[stability::upholds]`.
    Upholds,
}

/// The statement of one attribute about its code and one guarantee.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::Evidence"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The relation of the code to the guarantee.
    pub relation: Relation,
    /// The guarantee.
    pub guarantee: Guarantee,
    /// `module_path!()` where the code is.
    pub module: &'static str,
    /// The name of the code: of a function its own, of an `impl` its head.
    pub name: &'static str,
    /// The source file, below the folder of its package.
    pub file: &'static str,
    /// The line of its name in that file; 0 if it is not known.
    pub line: u32,
    /// Of a test: whether `#[ignore]` is on it.
    pub ignored: bool,
    /// Of a test: whether `#[should_panic]` is on it.
    pub should_panic: bool,
}

/// Says in a running test that it upholds guarantees, like [`#[stability::upholds]`](macro@crate::upholds) on a test function. Use
/// it if there is no function for the attribute, as in a doctest, or if only some iterations of a loop uphold them.
///
/// The compiler must find each guarantee. Mark a doctest of edition 2024 as `standalone_crate`: others are
/// compiled together, and then a test does not know its name.
///
/// ```standalone_crate
/// stability::guarantee! {
///     /// Tool calls are denied unless a policy explicitly returns allow.
///     #[stable(since = "0.1.0")]
///     pub DEFAULT_DENY = "default-deny";
/// }
///
/// # fn main() {
/// stability::uphold!(DEFAULT_DENY);
/// # }
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[macro_export]
macro_rules! uphold {
    ($($guarantee:path),+ $(,)?) => {
        $crate::__uphold!(match ::core::option_env!("CARGO_PKG_NAME") {
            $crate::__private::Some(name) => name,
            $crate::__private::None => $crate::__private::crate_name(::core::module_path!()),
        }, &[$({
            const GUARANTEE: $crate::Guarantee = $guarantee;
            $crate::__private::Evidence {
                relation: $crate::__private::Relation::Upholds,
                guarantee: GUARANTEE,
                module: ::core::module_path!(),
                name: "",
                file: ::core::file!(),
                line: ::core::line!(),
                ignored: false,
                should_panic: false,
            }
        }),+], {
            fn here() {}
            ::core::any::type_name_of_val(&here)
        })
    };
    () => {
        ::core::compile_error!("`uphold!` names no guarantee: write the path of one, for example `uphold!(DEFAULT_DENY)`")
    };
}
