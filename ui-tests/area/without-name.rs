#[stability::area]
pub mod memory {
    pub fn clear() {}
}

#[stability::area("")]
pub mod frames {}

#[stability::area("One", "Two")]
pub mod rings {}

#[stability::area(Core)]
pub mod core {}

fn main() {
    memory::clear();
}
