#[stability::stable(since = "1.0", notes = "a", docs = 5)]
#[stability::sealed]
pub struct Request<T> {
    #[stable(since = "0.1")]
    pub model: T,
    #[evolving(feature = "thing")]
    provider: u8,
}

fn main() {
    let request = Request { model: 1, provider: 2 };
    let _ = (request.model, request.provider);
}
