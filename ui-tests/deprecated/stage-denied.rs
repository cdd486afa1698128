#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stage = "denied"))]
pub struct Type;

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[stable(deprecated(stages(warned = "1.1.0", denied = "2.0.0")))]
    fn name(&self);
}

#[cfg_attr(all(), stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stage = "denied")))]
pub fn always() {}

#[stability::area("A")]
mod area {
    #[cfg_attr(all(), stable(since = "1.0.0", deprecated(since = "1.1.0", stage = "denied")))]
    pub fn sometimes() {}
}

stability::surface! {
    #[stable(since = "1.0.0", deprecated(since = "1.1.0", stage = "denied"))]
    command "nika run";
}

fn main() {}
