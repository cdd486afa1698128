#[stability::area("Memory")]
pub struct Request;

#[stability::area("Inference")]
pub mod inference {
    #[area("Sending")]
    #[beta]
    pub fn send() {}
}

fn main() {
    inference::send();
    let _ = Request;
}
