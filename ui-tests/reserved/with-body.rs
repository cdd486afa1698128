#[stability::stable(since = "1.0.0")]
pub trait MemoryStore {
    #[reserved(until = "2.0.0")]
    fn forget(&self) -> Result<(), stability::Unsupported> {
        Ok(())
    }
}

fn main() {}
