#[stability::experimental(feature = "two words")]
pub struct Request;

#[stability::unstable(feature = "")]
pub fn send() {}

#[stability::experimental(feature = thing)]
pub const LIMIT: u8 = 1;

fn main() {
    send();
    let _ = (Request, LIMIT);
}
