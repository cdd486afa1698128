#[stability::stable(since = "01.2.0")]
pub fn send() {}

#[stability::stable(since = "v1.02.00")]
pub fn receive() {}

fn main() {
    send();
    receive();
}
