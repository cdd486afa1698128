#[stability::stable(since = "1.5.0")]
pub struct Request;

#[stability::stable(since = "1.4.1-alpha.1")]
pub struct Answer;

#[stability::beta(since = "2.0.0")]
pub enum Choice {
    #[evolving(since = "3.0.0")]
    One,
}

fn main() {}
