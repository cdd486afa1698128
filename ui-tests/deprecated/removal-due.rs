#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", remove_in = "1.4.0"))]
pub struct Now;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", remove_in = "1.3.0"))]
pub struct Earlier;

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[stable(deprecated(remove_in = "1.4.0-rc.1"))]
    fn name(&self);
}

fn main() {}
