#[stability::stable(since = "1.0.0", deprecated = "use something else")]
pub struct Request;

#[stability::stable(since = "1.0.0", sealed = true)]
pub trait Provider {}

#[stability::stable(since = "1.0.0", deprecated =)]
pub struct Answer;

fn main() {}
