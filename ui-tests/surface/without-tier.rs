stability::surface! {
    area "CLI";
    command "aksara migrate";
    env "AKSARA_*";
}

fn main() {}
