stability::surface! {
    area "CLI", stable(since = "1.0.0");
    excludes "output";
    excludes "output";
}

fn main() {}
