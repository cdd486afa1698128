#![deny(warnings)]

//! The user's own modules have the names of the crates that expansions name.

pub mod core {
    pub mod option {}
}
pub mod std {}
pub mod alloc {}
pub mod s {}
pub mod stability {
    #[::stability::stable(since = "1.0.0")]
    #[::stability::sealed(pub(crate))]
    pub trait Provider {
        #[beta]
        fn name(&self) -> u8 {
            1
        }
    }
}
pub mod inventory {}
pub mod linkme {}

#[::stability::beta]
pub struct Frame;

#[::stability::stable(since = "1.0.0", may_expose(Frame))]
pub struct Request {
    #[stable(since = "1.1.0", deprecated(since = "1.2.0", replacement = ::core::mem::take))]
    pub frame: ::core::option::Option<Frame>,
    #[stability::beta]
    pub later: u8,
}

#[::stability::sealed]
impl stability::Provider for Frame {}

#[::stability::sealed(friends = ["nika-*"])]
pub trait Engine {}

#[::stability::sealed]
impl Engine for Frame {}

::stability::contract! { name = "Nika", state = final, scope = "^1", areas { "Core" = [core, std, stability] } }

fn main() {
    use stability::Provider;
    assert_eq!(Frame.name(), 1);
}
