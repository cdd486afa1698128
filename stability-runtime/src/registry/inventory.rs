//! Registration through `inventory`: a constructor links each submission into a list before `main`.

use super::Collected;

inventory::collect!(Collected);

/// Collected as everything is, to be asked for: constructors run in the order in which packages are linked, and this one is
/// linked behind all that depend on it.
struct Ready;

inventory::collect!(Ready);
inventory::submit! { Ready }

/// Whether the constructors have run.
pub(crate) fn is_ready() -> bool {
    inventory::iter::<Ready>.into_iter().next().is_some()
}

/// What is collected in the program, in no particular order.
pub(super) fn collected() -> impl Iterator<Item = &'static Collected> {
    inventory::iter::<Collected>.into_iter()
}

/// Hands one `Collected` to the linker.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($($submission:tt)*) => {
        $crate::__private::inventory::submit! { $($submission)* }
    };
}
