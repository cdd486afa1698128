stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

#[stability::implements(DEFAULT_DENY)]
pub const LIMIT: u8 = 1;

#[stability::implements(DEFAULT_DENY)]
pub use std::fmt;

fn main() {}
