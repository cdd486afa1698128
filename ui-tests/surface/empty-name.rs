stability::surface! {
    area "", stable(since = "1.0.0");
    command " ";
    setting " debug": bool;
    excludes "";
}

fn main() {}
