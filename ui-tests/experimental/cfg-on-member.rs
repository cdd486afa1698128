#[stability::experimental(cfg = "test")]
pub mod shell {}

#[stability::stable(since = "1.0.0")]
pub struct Prompt {
    #[experimental(cfg = "test")]
    pub text: u8,
}

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    #[unstable(cfg = "test")]
    Yes,
}

#[stability::stable(since = "1.0.0")]
pub trait Ask {
    #[experimental(cfg = "test")]
    fn ask(&self);
}

fn main() {}
