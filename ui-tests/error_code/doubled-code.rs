#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH")]
pub enum AuthError {
    #[code(1)]
    Expired,
    #[code(2, retired)]
    Legacy,
    #[code(1)]
    Revoked,
    #[code(2)]
    Missing,
}

fn main() {}
