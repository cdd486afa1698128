#[stability::stable(since = "1.0.0")]
pub trait Store {
    #[sealed]
    fn get(&self) -> u32 {
        0
    }
}

fn main() {}
