#[stability::stable(since = "1.0.0")]
#[stability::beta]
pub struct Request;

#[stability::area("Memory")]
pub mod memory {
    #[experimental]
    #[unstable(feature = "thing")]
    pub struct Frame;
}

fn main() {
    let _ = (Request, memory::Frame);
}
