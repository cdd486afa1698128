//! When something comes, changes its tier, is deprecated and goes.

super::group! {
    removed_without_deprecation,
}
