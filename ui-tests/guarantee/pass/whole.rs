//! Every form of a guarantee.

#![deny(warnings, missing_docs, unused_qualifications, clippy::pedantic)]
#![forbid(unsafe_code)]

use stability::{Guarantee, Tier};

stability::guarantee! {}

stability::guarantee! {
    crate = ::stability;

    /// Nothing else.
    #[internal]
    pub LEAST = "least";
}

/// In a module.
pub mod policy {
    stability::guarantee! {
        /// Calls are denied unless a policy
        /// explicitly allows them.
        ///
        /// Whatever the tool.
        #[frozen(since = "1.0.0-alpha.1", area = "Policy", note = "see `Policy`", issue = 12, docs = "https://example.org")]
        pub DEFAULT_DENY = "default-deny";

        /** What is recorded never changes the outcome. */
        #[evolving(until = "2.0.0", deprecated(since = "1.4.0", note = "sinks go"))]
        pub(crate) SILENT_SINK = "silent-sink";

        /// Only somewhere.
        #[cfg(any())]
        #[stable(since = "1.0.0")]
        pub NOWHERE = "nowhere";

        /// Only inside.
        #[allow(dead_code)]
        #[experimental]
        r#INSIDE = "inside-2";
    }
}

fn main() {
    const SILENT: Guarantee = policy::SILENT_SINK;
    assert_eq!(policy::DEFAULT_DENY.text(), "Calls are denied unless a policy explicitly allows them. Whatever the tool.");
    assert_eq!(policy::DEFAULT_DENY.tier(), Tier::Frozen);
    assert_eq!(SILENT.text(), "What is recorded never changes the outcome.");
    assert_eq!(format!("{:>6}", LEAST), " least");

    let contract = stability::Contract::linked().unwrap();
    let ids: Vec<_> = contract.items().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(
        ids,
        ["guarantee default-deny", "guarantee inside-2", "guarantee least", "guarantee silent-sink"],
    );
    let item = &contract.items()[0];
    assert_eq!((item.name.as_str(), item.area.as_deref()), ("default-deny", Some("Policy")));
    assert_eq!(item.text.as_deref(), Some(policy::DEFAULT_DENY.text()));
    assert!(contract.items()[3].deprecated.is_some());
}
