#[stability::beta]
pub struct Batch<'a, T> {
    pub content: &'a T,
}

#[stability::stable(since = "1.0.0")]
pub struct Request<'a> {
    pub batch: Batch<'a, u8>,
}

fn main() {}
