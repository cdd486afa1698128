#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub frozen: kernel::Frozen,
    pub stable: kernel::Stable,
    pub plain: kernel::Plain,
    pub evolving: kernel::Evolving,
    pub batch: kernel::Batch<kernel::Plain>,
}

fn main() {}
