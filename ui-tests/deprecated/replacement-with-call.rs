#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = mac!))]
pub fn one() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = other()))]
pub fn two() {}

pub fn other() {}

fn main() {}
