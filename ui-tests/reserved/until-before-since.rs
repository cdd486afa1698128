#[stability::stable(since = "1.2.0")]
pub trait MemoryStore {
    #[reserved(until = "1.2.0")]
    fn forget(&self) -> Result<(), stability::Unsupported>;
}

fn main() {}
