#[stability::frozen]
pub struct Request;

#[stability::stable(since = "1.0.0")]
impl Request {
    #[frozen]
    pub fn send(&self) {}
}

fn main() {
    Request.send();
}
