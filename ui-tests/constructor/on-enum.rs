#[stability::stable(since = "1.0.0", constructor)]
pub enum Answer {
    Yes,
    No,
}

#[stability::stable(since = "1.0.0", forward_compatible)]
pub fn ask() -> Answer {
    Answer::Yes
}

fn main() {
    ask();
}
