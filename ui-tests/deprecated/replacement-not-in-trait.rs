#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[stable(deprecated(since = "1.1.0", replacement = Self::missing))]
    fn name(&self);

    #[stable(deprecated(since = "1.1.0", replacement = Provider::missing))]
    fn again(&self);
}

fn main() {}
