#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stages()))]
pub struct Empty;

fn main() {}
