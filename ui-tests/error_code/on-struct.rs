#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH")]
pub struct AuthError;

fn main() {}
