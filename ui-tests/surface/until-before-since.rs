stability::surface! {
    #[beta(since = "1.2.0", until = "1.1.0")]
    command "aksara migrate";
}

fn main() {}
