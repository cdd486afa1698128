//! Registration through `linkme`: the linker lays the submissions side by side in one section.

use super::Submission;

/// Every submission in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::SUBMISSIONS"))]
#[linkme::distributed_slice]
pub static SUBMISSIONS: [Submission];

/// Every submission in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::submissions"))]
pub fn submissions() -> impl Iterator<Item = &'static Submission> {
    SUBMISSIONS.iter()
}

/// Hands one `Submission` to the linker.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($submission:tt)*) => {
        #[$crate::__private::linkme::distributed_slice($crate::__private::SUBMISSIONS)]
        #[linkme(crate = $crate::__private::linkme)]
        static SUBMISSION: $crate::__private::Submission = { $($submission)* };
    };
}
