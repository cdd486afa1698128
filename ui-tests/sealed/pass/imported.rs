//! Trait and seal are imported, also under another name.

mod renamed {
    pub use kernel::{__seal_Provider as __seal_Renamed, Provider as Renamed};
}

use kernel::{__seal_Provider, Provider};
use renamed::{__seal_Renamed, Renamed};

pub struct Echo;

#[stability::sealed]
impl Provider for Echo {}

pub struct Other;

#[stability::sealed]
impl Renamed for Other {}

pub struct Third;

#[stability::sealed]
impl renamed::Renamed for Third {}

fn main() {
    assert_eq!(Echo.name(), "nameless");
}
