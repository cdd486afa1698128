//! A feature of the package is promised, and deprecated, as anything else is.

stability::surface! {
    area "Features", stable(since = "1.0.0");
    /// Shows what may still change.
    #[experimental]
    feature "unstable";
    #[stable(since = "1.0.0", deprecated(since = "1.3.0", replacement = "unstable", note = "they are one"))]
    feature "unstable-thing";
}

fn main() {
    let contract = stability::Contract::linked().unwrap();
    let feature = contract.items().iter().find(|item| item.id == "feature unstable-thing").unwrap();
    assert_eq!(feature.kind, stability::Kind::Feature);
    assert!(feature.deprecated.is_some());
}
