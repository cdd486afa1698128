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
}
