//! The attributes of `stability-runtime`, which re-exports them and carries their documentation, so that its examples
//! compile.

#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "the documentation stands on the re-exports, where the examples can be compiled")]

use proc_macro::TokenStream;

mod args;
mod attribute;
mod check;
mod conditional;
mod contract;
mod date;
mod depth;
mod entry;
mod environment;
mod error_code;
mod errors;
mod evidence;
mod expand;
mod generated;
mod guarantee;
mod item;
mod keys;
mod lower;
mod marks;
mod model;
mod proc_macro_kind;
mod serde;
mod signature;
mod surface;

use crate::environment::Environment;
use crate::evidence::Relation;
use crate::keys::Word;

/// One entry point per attribute: its name and its word.
macro_rules! attributes {
    ($($name:ident $word:ident,)*) => {
        $(
            #[proc_macro_attribute]
            pub fn $name(args: TokenStream, item: TokenStream) -> TokenStream {
                attribute::expand(Word::$word, args.into(), item.into(), &Environment::read()).into()
            }
        )*
    };
}

attributes! {
    frozen Frozen,
    stable Stable,
    beta Beta,
    evolving Evolving,
    experimental Experimental,
    internal Internal,
    unstable Unstable,
    area Area,
    sealed Sealed,
    reserved Reserved,
    route Route,
    deprecated_route DeprecatedRoute,
}

#[proc_macro_derive(ErrorCode, attributes(error_code, code))]
pub fn error_code(input: TokenStream) -> TokenStream {
    error_code::expand(input.into(), &Environment::read()).into()
}

/// Takes the attributes of serde where its own derives have been moved elsewhere; writes nothing.
#[proc_macro_derive(SerdeAttributes, attributes(serde))]
pub fn serde_attributes(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

#[proc_macro]
pub fn generated(input: TokenStream) -> TokenStream {
    generated::expand(input.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn guarantee(input: TokenStream) -> TokenStream {
    guarantee::expand(input.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn surface(input: TokenStream) -> TokenStream {
    surface::expand(input.into(), &Environment::read()).into()
}

#[proc_macro_attribute]
pub fn upholds(args: TokenStream, item: TokenStream) -> TokenStream {
    evidence::expand(Relation::Upholds, args.into(), item.into(), &Environment::read()).into()
}

#[proc_macro_attribute]
pub fn implements(args: TokenStream, item: TokenStream) -> TokenStream {
    evidence::expand(Relation::Implements, args.into(), item.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn contract(input: TokenStream) -> TokenStream {
    contract::expand(input.into(), &Environment::read()).into()
}
