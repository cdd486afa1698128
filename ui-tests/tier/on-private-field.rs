#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub model: u8,
    #[beta]
    provider: u8,
}

#[stability::stable(since = "1.0.0")]
pub struct Pair(#[evolving] u8, pub u8);

fn main() {
    let request = Request { model: 1, provider: 2 };
    let _ = Pair(request.model, request.provider);
}
