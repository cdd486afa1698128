#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub fn receive() -> Result<u8, Frame> {
    Ok(1)
}

fn main() {}
