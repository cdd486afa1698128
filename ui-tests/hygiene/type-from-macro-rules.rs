macro_rules! wrap {
    ($name:ident, $ty:ty, $since:literal) => {
        #[stability::stable(since = $since, note = "wrapped")]
        pub struct $name {
            #[stable(since = "0.9.0")]
            pub content: $ty,
        }
    };
}

#[stability::beta]
pub struct Frame;

wrap!(Wrong, Vec<u8>, "1.0");
wrap!(Older, Vec<u8>, "1.0.0");

fn main() {
    let _ = (Wrong { content: vec![1] }, Older { content: vec![1] });
}
