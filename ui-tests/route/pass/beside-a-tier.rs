//! The handler of a route may be a promised item itself; the two promises are apart.

use stability::{Kind, Tier};

/// Reads a skill.
#[stability::route(GET, "/skills/{id}", beta)]
#[stability::stable(since = "1.0.0")]
pub fn read(id: u64) -> u64 {
    id
}

/// Finds a skill.
#[stability::stable(since = "1.0.0", deprecated(note = "call `read`"))]
#[stability::route(GET, "/skills", beta)]
pub fn find() {}

fn main() {
    assert_eq!(read(3), 3);
    let contract = stability::Contract::linked().unwrap();
    let items: Vec<_> = contract.items().iter().map(|item| (item.name.as_str(), item.kind, item.tier)).collect();
    assert_eq!(
        items,
        [
            ("GET /skills", Kind::Route, Tier::Beta),
            ("GET /skills/{id}", Kind::Route, Tier::Beta),
            ("find", Kind::Fn, Tier::Stable),
            ("read", Kind::Fn, Tier::Stable),
        ]
    );
    assert!(contract.items().iter().all(|item| item.deprecated.is_some() == (item.name == "find")));
}
