#[stability::sealed(friends = ["two words"])]
pub trait Provider {}

#[stability::sealed(friends = [])]
pub trait Engine {}

#[stability::sealed(friends = ["*"])]
pub trait Memory {}

#[stability::sealed(friends = "nika")]
pub trait Frame {}

#[stability::sealed(friends = [nika, "ornn"])]
pub trait Chunk {}

#[stability::sealed(friends)]
pub trait Ring {}

fn main() {}
