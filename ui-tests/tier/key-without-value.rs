#[stability::stable(since)]
pub struct Alone;

#[stability::stable(since = "1.0.0", note =)]
pub struct Equals;

#[stability::beta(area, issue(12))]
pub struct Parenthesised;

#[stability::beta(may_expose, deprecated = "1.0.0")]
pub struct List;

fn main() {}
