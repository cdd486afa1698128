//! Compares the promises about a program with the program: its commands, settings, variables and names.
//!
//! Each function compares a [`Contract`] with one part of the program and returns the [`Difference`]; a test calls it through
//! [`assert_surface!`](crate::assert_surface).

#[cfg(feature = "clap")]
mod commands;
mod difference;
mod names;
mod settings;
#[cfg(all(test, feature = "clap"))]
mod tests;

#[cfg(feature = "clap")]
pub use self::commands::commands;
pub use self::difference::{Difference, Discrepancy};
pub use self::names::names;
pub use self::settings::{environment, settings};
use crate::contract::{Contract, Item};
use crate::kind::Kind;

/// The promises of one kind.
fn promised(contract: &Contract, kind: Kind) -> impl Iterator<Item = &Item> {
    contract.items().iter().filter(move |item| item.kind == kind)
}

/// Compares the promises that are linked into a test with the program, and fails the test with the difference.
///
/// | call | compares | feature |
/// |---|---|---|
/// | `assert_surface!(Cli::command())` | the tree of a `clap::Command`, see [`commands`](crate::surface::commands) | `clap` |
/// | `assert_surface!(settings Settings)` | the keys and types of a struct, see [`settings`](crate::surface::settings) | |
/// | `assert_surface!(env "AKSARA_" Settings)` | the variables read through it, see [`environment`](crate::surface::environment) | |
/// | `assert_surface!(metric NAMES)`, `event`, … | a list of names, see [`names`](crate::surface::names) | |
///
/// The word before a list of names is that of `surface!`: `metric`, `event`, `wire_name`, `sql_function`, `sql_view`,
/// `python_module`, `schema`, `format`.
///
/// ```standalone_crate
/// stability::surface! {
///     area "Metrics", stable(since = "0.1.0");
///     metric "requests_total";
/// }
///
/// # fn main() {
/// stability::assert_surface!(metric ["requests_total"]);
/// # }
/// ```
///
/// # Panics
///
/// With every discrepancy, or with the problems of the linked contract.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[cfg(any(feature = "inventory", feature = "linkme"))]
#[macro_export]
macro_rules! assert_surface {
    (settings $settings:ty) => {
        $crate::__private::assert_same(&$crate::surface::settings::<$settings>(&$crate::__private::linked()))
    };
    (env $prefix:literal $settings:ty) => {
        $crate::__private::assert_same(&$crate::surface::environment::<$settings>(
            &$crate::__private::linked(),
            $prefix,
        ))
    };
    (metric $names:expr) => { $crate::assert_surface!(@names Metric $names) };
    (event $names:expr) => { $crate::assert_surface!(@names Event $names) };
    (wire_name $names:expr) => { $crate::assert_surface!(@names WireName $names) };
    (sql_function $names:expr) => { $crate::assert_surface!(@names SqlFunction $names) };
    (sql_view $names:expr) => { $crate::assert_surface!(@names SqlView $names) };
    (python_module $names:expr) => { $crate::assert_surface!(@names PythonModule $names) };
    (schema $names:expr) => { $crate::assert_surface!(@names Schema $names) };
    (format $names:expr) => { $crate::assert_surface!(@names Format $names) };
    (@names $kind:ident $names:expr) => {
        $crate::__private::assert_same(&$crate::surface::names(
            &$crate::__private::linked(),
            $crate::Kind::$kind,
            $names,
        ))
    };
    ($command:expr) => {
        $crate::__private::assert_same(&$crate::surface::commands(&$crate::__private::linked(), &$command))
    };
}
