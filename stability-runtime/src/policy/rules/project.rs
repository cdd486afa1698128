//! What the project does besides: changelog, commits, documents, manifests, gates.

super::group! {
    changelog_section_missing,
}
