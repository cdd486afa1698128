#[stability::stable(since = "1.0.0")]
pub trait MemoryStore {
    #[reserved(until = "2.0.0")]
    fn all(&self) -> impl Iterator<Item = u64>;
}

fn main() {}
