use kernel::{Draw, Sketch};

fn main() {
    kernel::sketch();
}
