//! Errors with codes that scripts and support can rely on.

/// Why access was refused.
#[derive(Debug, stability::ErrorCode)]
#[error_code(namespace = "WEATHER-AUTH", range = 1..=99, since = "0.1.0")]
#[non_exhaustive]
pub enum AuthError {
    /// The key has expired.
    #[code(7)]
    Expired,
    /// A retired code keeps its variant, so that its number is never used again.
    #[code(8, retired)]
    Weak,
}

fn main() {
    for error in [AuthError::Expired, AuthError::Weak] {
        println!("{}: {error:?}", error.code());
    }
    let known = stability::registry::error_code("WEATHER-AUTH-007");
    assert!(known.is_some(), "every package that is linked has registered its codes");
}
