stability::surface! {
    area "CLI", stable(since = "1.5.0");
    #[stable(since = "1.6.0")]
    command "aksara dev";
}

fn main() {}
