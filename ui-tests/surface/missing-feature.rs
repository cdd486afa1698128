stability::surface! {
    area "Features", stable(since = "1.0.0");
    feature "unstable-thin";
    feature "native-tls";
}

fn main() {}
