#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH")]
pub enum AuthError {
    #[code("1")]
    Expired,
    #[code]
    Revoked,
    #[code(3, 4)]
    Missing,
    #[code(5, retire)]
    Legacy,
    #[code(99999999999)]
    Far,
}

fn main() {}
