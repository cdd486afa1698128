stability::surface! {
    #[sealed]
    command "aksara migrate";
}

fn main() {}
