#[stability::stable(since = "1.0.0")]
pub trait Store {
    #[sealed(call)]
    fn get(&self) -> u32;
}

fn main() {}
