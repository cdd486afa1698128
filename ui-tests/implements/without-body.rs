stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

pub trait Policy {
    #[stability::implements(DEFAULT_DENY)]
    fn decide(&self) -> bool;
}

fn main() {}
