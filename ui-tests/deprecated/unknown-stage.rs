#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stage = "warning"))]
pub struct Near;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stages(loud = "1.1.0")))]
pub struct Plan;

fn main() {}
