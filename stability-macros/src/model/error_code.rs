//! The codes of an error enum.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Generics, Path, Visibility};

use super::Since;

/// An enum with its codes.
pub struct ErrorCodes {
    pub vis: Visibility,
    pub ident: Ident,
    pub generics: Generics,
    pub internal: bool,
    pub since: Option<Since>,
    pub area: Option<String>,
    pub krate: Option<Path>,
    pub codes: Vec<Code>,
}

/// A variant with its code.
pub struct Code {
    pub cfgs: Vec<Attribute>,
    pub variant: Ident,
    pub span: Span,
    pub namespace: String,
    pub number: u32,
    pub retired: bool,
}
