#[stability::sealed]
pub trait Provider {
    fn name(&self) -> u8 {
        1
    }
}

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

pub struct Outsider;

impl Provider for Outsider {}

fn main() {
    let _ = Echo.name();
}
