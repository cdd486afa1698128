#![deny(warnings)]

#[stability::sealed]
pub trait Reads {
    fn read(&self) -> u8;
}

#[stability::sealed]
pub trait Writes: Reads {
    fn write(&mut self, value: u8);
}

#[stability::sealed]
pub trait Closes {}

pub struct File(u8);

pub struct Pipe;

#[stability::sealed]
impl Reads for File {
    fn read(&self) -> u8 {
        self.0
    }
}

#[stability::sealed]
impl Writes for File {
    fn write(&mut self, value: u8) {
        self.0 = value;
    }
}

#[stability::sealed]
impl Closes for File {}

#[stability::sealed]
impl Closes for Pipe {}

fn main() {
    let mut file = File(1);
    file.write(2);
    assert_eq!(file.read(), 2);
}
