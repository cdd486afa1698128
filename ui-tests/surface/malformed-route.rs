stability::surface! {
    area "HTTP", stable(since = "1.0.0");
    route "/health";
    route "get /health";
}

fn main() {}
