stability::surface! {
    #[cfg_attr(unix, stable(since = "1.0.0"))]
    command "aksara migrate";
}

fn main() {}
