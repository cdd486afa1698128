//! rustc has attributes of that name for its own library.

#[stable(since = "1.0.0")]
pub struct Request;

fn main() {}
