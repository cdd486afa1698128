//! Each item has a mistake; its uses have none.

#[stability::stable(since = "1.0")]
#[derive(Clone, Debug, Default)]
pub struct Request<T: Clone, const N: usize = 2> {
    #[beta]
    pub model: T,
    #[evolving(until = "x")]
    pub provider: u8,
}

#[stability::beta(nte = "x")]
impl<T: Clone, const N: usize> Request<T, N> {
    #[stable(since = "1")]
    pub const LENGTH: usize = N;

    #[stable]
    pub fn model(&self) -> T {
        self.model.clone()
    }
}

#[stability::frozen]
#[stability::sealed(erased)]
pub trait Provider {
    #[beta(feature = "thing")]
    fn name(&self) -> u8;
}

#[stability::sealed(friends = ["nika"])]
impl Provider for u8 {
    fn name(&self) -> u8 {
        *self
    }
}

#[stability::experimental(feature = "a b")]
pub fn send(request: &Request<u8>) -> u8 {
    request.model()
}

#[stability::area]
pub mod memory {
    #[stable(since = "9.0.0")]
    pub static FRAMES: u8 = 1;

    #[stable(since = "9.0.0")]
    #[macro_export]
    macro_rules! frames {
        () => {
            $crate::memory::FRAMES
        };
    }

    #[experimental(since = "v1.0")]
    pub use core::cmp::Ordering as Order;

    #[unstable(feature = "thing", since = "1")]
    pub type Frame = u8;
}

fn main() {
    let request = Request::<u8> { model: 1, provider: 2 };
    let _ = (send(&request), request.name_of(), Request::<u8>::LENGTH);
    let _: (memory::Order, memory::Frame) = (memory::Order::Less, frames!());
}

impl Request<u8> {
    fn name_of(&self) -> u8 {
        self.model.name()
    }
}
