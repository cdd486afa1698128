stability::surface! {
    area "CLI", stable(since = "1.0.0");
    option "aksara migrate" "fake";
    option "aksara migrate" "--";
}

fn main() {}
