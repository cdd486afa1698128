stability::surface! {
    #[unstable(feature = "x")]
    command "aksara migrate";
}

fn main() {}
