#[stability::stable]
pub struct Request;

#[stability::stable(note = "text")]
pub fn send() {}

#[stability::area("Memory")]
pub mod memory {
    #[stable]
    pub struct Frame;
}

#[stability::beta]
pub struct Answer {
    #[stable]
    pub code: u8,
}

fn main() {
    let _ = (Request, memory::Frame, Answer { code: 1 });
}
