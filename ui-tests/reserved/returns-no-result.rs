type Answer = Option<u64>;

#[stability::stable(since = "1.0.0")]
pub trait MemoryStore {
    #[reserved(until = "2.0.0")]
    fn count(&self) -> u64;

    #[reserved(until = "2.0.0")]
    fn find(&self) -> Answer;

    #[reserved(until = "2.0.0")]
    fn made<T>(&self) -> T;

    #[reserved(until = "2.0.0")]
    fn soon(&self) -> impl Future<Output = u64>;

    #[reserved(until = "2.0.0")]
    fn later(&self) -> std::pin::Pin<Box<dyn Future<Output = u64>>>;

    #[reserved(until = "2.0.0")]
    async fn waited(&self) -> u64;
}

fn main() {}
