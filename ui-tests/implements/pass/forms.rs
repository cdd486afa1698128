//! Everything that can implement a guarantee.

#![deny(warnings, missing_docs, unused_qualifications, clippy::pedantic)]
#![forbid(unsafe_code)]

stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

/// With a tier too, in both orders.
#[stability::implements(DEFAULT_DENY)]
#[stability::stable(since = "1.0.0")]
#[derive(Debug, Clone)]
pub struct Policy<T>(pub T);

/// The other order.
#[stability::stable(since = "1.0.0")]
#[stability::implements(DEFAULT_DENY)]
pub enum Decision {
    /// No.
    Deny,
}

#[stability::stable(since = "1.0.0")]
#[stability::implements(DEFAULT_DENY)]
impl<T> Policy<T> {
    /// What it decides.
    #[stability::implements(DEFAULT_DENY)]
    #[must_use]
    pub const fn decide(&self) -> Decision {
        Decision::Deny
    }

    /// Decides later.
    #[stable(since = "1.0.0")]
    #[stability::implements(DEFAULT_DENY)]
    pub async fn decide_later(self) -> Decision {
        Decision::Deny
    }
}

#[stability::implements(DEFAULT_DENY)]
impl<T> From<Policy<T>> for Decision
where
    T: Clone,
{
    fn from(policy: Policy<T>) -> Self {
        policy.decide()
    }
}

/// A trait, and a method with a body.
#[stability::implements(DEFAULT_DENY)]
pub trait Decide {
    /// Decides.
    #[stability::implements(DEFAULT_DENY)]
    fn is_allowed(&self) -> bool {
        false
    }
}

/// A module.
#[stability::implements(DEFAULT_DENY)]
pub mod gates {
    #[stability::implements(super::DEFAULT_DENY)]
    pub(crate) const fn closed() -> bool {
        true
    }
}

/// A union.
#[stability::implements(DEFAULT_DENY)]
pub union Either {
    /// A number.
    pub number: u8,
    /// Nothing.
    pub nothing: (),
}

fn main() {
    let policy = Policy(1);
    assert!(matches!(policy.decide(), Decision::Deny));
    assert!(matches!(Decision::from(policy.clone()), Decision::Deny));
    drop(policy.decide_later());
    assert!(gates::closed());
}
