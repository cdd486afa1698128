#![allow(deprecated)]

pub struct Memory;

#[stability::stable(since = "1.0.0")]
impl Memory {
    #[stable(deprecated(since = "1.1.0", note = "It copies.", stage = "denied"))]
    pub fn copy<T>(&self, value: T) -> T
    where
        T: Copy,
    {
        value
    }
}

#[stability::stable(since = "1.0.0", deprecated(stages(warned = "1.1.0", denied = "1.4.0", hidden = "2.0.0")))]
pub const fn double(number: u8) -> u8 {
    number * 2
}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", note = "It copies.", replacement = double, stage = "denied"))]
#[macro_export]
macro_rules! twice {
    ($number:expr) => {
        $number * 2
    };
}

fn main() {
    Memory.copy(1);
    double(1);
    twice!(1);
}
