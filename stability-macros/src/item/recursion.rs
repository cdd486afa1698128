//! A `macro_rules!` that calls itself through `$crate`.
//!
//! The exported macro keeps `$crate::name!`; the one behind it, which the package itself finds by the bare name, calls itself
//! by that name.

use proc_macro2::{Ident, TokenStream, TokenTree};

use super::tokens::regroup;

/// The rules with `name!(…)` in place of each `$crate::name!(…)`; `None` if the macro does not call itself.
///
/// The own package cannot call the output of an attribute by a path
/// ([rust#52234](https://github.com/rust-lang/rust/issues/52234)).
pub fn by_bare_name(rules: &TokenStream, name: &Ident) -> Option<TokenStream> {
    let mut found = false;
    let rules = replace(rules.clone(), name, &mut found);
    found.then_some(rules)
}

fn replace(tokens: TokenStream, name: &Ident, found: &mut bool) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut written = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_recursion(&tokens[at..], name) {
            *found = true;
            // `$`, `crate` and two colons.
            at += 4;
        }
        written.extend([match &tokens[at] {
            TokenTree::Group(group) => regroup(group, replace(group.stream(), name, found)).into(),
            token => token.clone(),
        }]);
        at += 1;
    }
    written
}

fn is_recursion(tokens: &[TokenTree], name: &Ident) -> bool {
    let is_punct =
        |token: &TokenTree, wanted: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted);
    let is_ident = |token: &TokenTree, wanted: &str| matches!(token, TokenTree::Ident(ident) if ident == wanted);
    match tokens {
        [dollar, krate, first, second, last, bang, ..] => {
            is_punct(dollar, '$')
                && is_ident(krate, "crate")
                && is_punct(first, ':')
                && is_punct(second, ':')
                && is_ident(last, &name.to_string())
                && is_punct(bang, '!')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span, TokenStream};

    use super::by_bare_name;

    #[test]
    fn only_calls_of_the_macro_itself_are_replaced() {
        let name = Ident::new("m", Span::call_site());
        let rules = |text: &str| text.parse::<TokenStream>().unwrap();
        let written =
            rules("() => { $crate::m!(@one [$crate::m!{}]) + $crate::n!() + $crate::m::f() + $crate::a::m!() }");
        let expected = rules("() => { m!(@one [m!{}]) + $crate::n!() + $crate::m::f() + $crate::a::m!() }");
        assert_eq!(by_bare_name(&written, &name).unwrap().to_string(), expected.to_string());
        assert!(by_bare_name(&rules("() => { m!() $crate::n!() $crate :: m }"), &name).is_none());
    }
}
