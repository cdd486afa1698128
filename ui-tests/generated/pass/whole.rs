//! Every policy.

#![deny(warnings, missing_docs, unused_qualifications, clippy::pedantic)]
#![forbid(unsafe_code)]

use stability::{Artefact, Policy};

stability::generated! {}

/// In a module.
pub mod made {
    stability::generated! {
        crate = ::stability;

        /// The first migration.
        #[frozen(since = "1.0.0", area = "Migrations")]
        pub DDL = "generated/0001.sql", frozen;

        /// What tools there are.
        #[stable(since = "1.0.0")]
        pub(crate) TOOLS = "generated/tools.json", frozen(key = "name", fields = ["schema", "returns"], reason,);

        /// The API.
        #[stable(since = "1.0.0")]
        pub OPENAPI = "generated/openapi.json", additive(reason);

        /// For people.
        #[internal]
        #[allow(dead_code)]
        ADMIN = "generated/admin.html", free;

        /// Nowhere.
        #[cfg(any())]
        #[beta]
        pub NOWHERE = "nowhere", frozen();
    }
}

fn main() {
    const TOOLS: Artefact = made::TOOLS;
    assert_eq!(made::DDL.policy(), Policy::Frozen);
    assert_eq!(
        TOOLS.policy(),
        Policy::FrozenByKey {
            key: "name",
            fields: &["schema", "returns"]
        }
    );
    assert!(made::OPENAPI.needs_reason() && !made::DDL.needs_reason());
    let contract = stability::Contract::linked().unwrap();
    let items: Vec<_> = contract
        .items()
        .iter()
        .map(|item| (item.id.as_str(), item.signature.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        items,
        [
            ("generated generated/0001.sql", "frozen"),
            ("generated generated/admin.html", "free"),
            ("generated generated/openapi.json", "additive"),
            ("generated generated/tools.json", "frozen by name: schema, returns"),
        ],
    );
}
