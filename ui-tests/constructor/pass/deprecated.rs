#![deny(warnings)]

/// A request.
#[stability::stable(since = "1.0.0", constructor(name = make, deprecated(since = "1.2.0", note = "write the fields")))]
pub struct Request {
    /// The model.
    pub model: String,
}

/// A response, whose constructor keeps its name.
#[stability::stable(since = "1.0.0", constructor(name = of))]
pub struct Response {
    /// The text.
    pub text: String,
}

fn main() {
    #[allow(deprecated)]
    let _ = Request::make(String::new());
    let _ = Request { model: String::new() };
    let _ = Response::of(String::new());
}
