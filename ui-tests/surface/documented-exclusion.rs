stability::surface! {
    area "CLI", stable(since = "1.0.0");
    /// Text for people.
    #[cfg(unix)]
    excludes "output";
}

fn main() {}
