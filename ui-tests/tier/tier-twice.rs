#[stability::stable(since = "1.0.0")]
#[stability::stable(since = "1.1.0")]
pub struct Request;

fn main() {
    let _ = Request;
}
