#[stability::stable(since = "1.0.0")]
pub enum Answer {
    #[stable(deprecated(since = "1.1.0", replacement = Answer::Missing))]
    Yes,
    #[stable(deprecated(since = "1.1.0", replacement = Self::Missing))]
    Sure,
}

fn main() {}
