stability::surface! {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = dev))]
    command "aksara serve";
}

fn main() {}
