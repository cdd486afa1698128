#![deny(warnings)]

//! The release in preparation, pre-releases, and the package's own version.

#[stability::stable(since = "next")]
pub struct Request {
    #[beta(since = "next")]
    pub model: u8,
}

#[stability::stable(since = "1.4.0")]
pub struct Now;

#[stability::stable(since = "1.4.0-rc.1")]
pub struct Before {
    #[stable(since = "1.4.0")]
    pub later: u8,
    #[stable(since = "next")]
    pub next: u8,
}

#[stability::stable(since = "1.0.0", deprecated(since = "next", remove_in = "1.4.1"))]
pub struct Old;

fn main() {
    let _ = (Request { model: 1 }, Now, Before { later: 1, next: 2 });
}
