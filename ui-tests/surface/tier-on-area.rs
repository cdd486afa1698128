stability::surface! {
    #[stable(since = "1.0.0")]
    area "CLI";
    #[beta]
    planned "a shell";
}

fn main() {}
