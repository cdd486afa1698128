#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-AUTH", range = 99..=1)]
pub enum AuthError {
    #[code(1)]
    Expired,
}

#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-TOKEN", range = "1-99")]
pub enum TokenError {
    #[code(1)]
    Expired,
}

#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-KEY", range = 1..)]
pub enum KeyError {
    #[code(1)]
    Expired,
}

fn main() {}
