stability::surface! {
    area "CLI", stable;
    #[frozen]
    command "aksara dev";
}

fn main() {}
