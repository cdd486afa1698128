#![deny(warnings)]
#![allow(non_camel_case_types)]

#[stability::sealed]
pub trait r#Pub<V> {}

#[stability::sealed]
pub trait r#type {}

#[stability::sealed]
impl<T> r#Pub<Option<T>> for Vec<T> {}

#[stability::sealed]
impl<T> Pub<T> for Option<T> {}

#[stability::sealed]
impl r#type for u8 {}

fn main() {}
