#[stability::stable(since = "1.0.0", path = "public path")]
pub struct Request;

#[stability::beta(path = public::Answer)]
pub struct Answer;

#[stability::beta(path = "")]
pub struct Nowhere;

fn main() {}
