//! The record of a route; the handler stays as it is.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::record::Keys;
use super::{Beside, Container, Output, registers};
use crate::date;
use crate::item::Node;
use crate::model::{Endpoint, Moment, Retirement, Route, Tier};

/// Adds a record for each route of the handler.
pub fn add(output: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    if !registers() {
        return;
    }
    let handler = match outer {
        Some(outer) => format!("{}::{}", outer.name, node.display_name()),
        None => node.display_name(),
    };
    for route in &node.marks.routes {
        let cfgs = node.cfgs();
        let condition = route.condition.as_ref().map(|condition| quote!(#[cfg(#condition)]));
        let attributes = quote!(#(#cfgs)* #condition);
        beside.records.extend(route.endpoints.iter().map(|endpoint| {
            let record = record(output, node, &handler, route, endpoint);
            quote!(#attributes #record)
        }));
    }
}

/// Writes, for `#[route(GET, "/skills/{id}", beta)]` on `async fn read`:
///
/// ```text
/// Record {
///     kind: Kind::Route, name: "read", module: module_path!(), path: Some("GET /skills/{id}"), tier: Some(Tier::Beta),
///     route: Some(&Route { method: "GET", path: "/skills/{id}", tier: Tier::Beta, since: None, retirement: None }),
///     …
/// }
/// ```
fn record(output: &Output<'_>, node: &Node, handler: &str, route: &Route, endpoint: &Endpoint) -> TokenStream {
    let mark = route.tier.as_ref();
    // What was never promised would need no deprecation.
    let tier = mark.map_or(Tier::Stable, |mark| mark.tier);
    let since = mark.and_then(|mark| mark.since.as_ref()).map(|since| &since.value);
    let mut keys = Keys::default();
    keys.plain("module", quote!(::core::module_path!()));
    keys.text("path", Some(endpoint.id()));
    keys.promise(tier, since);
    if let Some(mark) = mark {
        keys.text("note", mark.note.as_ref().map(|it| &it.value));
        keys.text("issue", mark.issue.as_ref().map(|it| &it.value));
        keys.text("docs", mark.docs.as_ref().map(|it| &it.value));
        keys.text("until", mark.until.as_ref().map(|it| &it.value));
    }
    keys.text("area", route.area.as_ref());
    if let Some((file, line)) = output.environment.location(node.span()) {
        keys.plain("file", quote!(#file));
        keys.plain("line", quote!(#line));
    }
    let (method, path) = (&endpoint.method, &endpoint.path);
    let tier = Ident::new(tier.variant(), Span::call_site());
    let since = optional(since);
    let retirement = route.retirement.as_ref().map(retirement);
    let retirement = retirement.map_or_else(|| quote!(__s::None), |it| quote!(__s::Some(&#it)));
    let keys = keys.tokens;
    quote! {
        __s::Record {
            kind: __s::Kind::Route,
            name: #handler,
            #keys
            route: __s::Some(&__s::Route {
                method: #method,
                path: #path,
                tier: __s::Tier::#tier,
                since: #since,
                retirement: #retirement,
            }),
            ..__s::Record::EMPTY
        }
    }
}

fn retirement(retirement: &Retirement) -> TokenStream {
    let on = retirement.on.as_ref().map(|on| {
        let header = format!("@{}", on.value.seconds);
        moment(&on.value, &header)
    });
    let sunset = retirement.sunset.as_ref().map(|sunset| {
        let header = date::imf_fixdate(sunset.value.seconds);
        moment(&sunset.value, &header)
    });
    let sunset = sunset.map_or_else(|| quote!(__s::None), |it| quote!(__s::Some(#it)));
    let since = optional(retirement.since.as_ref().map(|since| &since.value));
    let link = optional(retirement.link.as_ref().map(|it| &it.value));
    let successor = optional(retirement.successor.as_ref().map(|it| &it.value));
    let note = optional(retirement.note.as_ref().map(|it| &it.value));
    let links = optional(links(retirement));
    quote! {
        __s::Retirement {
            since: #since,
            on: #on,
            sunset: #sunset,
            link: #link,
            successor: #successor,
            link_header: #links,
            note: #note,
        }
    }
}

fn moment(moment: &Moment, header: &str) -> TokenStream {
    let (written, seconds) = (&moment.written, moment.seconds);
    quote!(__s::Moment { written: #written, seconds: #seconds, header: #header })
}

/// All links in one value of RFC 8288. A successor with parameters is none, since the target of a link is no template.
fn links(retirement: &Retirement) -> Option<String> {
    let link = retirement.link.as_ref().map(|it| (&it.value, "deprecation"));
    let successor = retirement.successor.as_ref().filter(|it| !it.value.contains('{'));
    let successor = successor.map(|it| (&it.value, "successor-version"));
    let links: Vec<String> = link
        .into_iter()
        .chain(successor)
        .map(|(target, rel)| format!("<{target}>; rel=\"{rel}\""))
        .collect();
    (!links.is_empty()).then(|| links.join(", "))
}

fn optional(value: Option<impl ToString>) -> TokenStream {
    let value = value.map(|value| value.to_string());
    value.map_or_else(|| quote!(__s::None), |value| quote!(__s::Some(#value)))
}
