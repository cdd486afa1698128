pub struct Request;

#[stability::stable(since = "1.0.0")]
impl Request {
    #[stable(deprecated(since = "1.1.0", replacement = Request::missing))]
    pub fn send(&self) {}

    #[stable(deprecated(since = "1.1.0", replacement = Self::missing))]
    pub fn again(&self) {}
}

fn main() {}
