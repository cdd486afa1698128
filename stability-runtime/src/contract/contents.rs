//! What a generated artefact holds.

use alloc::collections::BTreeMap;
use alloc::string::String;

use super::json::fields::object;

object! {
    /// The content of a generated artefact, as it is stored in the repository.
    #[cfg_attr(
        feature = "promises",
        stability::evolving(since = "0.1.0", until = "0.3.0")
    )]
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Contents {
        /// A hash of the stored file; `None` where it is not there.
        pub hash: Option<String>,
        /// What must stay in it, where its policy is about JSON: of what is additive each part by its path, with its type; of what is
        /// frozen by key each element by its name, with a hash. Of several files each by its path, with a hash.
        pub parts: BTreeMap<String, String>,
    }
}
