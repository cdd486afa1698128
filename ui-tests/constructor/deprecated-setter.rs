#![deny(deprecated)]

#[stability::stable(since = "1.0.0", constructor)]
pub struct Request {
    pub model: String,
    #[stable(since = "1.0.0", default, deprecated(since = "1.2.0", replacement = budget))]
    pub cost: u64,
    #[stable(since = "1.2.0", default)]
    pub budget: u64,
}

fn main() {
    let _ = Request::new(String::new()).with_budget(1).with_cost(1);
}
