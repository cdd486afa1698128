#[stability::stable(since = "1.0.0", until = "2.0.0")]
pub struct Request;

#[stability::frozen(since = "1.0.0", feature = "thing")]
pub struct Answer;

#[stability::beta(friends = ["nika"], remove_in = "2.0.0")]
pub trait Provider {}

fn main() {}
