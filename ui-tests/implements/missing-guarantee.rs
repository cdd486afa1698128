stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

#[stability::implements(DEFAULT_DENY, DENIED)]
pub struct Policy;

fn main() {}
