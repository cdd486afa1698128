#![deny(unused_must_use)]

#[stability::stable(since = "1.0.0", constructor)]
pub struct Request {
    #[stable(since = "1.0.0", default)]
    pub budget: u64,
}

fn main() {
    let request = Request::new();
    request.with_budget(1);
}
