#[stability::stable(since = "1.0.0")]
macro_rules! request {
    () => {
        1
    };
}

fn main() {
    let _ = request!();
}
