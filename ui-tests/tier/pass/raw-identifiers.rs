#![deny(warnings)]

//! Names that are keywords.

#[stability::beta]
pub mod r#mod {
    #[stable(since = "1.0.0")]
    #[allow(non_camel_case_types)]
    pub struct r#struct {
        #[stable(since = "1.1.0")]
        pub r#type: u8,
    }

    #[stable(since = "1.0.0")]
    impl r#struct {
        pub const r#CONST: u8 = 1;

        pub fn r#fn(&self, r#impl: u8) -> u8 {
            self.r#type + r#impl
        }
    }

    #[stable(since = "1.0.0")]
    #[allow(non_camel_case_types)]
    pub trait r#trait {
        fn r#move(&self);
    }

    #[stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = r#struct))]
    #[allow(non_camel_case_types)]
    pub enum r#enum {
        r#match,
    }
}

#[stability::stable(since = "1.0.0", may_expose(r#mod::r#struct))]
pub fn r#fn<'r#a>(r#in: &'r#a r#mod::r#struct) -> &'r#a u8 {
    &r#in.r#type
}

fn main() {
    let one = r#mod::r#struct { r#type: 1 };
    assert_eq!(one.r#fn(r#mod::r#struct::CONST), 2);
    assert_eq!(*r#fn(&one), 1);
}
