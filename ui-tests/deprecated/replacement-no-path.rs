#[stability::stable(since = "1.0.0", deprecated(replacement = 5))]
pub struct Number;

#[stability::stable(since = "1.0.0", deprecated(replacement = memory::clear()))]
pub struct Call;

#[stability::stable(since = "1.0.0", deprecated(replacement))]
pub struct Nothing;

fn main() {}
