unsafe extern "C" {
    #[stability::stable(since = "1.0.0")]
    pub safe fn abs(number: i32) -> i32;

    #[stability::stable(since = "1.0.0")]
    static ENVIRONMENT: u8;
}

fn main() {
    let _ = abs(1);
}
