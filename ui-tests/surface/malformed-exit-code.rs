stability::surface! {
    area "CLI", stable(since = "1.0.0");
    exit_code "aksara doctor" 256 "fail";
}

fn main() {}
