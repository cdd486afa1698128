#[stability::stable(since = "1.0")]
pub struct Short;

#[stability::stable(since = "v1.0")]
pub struct Decorated;

#[stability::stable(since = "1.0.0.0")]
pub struct Long;

#[stability::stable(since = 1.0)]
pub struct Unquoted;

#[stability::stable(since = "")]
pub struct Empty;

#[stability::beta(since = "soon", until = "2", deprecated(since = "1", remove_in = "next"))]
pub struct Words;

fn main() {}
