macro_rules! make {
    () => {
        pub struct Made;
    };
}

#[stability::stable(since = "1.0.0")]
make! {}

fn main() {
    let _ = Made;
}
