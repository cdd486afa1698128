pub struct Request;

impl Request {
    #[stability::beta]
    fn send(&self) {}
}

#[stability::beta]
impl Request {
    #[stable(since = "1.0.0")]
    fn again(&self) {}
}

fn main() {
    Request.send();
    Request.again();
}
