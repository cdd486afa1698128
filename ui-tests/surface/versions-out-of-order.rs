stability::surface! {
    area "CLI";

    #[stable(since = "1.0.0", deprecated(since = "0.5.0"))]
    command "nika run";

    #[stable(since = "1.0.0", deprecated(since = "2.0.0"))]
    command "nika stop";

    #[stable(since = "1.0.0", deprecated(since = "1.2.0", remove_in = "1.2.0+build"))]
    command "nika list";
}

fn main() {}
