#![deny(warnings, missing_docs)]

//! Areas and modules that only some builds have, and the package itself as the module of an area.

stability::contract! {
    name = "Nika",
    areas {
        #[cfg(any())]
        "Nowhere" = [nowhere, crate::nothing],
        "Memory" = [memory, #[cfg(any())] nowhere, #[cfg(not(any()))] frames],
        #[cfg(any())]
        "Memory" = [memory],
        "Everything else" = [crate],
    },
}

/// In an area.
pub mod memory {
    /// An item.
    #[stability::beta]
    pub struct Memory;
}

/// In an area.
pub mod frames {
    /// An item.
    #[stability::beta]
    pub struct Frame;
}

/// An item.
#[stability::beta]
pub struct Other;

fn main() {
    let contract = stability::Contract::linked().unwrap();
    assert_eq!(contract.header().unwrap().areas, ["Memory", "Everything else"]);
    let areas: Vec<_> = contract.items().iter().map(|item| (item.name.as_str(), item.area.as_deref().unwrap())).collect();
    assert_eq!(areas, [("Other", "Everything else"), ("Frame", "Memory"), ("Memory", "Memory")]);
}
