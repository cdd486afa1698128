#[stability::experimental(feature = "planner")]
pub fn plan() {}

#[stability::unstable(feature = "thin")]
pub fn nearly() {}

pub struct Engine;

#[stability::stable(since = "1.0.0")]
impl Engine {
    #[experimental(feature = "planner")]
    pub fn plan(&self) {}
}

fn main() {}
