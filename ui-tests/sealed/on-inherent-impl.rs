pub struct Request;

#[stability::sealed]
impl Request {
    pub fn send(&self) {}
}

fn main() {
    Request.send();
}
