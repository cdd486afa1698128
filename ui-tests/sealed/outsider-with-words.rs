#[stability::sealed(note = "its methods follow the protocol {as written}", instead = "implement `Open` instead")]
pub trait Provider<T> {}

pub trait Open {}

pub struct Outsider;

impl<T> Provider<T> for Outsider {}

fn main() {}
