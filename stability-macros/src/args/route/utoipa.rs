//! Reads the route in a `#[utoipa::path(…)]` on the same handler.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Ident, LitStr, Meta, Path};

use super::arguments::arguments;
use crate::conditional;
use crate::model::Endpoint;

/// The content of the attribute; a part that is not a literal is not known.
pub struct Operation {
    pub methods: Vec<Ident>,
    pub path: Option<LitStr>,
    /// The prefix of the path in the document.
    pub context: Option<LitStr>,
}

impl Operation {
    /// The routes that it describes.
    pub fn endpoints(&self) -> Vec<Endpoint> {
        let Some(path) = &self.path else { return Vec::new() };
        self.methods
            .iter()
            .map(|method| Endpoint {
                method: method.to_string().to_uppercase(),
                path: self.whole().unwrap_or_default(),
                span: path.span(),
            })
            .collect()
    }

    /// The path with its prefix.
    pub fn whole(&self) -> Option<String> {
        let context = self.context.as_ref().map(LitStr::value).unwrap_or_default();
        Some(context + &self.path.as_ref()?.value())
    }

    /// Whether it is the path, with or without its prefix.
    pub fn has_path(&self, path: &str) -> bool {
        let alone = self.path.as_ref().map(LitStr::value);
        alone.as_deref().is_none_or(|alone| alone == path) || self.whole().as_deref() == Some(path)
    }

    /// Whether it is one of the methods.
    pub fn has_method(&self, method: &str) -> bool {
        self.methods.is_empty()
            || self
                .methods
                .iter()
                .any(|known| known.to_string().to_uppercase() == method)
    }
}

/// Looks for the attribute, inside a `cfg_attr` too.
pub fn utoipa_operation(attrs: &[Attribute]) -> Option<Operation> {
    attrs.iter().find_map(|attr| in_meta(&attr.meta))
}

fn in_meta(meta: &Meta) -> Option<Operation> {
    let Meta::List(list) = meta else { return None };
    if is_utoipa(&list.path) {
        return Some(read(list.tokens.clone()));
    }
    conditional::parse(meta)?.1.iter().find_map(in_meta)
}

fn is_utoipa(path: &Path) -> bool {
    let mut last = path.segments.iter().rev();
    matches!((last.next(), last.next()), (Some(path), Some(krate)) if path.ident == "path" && krate.ident == "utoipa")
}

fn read(tokens: TokenStream) -> Operation {
    let mut operation = Operation {
        methods: Vec::new(),
        path: None,
        context: None,
    };
    for argument in arguments(tokens) {
        match argument.as_slice() {
            [TokenTree::Ident(method)] if is_method(method) => operation.methods.push(method.clone()),
            [TokenTree::Ident(key), TokenTree::Group(list)]
                if key == "method" && list.delimiter() == Delimiter::Parenthesis =>
            {
                let methods = arguments(list.stream())
                    .into_iter()
                    .filter_map(|one| match one.as_slice() {
                        [TokenTree::Ident(method)] if is_method(method) => Some(method.clone()),
                        _ => None,
                    });
                operation.methods.extend(methods);
            }
            [TokenTree::Ident(key), TokenTree::Punct(equals), value] if equals.as_char() == '=' => {
                let value = syn::parse2(TokenStream::from(value.clone())).ok();
                if key == "path" {
                    operation.path = value;
                } else if key == "context_path" {
                    operation.context = value;
                }
            }
            _ => {}
        }
    }
    operation
}

fn is_method(word: &Ident) -> bool {
    super::METHODS.contains(&word.to_string().to_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::Attribute;
    use syn::parse::Parser;

    use super::utoipa_operation;

    fn endpoints(attributes: proc_macro2::TokenStream) -> Option<Vec<String>> {
        let attributes = Attribute::parse_outer.parse2(attributes).unwrap();
        let operation = utoipa_operation(&attributes)?;
        Some(operation.endpoints().iter().map(crate::model::Endpoint::id).collect())
    }

    #[test]
    fn method_and_path_are_found_at_any_place() {
        for attribute in [
            quote!(#[utoipa::path(get, path = "/a/{b}", responses((status = 200, body = [A])))]),
            quote!(#[utoipa::path(path = "/a/{b}", tag = "get", get)]),
            quote!(#[doc = "A."] #[::utoipa::path(method(get), path = "/a/{b}", params(("b" = String, Path)),)]),
            quote!(#[utoipa::path(get, path = "/{b}", context_path = "/a")]),
            quote!(#[cfg_attr(feature = "x", inline, utoipa::path(get, path = "/a/{b}"))]),
        ] {
            assert_eq!(
                endpoints(attribute.clone()),
                Some(vec!["GET /a/{b}".to_owned()]),
                "{attribute}"
            );
        }
        let several = quote!(#[utoipa::path(method(get, head), path = "/a")]);
        assert_eq!(
            endpoints(several),
            Some(vec!["GET /a".to_owned(), "HEAD /a".to_owned()])
        );
    }

    #[test]
    fn unreadable_parts_are_not_known() {
        assert_eq!(endpoints(quote!(#[utoipa::path(get, path = PATH)])), Some(vec![]));
        assert_eq!(endpoints(quote!(#[utoipa::path(path = "/a")])), Some(vec![]));
        assert_eq!(
            endpoints(quote!(#[path = "a.rs"] #[utoipa::response] #[other::path(get, path = "/a")])),
            None
        );
    }
}
