stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

pub struct Policy;

impl Policy {
    #[stability::upholds(DEFAULT_DENY)]
    pub fn denies(&self) -> bool {
        true
    }
}

fn main() {
    Policy.denies();
}
