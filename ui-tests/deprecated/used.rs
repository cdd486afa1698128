#![deny(deprecated)]

pub mod memory {
    #[stability::stable(
        since = "1.0.0",
        deprecated(since = "1.1.0", note = "It copies.", replacement = frames, remove_in = "2.0.0")
    )]
    pub fn copy() {}

    #[stability::stable(since = "1.1.0")]
    pub fn frames() {}
}

fn main() {
    memory::copy();
}
