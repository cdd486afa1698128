stability::surface! {
    area "CLI", stable(since = "1.0.0");
    command "aksara migrate";
    area "Migrations", beta;
    command "aksara migrate";
    exit_code "aksara doctor" 0 "pass";
    exit_code "aksara doctor" 0 "all is well";
}

fn main() {}
