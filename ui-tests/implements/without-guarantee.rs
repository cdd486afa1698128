#[stability::implements]
pub fn decide() -> bool {
    false
}

fn main() {
    decide();
}
