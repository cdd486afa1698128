// `new` is promised since 1.0.0 with one argument.
#[stability::stable(since = "1.0.0", constructor)]
pub struct Request {
    pub model: String,
    #[stable(since = "1.2.0")]
    pub memory: Option<String>,
    #[evolving(since = "1.3.0")]
    pub budget: u64,
    #[stable(since = "1.2.0", default)]
    pub trace: u64,
}

fn main() {
    // The item is there all the same, and so is its constructor.
    let _ = Request::new(String::new(), None, 1);
}
