#[stability::stable(since = "1.0.0")]
pub enum Answer {
    Yes,
    #[experimental(feature = "thing")]
    Perhaps,
    No {
        #[experimental(feature = "thing")]
        why: u8,
    },
}

fn main() {
    let _ = (Answer::Yes, Answer::Perhaps, Answer::No { why: 1 });
}
