stability::surface! {
    area "CLI", stable(since = "1.0.0");
    command "aksara dev";
    area "CLI", beta;
}

fn main() {}
