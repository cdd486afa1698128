#[stability::beta]
pub struct Request {
    #[stable(since = "1.0.0")]
    pub model: u8,
}

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    #[frozen(since = "1.0.0")]
    Yes,
    #[beta]
    Perhaps {
        #[stable(since = "1.0.0")]
        why: u8,
    },
}

#[stability::experimental]
pub trait Provider {
    #[beta]
    fn name(&self) -> u8;
}

fn main() {
    let _ = (Request { model: 1 }.model, Answer::Yes, Answer::Perhaps { why: 1 });
}
