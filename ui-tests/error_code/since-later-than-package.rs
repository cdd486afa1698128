#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH", since = "1.5.0")]
pub enum AuthError {
    #[code(1)]
    Expired,
}

fn main() {}
