#[stability::beta]
pub extern crate core as kernel;

fn main() {
    let _ = kernel::cmp::max(1, 2);
}
