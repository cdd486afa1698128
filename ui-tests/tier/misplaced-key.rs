#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[stable(since = "1.0.0", area = "Core", path = "public::model")]
    pub model: u8,
}

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    #[stable(since = "1.0.0", area = "Core", path = "public::Yes")]
    Yes,
}

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[stable(since = "1.0.0", area = "Core", path = "public::ask")]
    fn ask(&self);
}

#[stability::stable(since = "1.0.0")]
impl Request {
    pub fn send(&self) {}
}

#[stability::stable(since = "1.0.0")]
impl Provider for Request {
    #[stable(since = "1.0.0", deprecated(since = "1.1.0"))]
    fn ask(&self) {}
}

#[stability::stable(since = "1.0.0", may_expose(Request), erased(DynProvider<'_>), schema = "nika/core@1")]
pub mod core {}

#[stability::sealed(note = "it grows", instead = "implement `Provider`", pub(crate))]
impl Clone for Request {
    fn clone(&self) -> Self {
        Self { model: self.model }
    }
}

fn main() {}
