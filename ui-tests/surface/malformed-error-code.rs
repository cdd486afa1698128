stability::surface! {
    area "Errors", stable(since = "1.0.0");
    error_code "AKSARA 007";
}

fn main() {}
