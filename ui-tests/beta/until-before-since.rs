#[stability::beta(since = "1.2.0", until = "1.1.0")]
pub struct Request;

#[stability::evolving(since = "1.2.0", until = "1.2.0")]
pub struct Answer;

#[stability::unstable(since = "1.2.0", until = "1.2.0-rc.1")]
pub struct Choice;

fn main() {}
