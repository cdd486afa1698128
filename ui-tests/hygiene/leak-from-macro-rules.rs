macro_rules! wrap {
    ($name:ident, $ty:ty) => {
        #[stability::stable(since = "1.0.0")]
        pub struct $name(pub $ty);
    };
}

#[stability::beta]
pub struct Frame;

wrap!(Frames, Vec<Frame>);

fn main() {}
