#![deny(warnings, missing_docs)]

//! Every key that all tier attributes take.

/// A type that is weaker.
#[stability::experimental(until = "2.0.0")]
pub struct Weak;

/// All keys.
#[stability::stable(
    since = "1.1.0-alpha.1+build",
    area = "Core <of it>",
    note = "A \"note\" {with braces}.",
    issue = 12,
    docs = "https://example.org/[contract]",
    deprecated(since = "1.2.0", note = "Say more.", replacement = "a setting", remove_in = "2.0.0"),
    path = "::public::Request",
    may_expose(Weak, Vec<u8>),
    crate = ::stability,
)]
pub struct Request {
    /// A weak field.
    pub weak: Option<Weak>,
}

/// Few keys.
#[stability::beta(since = "1.3.0", until = "1.5.0", issue = "JIRA-12",)]
pub struct Answer;

fn main() {
    let _ = Answer;
}
