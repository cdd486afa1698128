#[derive(stability::ErrorCode)]
pub enum AuthError {
    #[code(1)]
    Expired,
}

#[derive(stability::ErrorCode)]
#[error_code(namespaces = "NIKA")]
pub enum TokenError {
    #[code(1)]
    Expired,
}

fn main() {}
