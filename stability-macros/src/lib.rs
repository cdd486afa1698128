//! The attributes of `stability-runtime`, which re-exports them and carries their documentation, so that its examples
//! compile.

#![forbid(unsafe_code)]
#![allow(missing_docs, reason = "the documentation is on the re-exports, where the examples can be compiled")]

use proc_macro::TokenStream;

mod args;
mod attribute;
mod check;
mod conditional;
mod date;
mod declaration;
mod depth;
mod environment;
mod errors;
mod expand;
mod item;
mod keys;
mod lower;
mod marks;
mod model;
mod proc_macro_kind;
mod serde;
mod signature;

use crate::environment::Environment;
use crate::keys::Word;
use crate::model::Relation;

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
    declaration::error_code(input.into(), &Environment::read()).into()
}

/// Takes the attributes of serde where its own derives have been moved elsewhere; writes nothing.
#[proc_macro_derive(SerdeAttributes, attributes(serde))]
pub fn serde_attributes(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

#[proc_macro]
pub fn generated(input: TokenStream) -> TokenStream {
    declaration::generated(input.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn guarantee(input: TokenStream) -> TokenStream {
    declaration::guarantee(input.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn surface(input: TokenStream) -> TokenStream {
    declaration::surface(input.into(), &Environment::read()).into()
}

#[proc_macro_attribute]
pub fn upholds(args: TokenStream, item: TokenStream) -> TokenStream {
    declaration::evidence(Relation::Upholds, args.into(), item.into(), &Environment::read()).into()
}

#[proc_macro_attribute]
pub fn implements(args: TokenStream, item: TokenStream) -> TokenStream {
    declaration::evidence(Relation::Implements, args.into(), item.into(), &Environment::read()).into()
}

#[proc_macro]
pub fn contract(input: TokenStream) -> TokenStream {
    declaration::contract(input.into(), &Environment::read()).into()
}
