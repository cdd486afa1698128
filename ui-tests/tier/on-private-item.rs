#[stability::stable(since = "1.0.0")]
struct Request;

#[stability::beta]
pub(crate) fn send(_: Request) {}

#[stability::internal]
const LIMIT: u8 = 1;

#[stability::area("Memory")]
pub mod memory {
    #[evolving]
    pub(super) enum Frame {
        Empty,
    }
}

fn main() {
    send(Request);
    let _ = (LIMIT, memory::Frame::Empty);
}
