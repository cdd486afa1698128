pub struct DynStore;

#[stability::stable(since = "1.0.0", erased(DynStore))]
pub struct Store;

fn main() {}
