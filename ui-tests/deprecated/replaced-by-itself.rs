#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = old))]
pub fn old() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = self::ancient))]
pub fn ancient() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "Aged"))]
pub struct Aged {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = field))]
    pub field: u8,
}

pub struct Set;

#[stability::stable(since = "1.0.0")]
impl Set {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = Self::add))]
    pub fn add(&self) {}

    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = Set::put))]
    pub fn put(&self) {}

    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "Set::insert"))]
    pub fn insert(&self) {}
}

impl Set {
    #[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = Self::lone))]
    pub fn lone(&self) {}
}

#[stability::stable(since = "1.0.0")]
pub trait Store {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = Store::keep))]
    fn keep(&self);
}

#[stability::stable(since = "1.0.0")]
pub enum Choice {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = Self::One))]
    One,
}

#[stability::area("Inline")]
pub mod inline {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = within))]
    pub fn within() {}
}

fn main() {}
