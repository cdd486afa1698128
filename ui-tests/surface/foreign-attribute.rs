stability::surface! {
    #[stable(since = "1.0.0")]
    #[must_use]
    command "aksara migrate";
}

fn main() {}
