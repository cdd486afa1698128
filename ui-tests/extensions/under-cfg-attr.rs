use serde::{Deserialize, Serialize};

#[stability::area("Inference")]
pub mod inference {
    use super::{Deserialize, Serialize};

    #[cfg_attr(all(), stable(since = "1.0.0", extensions(core = "nika", community = "x-")))]
    #[derive(Serialize, Deserialize)]
    pub struct Request {
        pub model: String,
    }
}

fn main() {}
