stability::surface! {
    area "CLI", stable(since = "1.0.0");
    comand "aksara migrate";
    widget "aksara migrate";
    command "aksara dev";
}

fn main() {}
