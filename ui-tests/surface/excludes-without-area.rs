stability::surface! {
    excludes "output";
    planned "a shell";
    area "CLI", stable(since = "1.0.0");
}

fn main() {}
