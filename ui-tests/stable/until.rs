#[stability::stable(since = "1.0.0", until = "2.0.0")]
pub fn send() {}

fn main() {
    send();
}
