//! What this package promises besides its items: the header of its contract.

stability::contract! {
    name = "Stability policy",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        "Diff" = [crate::diff],
        "Profile" = [crate::profile],
        "Policy" = [crate],
    },
    paths {
        "stability_policy" = [
            crate::bump,
            crate::compared,
            crate::comparison,
            crate::document,
            crate::document::error,
            crate::evidence,
            crate::exception,
            crate::file,
            crate::file::error,
            crate::finding,
            crate::judge,
            crate::level,
            crate::rule,
            crate::schedule,
            crate::settings,
            crate::tiers,
        ],
        "stability_policy::diff" = [crate::diff::change, crate::diff::fact, crate::diff::wire_change],
    },
}
