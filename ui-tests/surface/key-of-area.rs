stability::surface! {
    area "CLI", stable(since = "1.0.0", issue = 7);
    command "aksara dev";
}

fn main() {}
