stability::surface! {
    area "CLI", stable(since = "1.0.0");
    command aksara;
    option "aksara migrate";
    exit_code "aksara doctor" "pass";
    setting "debug": ;
    excludes;
    planned storage;
    command "aksara dev" "aksara serve";
    area;
    command "aksara shell"
}

fn main() {}
