#[stability::stable(since = "1.0.0", may_expose())]
pub struct Empty;

#[stability::stable(since = "1.0.0", may_expose = Weak)]
pub struct Equals;

#[stability::stable(since = "1.0.0", may_expose("Weak", Vec<u8>))]
pub struct Quoted;

fn main() {}
