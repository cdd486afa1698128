use kernel::Hidden;

fn main() {
    let _ = kernel::hidden();
}
