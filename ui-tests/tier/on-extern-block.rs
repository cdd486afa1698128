#[stability::stable(since = "1.0.0")]
unsafe extern "C" {
    pub safe fn abs(number: i32) -> i32;
}

fn main() {
    let _ = abs(1);
}
