#![deny(warnings)]

//! Items in functions, in methods and in blocks.

fn main() {
    #[stability::stable(since = "1.0.0")]
    #[derive(Default)]
    pub struct Local {
        #[beta]
        pub field: u8,
    }

    #[stability::stable(since = "1.0.0")]
    impl Local {
        pub fn field(&self) -> u8 {
            #[stability::beta]
            pub fn inner() -> u8 {
                1
            }
            self.field + inner()
        }
    }

    #[stability::sealed]
    pub trait Provider {}

    #[stability::sealed]
    impl Provider for Local {}

    {
        #[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Local))]
        pub fn nested(_: Local) {}

        #[stability::stable(since = "1.0.0")]
        pub const LIMIT: u8 = 1;
        assert_eq!(LIMIT, Local::default().field());
    }
}
