stability::surface! {
    area "CLI", stable(since = "1.0.0");
    planned "a shell";
    planned "a shell";
}

fn main() {}
