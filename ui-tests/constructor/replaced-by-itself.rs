#[stability::stable(since = "1.0.0", constructor(deprecated(since = "1.2.0", replacement = Request::new)))]
pub struct Request {
    pub model: String,
}

#[stability::stable(
    since = "1.0.0",
    constructor(name = make, deprecated(since = "1.2.0", replacement = "Response::make"))
)]
pub struct Response {
    pub model: String,
}

fn main() {}
