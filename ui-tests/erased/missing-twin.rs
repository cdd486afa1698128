#[stability::stable(since = "1.0.0", erased(DynStore))]
pub trait Store {
    fn put(&self);
}

fn main() {}
