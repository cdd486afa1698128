#[stability::stable(since = "1.0.0", notes = "one letter too many")]
pub struct Request;

#[stability::beta(sinse = "1.0.0", colour = "green")]
pub fn send() {}

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    #[stable(snice = "1.1.0")]
    Yes,
}

fn main() {}
