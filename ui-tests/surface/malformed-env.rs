stability::surface! {
    area "Settings", stable(since = "1.0.0");
    env "AKSARA-*";
    env "*";
}

fn main() {}
