#[stability::stable(since = "1.0.0")]
pub trait Store {
    #[stable(since = "1.0.0", sealed(call))]
    type Item;

    #[stable(since = "1.0.0", sealed(call))]
    const LIMIT: u32 = 4;
}

fn main() {}
