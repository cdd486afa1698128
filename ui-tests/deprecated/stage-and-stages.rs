#[stability::stable(
    since = "1.0.0",
    deprecated(stage = "warned", stages(announced = "1.1.0", warned = "1.2.0"))
)]
pub struct Both;

fn main() {}
