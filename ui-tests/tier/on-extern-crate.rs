#[stability::beta]
pub extern crate core as base;

fn main() {
    let _ = base::cmp::max(1, 2);
}
