#[stability::sealed]
pub struct Request;

#[stability::stable(since = "1.0.0", sealed)]
pub fn send() {}

fn main() {
    send();
    let _ = Request;
}
