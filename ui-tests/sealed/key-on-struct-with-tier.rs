#[stability::stable(since = "1.0.0", sealed(friends = ["nika"]))]
pub enum Answer {
    Yes,
}

fn main() {
    let _ = Answer::Yes;
}
