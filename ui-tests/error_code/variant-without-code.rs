#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH")]
pub enum AuthError {
    #[code(1)]
    Expired,
    Revoked,
    Missing { token: String },
}

fn main() {
    let _ = AuthError::Revoked.code();
}
