stability::surface! {
    area "CLI", stabel(since = "1.0.0");
    #[beta]
    command "aksara migrate";
}

fn main() {}
