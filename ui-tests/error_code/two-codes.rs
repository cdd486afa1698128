#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH")]
pub enum AuthError {
    #[code(1)]
    #[code(2)]
    Expired,
}

fn main() {}
