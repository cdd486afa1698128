//! What this package promises besides its items: the header of its contract, and what is no Rust item.
//!
//! Our own promises are behind the feature `promises`: otherwise the contract of every program would list them. The feature is
//! not for a workspace as a whole: with it, stable items of others may not show our evolving types.

stability::contract! {
    name = "Stability",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        "Attributes" = [crate],
        "Values" = [
            crate::artefact,
            crate::code,
            #[cfg(feature = "serde")] crate::extensions,
            crate::guarantee,
            crate::kind,
            #[cfg(feature = "serde")] crate::reserved,
            crate::route,
            crate::tier,
            crate::unsupported,
        ],
        #[cfg(feature = "contract")]
        "Contract" = [crate::contract, crate::render],
        "Registry" = [crate::registry],
        #[cfg(feature = "contract")]
        "Surface" = [crate::surface],
        #[cfg(feature = "audit")]
        "Audit" = [crate::audit],
        #[cfg(feature = "generated")]
        "Generated" = [crate::generated],
    },
    paths {
        "stability" = [
            crate::artefact,
            crate::code,
            crate::contract::problem,
            crate::guarantee,
            crate::kind,
            crate::reserved,
            crate::tier,
            crate::unsupported,
        ],
        "stability::audit" = [
            crate::audit::announce,
            crate::audit::claim,
            crate::audit::finding,
            crate::audit::run,
        ],
        "stability::contract" = [
            crate::contract::contents,
            crate::contract::deprecation,
            crate::contract::document,
            crate::contract::header,
            crate::contract::item,
            crate::contract::json::error,
            crate::contract::since,
            crate::contract::state,
            crate::contract::statement,
            crate::contract::tombstone,
            crate::contract::wire,
        ],
        "stability::contract::lines" = [crate::contract::lines::default_tier, crate::contract::lines::error],
        "stability::generated" = [crate::generated::breach],
        "stability::render" = [crate::render::markdown, crate::render::text],
        "stability::render::escape" = [crate::visible],
        "stability::surface" = [
            crate::surface::commands,
            crate::surface::difference,
            crate::surface::names,
            crate::surface::settings,
        ],
    },
}

#[cfg(feature = "contract")]
stability::surface! {
    area "Contract", stable(since = "0.1.0");
    /// What `Contract::to_json` writes and `Contract::from_json` reads. Keys may be added; none goes or changes its meaning.
    schema "stability/contract@1";
    excludes "the text and the Markdown of a contract, which are for people";
}

#[cfg(feature = "audit")]
stability::surface! {
    area "Audit", stable(since = "0.1.0");
    /// The folder into which a running test writes what it upholds; an absolute path.
    env "STABILITY_EVIDENCE";
    /// The lines in the files of that folder.
    #[internal]
    format "claims of tests";
}

#[cfg(feature = "generated")]
stability::surface! {
    area "Generated", stable(since = "0.1.0");
    /// The artefact that `assert_generated!` writes anew.
    env "STABILITY_BLESS";
    /// Why, where the policy of the artefact asks for a reason.
    env "STABILITY_REASON";
}
