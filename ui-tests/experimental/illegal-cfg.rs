#[stability::experimental(cfg = "nika-unstable")]
pub fn shell() {}

#[stability::experimental(cfg = nika_unstable)]
pub fn terminal() {}

#[stability::stable(since = "1.0.0", cfg = "nika_unstable")]
pub fn prompt() {}

fn main() {}
