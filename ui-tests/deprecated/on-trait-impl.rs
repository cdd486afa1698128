pub struct Request;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0"))]
impl Clone for Request {
    fn clone(&self) -> Self {
        Self
    }
}

fn main() {
    let _ = Request.clone();
}
