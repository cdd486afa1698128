//! The contract says when a route goes and where its callers go.

#[stability::area("Skills")]
pub mod skills {
    #[deprecated_route(GET, "/skills", since = "1.4.0", on = "2026-09-01", sunset = "2027-01-01", link = "/moved", successor = "/v2")]
    pub(crate) async fn list() {}
}

fn main() {
    drop(skills::list());
    let contract = stability::Contract::linked().unwrap();
    let [item] = contract.items() else { panic!("{:?}", contract.items()) };
    let deprecated = item.deprecated.as_ref().unwrap();
    assert_eq!(deprecated.since.as_ref().unwrap().to_string(), "1.4.0");
    assert_eq!(deprecated.on.as_deref(), Some("2026-09-01"));
    assert_eq!(deprecated.sunset.as_deref(), Some("2027-01-01"));
    assert_eq!(deprecated.link.as_deref(), Some("/moved"));
    assert_eq!(deprecated.successor.as_deref(), Some("/v2"));
    assert_eq!((item.area.as_deref(), item.location.line), (Some("Skills"), 6));
}
