#[stability::stable(since = "1.0.0")]
pub trait MemoryStore {
    #[reserved(until = "2.0.0")]
    #[reserved]
    fn forget(&self) -> Result<(), stability::Unsupported>;
}

struct Nothing;

// The method has its body all the same.
impl MemoryStore for Nothing {}

fn main() {}
