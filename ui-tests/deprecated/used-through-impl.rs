#![deny(deprecated)]

pub struct Store;

#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", note = "use the other half"))]
impl Store {
    pub fn put(&self) {}

    #[stable(since = "1.0.0", deprecated(since = "1.3.0", note = "use `add`"))]
    pub fn keep(&self) {}
}

#[stability::stable(since = "1.0.0")]
impl Store {
    pub fn add(&self) {}
}

fn main() {
    Store.put();
    Store.keep();
    Store.add();
}
