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

#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-TOKEN")]
pub enum TokenError {
    #[code(1)]
    Expired,
    // Another family has numbers of its own.
    #[code(1, namespace = "NIKA-KEY")]
    Lost,
    #[code(1, namespace = "NIKA-TOKEN")]
    Revoked,
}

fn main() {}
