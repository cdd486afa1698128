fn main() {
    let _: u8 = kernel::Stable.sketched(4);
    kernel::Stable::draft();
}
