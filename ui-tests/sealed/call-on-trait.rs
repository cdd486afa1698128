#[stability::stable(since = "1.0.0", sealed(call))]
pub trait Store {
    fn get(&self) -> u32 {
        0
    }
}

pub struct Memory;

#[stability::stable(since = "1.0.0")]
impl Memory {
    #[stable(since = "1.0.0", sealed(call))]
    pub fn clear(&self) {}
}

fn main() {}
