//! What the items are: a change of what is promised that the release is too small for.

super::group! {
    item_removed,
}
