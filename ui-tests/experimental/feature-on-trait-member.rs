#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[experimental(feature = "thing")]
    type Model;
    #[unstable(feature = "thing")]
    const LIMIT: u8;
    #[unstable]
    fn name(&self) -> u8;
}

#[stability::stable(since = "1.0.0")]
impl Provider for u8 {
    #[experimental(feature = "thing")]
    type Model = u8;
    const LIMIT: u8 = 1;
    fn name(&self) -> u8 {
        *self
    }
}

fn main() {
    let _ = (1u8.name(), u8::LIMIT);
}
