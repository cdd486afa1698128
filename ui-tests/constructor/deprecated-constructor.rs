#![deny(deprecated)]

#[stability::stable(
    since = "1.0.0",
    constructor(deprecated(since = "1.2.0", note = "it guesses the model", replacement = Self::of))
)]
pub struct Request {
    pub model: String,
}

#[stability::stable(since = "1.0.0")]
impl Request {
    #[stable(since = "1.2.0")]
    pub fn of(model: &str) -> Self {
        Self { model: model.to_owned() }
    }
}

fn main() {
    let _ = Request::of("m");
    let _ = Request::new(String::new());
}
