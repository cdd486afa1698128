//! The names differ by case alone; each has a seal of its own.

#[stability::sealed]
pub trait Io {}

#[stability::sealed]
pub trait IO {}

pub struct Echo;

#[stability::sealed]
impl Io for Echo {}

impl IO for Echo {}

fn main() {}
