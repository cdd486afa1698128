stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

#[stability::upholds(DEFAULT_DENY)]
pub struct Policy;

#[stability::upholds(DEFAULT_DENY)]
macro_call!();

fn main() {
    let _ = Policy;
}

#[macro_export]
macro_rules! macro_call {
    () => {};
}
