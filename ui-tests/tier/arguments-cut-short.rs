#[stability::stable(since = "1.0.0", note = "a" "b")]
pub struct TwoValues;

#[stability::stable(since "1.0.0")]
pub struct WithoutEquals;

#[stability::beta(= "1.0.0", area = "Core")]
pub struct WithoutKey;

#[stability::beta(since = "1.0.0",, area = 5)]
pub struct TwoCommas;

fn main() {}
