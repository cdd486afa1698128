#![deny(warnings)]
#![allow(non_camel_case_types, non_upper_case_globals)]

//! The user's own items have the names of the prelude and of what expansions hold.

pub mod shadows {
    pub struct Option;
    pub struct Result;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct str;
    pub struct u8;
    pub struct usize;
    pub struct bool;
    pub const Some: () = ();
    pub const None: () = ();
    pub trait Send {}
    pub trait Sized {}
    pub trait Copy {}
    pub const RECORDS: () = ();
    pub const SUBMISSION: () = ();
    pub struct Record;
    pub struct Tier;
    pub struct IsStable;
    pub struct IsWeaker;
    pub struct Probe;
    pub struct Unmarked;

    #[macro_export]
    macro_rules! shadow_assert {
        () => {};
    }

    #[::stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Box))]
    pub struct Request {
        #[stable(since = "1.1.0")]
        pub option: Option,
        pub result: Result,
        pub vec: Vec,
        pub number: u8,
    }

    #[::stability::evolving]
    pub enum Choice {
        #[experimental]
        One(String),
    }

    #[::stability::stable(since = "1.0.0")]
    #[::stability::sealed(friends = ["nika"])]
    pub trait Provider {
        fn name(&self) -> u8;
    }

    #[::stability::sealed]
    impl Provider for Box {
        fn name(&self) -> u8 {
            u8
        }
    }

    #[::stability::stable(since = "1.0.0")]
    pub fn send(_: &str, _: usize) -> bool {
        bool
    }

    ::stability::contract! { name = "Nika", state = beta, scope = "^1", areas { "Own" = [self::inner] } }

    pub mod inner {}
}

fn main() {
    let _ = shadows::send(&shadows::str, shadows::usize);
}
