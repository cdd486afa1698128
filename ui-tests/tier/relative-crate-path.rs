#[stability::stable(since = "1.0.0", crate = stability)]
pub struct Request;

#[stability::beta(crate = "::stability")]
pub struct Answer;

#[stability::sealed(crate = contracts::stability)]
pub trait Provider {}

fn main() {}
