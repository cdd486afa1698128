#[stability::stable(since = "1.0.0", deprecated(stages(announced = "1.5.0", warned = "2.0.0")))]
pub struct Later;

fn main() {}
