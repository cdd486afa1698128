#[derive(stability::ErrorCode)]
#[error_code(namespace = "nika_auth")]
pub enum AuthError {
    #[code(1)]
    Expired,
}

#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA--AUTH", since = "9.0.0")]
pub enum TokenError {
    #[code(1)]
    Expired,
}

fn main() {
    // The functions are there all the same.
    let _ = (AuthError::Expired.code(), TokenError::Expired.code());
}
