#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH", range = 1..100)]
pub enum AuthError {
    #[code(0)]
    Expired,
    #[code(99)]
    Revoked,
    #[code(100)]
    Missing,
}

#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-TOKEN")]
pub enum TokenError {
    #[code(1000)]
    Expired,
}

fn main() {}
