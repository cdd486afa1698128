use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0")]
#[derive(Serialize, Deserialize)]
pub enum Event {
    Started {
        #[reserved]
        memory: stability::Reserved,
    },
}

#[stability::stable(since = "1.0.0")]
#[derive(Serialize, Deserialize)]
pub struct Frame(#[reserved] stability::Reserved);

fn main() {}
