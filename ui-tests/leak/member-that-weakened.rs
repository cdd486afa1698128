#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[beta]
    pub weak: Frame,
    #[stable(since = "1.1.0")]
    pub strong: Frame,
}

#[stability::beta]
pub struct Frame;

fn main() {}
