stability::surface! {
    area "CLI", stable(since = "1.0.0"),
    command "aksara dev";
    command "aksara shell";
}

fn main() {}
