//! Every form of a test; what they are in a test harness, the behaviour tests show.

#![deny(warnings, missing_docs, unused_qualifications, unused_braces, clippy::pedantic)]
#![forbid(unsafe_code)]

/// Where they are promised.
pub mod promised {
    stability::guarantee! {
        /// Calls are denied by default.
        #[stable(since = "1.4.0")]
        pub DEFAULT_DENY = "default-deny";

        /// Answers come in order.
        #[stable(since = "1.4.0")]
        pub ORDERED = "ordered";
    }
}

use promised::ORDERED;

#[stability::upholds(promised::DEFAULT_DENY, ORDERED,)]
fn plain() {
    use std::fmt::Debug;

    fn shown(what: impl Debug) -> String {
        format!("{what:?}")
    }
    assert_eq!(shown(1), "1");
}

#[stability::upholds(ORDERED)]
fn with_inner_attributes() -> u8 {
    #![allow(unused_variables)]
    let unused = 1;
    7
}

#[stability::upholds(ORDERED)]
#[must_use]
async fn later<T: Clone>(value: &T) -> Option<T> {
    Some(value.clone())
}

#[stability::upholds(ORDERED)]
#[cfg_attr(all(), allow(dead_code))]
extern "C" fn odd(r#type: u8) -> u8 {
    r#type
}

#[stability::upholds(ORDERED, crate = ::stability)]
fn empty() {}

fn main() {
    plain();
    assert_eq!(with_inner_attributes(), 7);
    drop(later(&1));
    empty();
    for guarantee in [1, 2] {
        if guarantee == 1 {
            stability::uphold!(promised::DEFAULT_DENY, ORDERED,);
        }
    }
}
