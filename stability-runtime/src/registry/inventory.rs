//! Registration through `inventory`: a constructor links each submission into a list before `main`.

use super::Submission;

inventory::collect!(Submission);

/// Every submission in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::submissions"))]
pub fn submissions() -> impl Iterator<Item = &'static Submission> {
    inventory::iter::<Submission>.into_iter()
}

/// Hands one `Submission` to the linker.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($submission:tt)*) => {
        $crate::__private::inventory::submit! { $($submission)* }
    };
}
