//! A struct and an enum that can grow without breaking their users, and a function that was replaced.

/// A request to a model. Users call `new` and the setters, so that a field with a default can be added in any minor release.
#[stability::stable(since = "0.1.0", forward_compatible)]
#[derive(Debug)]
pub struct Request {
    /// Which model.
    #[stable(since = "0.1.0", into)]
    pub model: String,
    /// How many tokens it may use.
    #[stable(since = "0.1.0", default = 1024)]
    pub budget: u32,
}

/// What came of it. Users write a wildcard arm, so that a variant can be added.
#[stability::stable(since = "0.1.0", forward_compatible)]
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// There is an answer.
    Answered,
    /// The budget was too small.
    OutOfBudget,
}

/// Asks the model.
#[stability::stable(since = "0.1.0")]
pub fn infer(request: &Request) -> Outcome {
    if request.budget < 100 {
        return Outcome::OutOfBudget;
    }
    Outcome::Answered
}

fn main() {
    let request = Request::new("small").with_budget(64);
    println!("{request:?}: {:?}", infer(&request));
    assert_eq!(infer(&Request::new("small")), Outcome::Answered);
}
