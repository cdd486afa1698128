stability::surface! {
    #[stable(since = "1.0.0")]
    #[beta]
    command "aksara migrate";
}

fn main() {}
