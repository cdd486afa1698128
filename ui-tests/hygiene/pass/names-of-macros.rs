#![deny(warnings)]
#![allow(unused_macros)]

//! The user's own macros have the names of those that expansions call.

macro_rules! assert {
    ($($tokens:tt)*) => {
        compile_error!("the user's macro was called")
    };
}
macro_rules! panic {
    ($($tokens:tt)*) => {
        compile_error!("the user's macro was called")
    };
}
macro_rules! module_path {
    ($($tokens:tt)*) => {
        compile_error!("the user's macro was called")
    };
}
macro_rules! concat {
    ($($tokens:tt)*) => {
        compile_error!("the user's macro was called")
    };
}
macro_rules! env {
    ($($tokens:tt)*) => {
        compile_error!("the user's macro was called")
    };
}

pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub frame: Frame,
}

#[stability::stable(since = "1.0.0", sealed(friends = ["nika"]))]
pub trait Provider {}

#[stability::sealed]
impl Provider for Frame {}

fn main() {}
