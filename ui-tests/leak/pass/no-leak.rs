#![deny(warnings)]

//! What is as strong, what is permitted, what is private, and what has no tier.

pub struct Plain;

#[stability::beta]
#[derive(Clone, Copy)]
pub struct Weak;

#[stability::stable(since = "1.0.0")]
#[derive(Clone, Copy)]
pub struct Strong<T> {
    pub of: T,
    weak: Weak,
}

#[stability::frozen(since = "1.0.0")]
pub struct Frozen;

#[stability::stable(since = "1.0.0")]
pub struct Request<T: Copy> {
    pub plain: Plain,
    pub frozen: Frozen,
    pub strong: Strong<u8>,
    pub parameter: T,
    pub of_parameter: Strong<T>,
    #[beta]
    pub weak: Weak,
    #[stable(since = "1.1.0", may_expose(Weak))]
    pub permitted: Option<Weak>,
    private: Weak,
    pub(crate) restricted: Weak,
}

#[stability::stable(since = "1.0.0", may_expose(Weak))]
impl<T: Copy> Request<T> {
    pub fn permitted(&self) -> Weak {
        self.private
    }
}

#[stability::stable(since = "1.0.0")]
impl<T: Copy> Request<T> {
    pub fn inside(&self) -> u8 {
        let Weak = self.restricted;
        1
    }
    #[beta]
    pub fn weaker(&self) -> Weak {
        self.weak
    }
    fn private(&self) -> Weak {
        self.strong.weak
    }
}

#[stability::beta]
pub fn as_weak(_: Weak) {}

#[stability::evolving]
pub fn weaker(_: Weak) {}

#[stability::stable(since = "1.0.0")]
impl<T: Copy> From<Weak> for Strong<Option<T>> {
    fn from(weak: Weak) -> Self {
        Self { of: None, weak }
    }
}

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    type Weak;
    fn provide(&self) -> Self::Weak;
    fn of(&self, _: Strong<Self::Weak>) {}
}

#[stability::stable(since = "1.0.0", may_expose(Weak))]
impl Provider for u8 {
    type Weak = Weak;
    fn provide(&self) -> Weak {
        Weak
    }
}

#[stability::stable(since = "1.0.0")]
pub fn from_elsewhere(_: kernel::Stable, _: kernel::Frozen, _: kernel::Plain)
where
    u8: Copy,
{
}

fn main() {
    let strong = Strong { of: 1, weak: Weak };
    let request = Request {
        plain: Plain,
        frozen: Frozen,
        strong,
        parameter: 1,
        of_parameter: strong,
        weak: Weak,
        permitted: None,
        private: Weak,
        restricted: Weak,
    };
    as_weak(request.permitted());
    weaker(request.weaker());
    as_weak(request.private());
    assert_eq!(request.inside(), 1);
    let Weak = 1u8.provide();
    assert!(Strong::<Option<u8>>::from(Weak).of.is_none());
}
