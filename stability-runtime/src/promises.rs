//! What this package promises besides its items.
//!
//! Our own promises are behind the feature `promises`: otherwise the contract of every program would list them. The feature is
//! not for a workspace as a whole: with it, stable items of others may not show our evolving types.

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
