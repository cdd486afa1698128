stability::surface! {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", remove_in = "1.4.0"))]
    command "aksara serve";
}

fn main() {}
