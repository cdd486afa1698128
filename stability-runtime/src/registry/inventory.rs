//! Registration through `inventory`: a constructor links each submission into a list before `main`.

use super::{Collected, Values};

inventory::collect!(Collected);
inventory::collect!(Values);

/// Collected as everything is, to be asked for: constructors run in the order in which packages are linked, and this one is
/// linked behind all that depend on it.
struct Ready;

inventory::collect!(Ready);
inventory::submit! { Ready }

/// Whether the constructors have run.
pub(crate) fn is_ready() -> bool {
    inventory::iter::<Ready>.into_iter().next().is_some()
}

/// The submissions in the program, in no particular order.
pub(super) fn collected() -> impl Iterator<Item = &'static Collected> {
    inventory::iter::<Collected>.into_iter()
}

/// The values in the program, in no particular order.
pub(super) fn collected_values() -> impl Iterator<Item = &'static Values> {
    inventory::iter::<Values>.into_iter()
}

/// Hands a value to the linker. `inventory` knows the list by the type of the value.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($list:ident $($value:tt)*) => {
        $crate::__private::inventory::submit! { $($value)* }
    };
}
