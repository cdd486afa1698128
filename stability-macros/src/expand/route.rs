//! The record of a route, and its value for the layer; the handler stays as it is.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::json::Object;
use super::record::Record;
use super::{Beside, Output, node, registers};
use crate::date;
use crate::item::Node;
use crate::model::{Endpoint, Moment, Retirement, Route, Since, Spanned, Tier};

/// Adds a line and a value for each route of the handler.
pub fn add(output: &Output<'_>, node: &Node, beside: &mut Beside) {
    if !registers() {
        return;
    }
    for route in &node.marks.routes {
        let mut cfgs = node::cfgs(node);
        if let Some(condition) = &route.condition {
            cfgs.extend(quote!(#[cfg(#condition)]));
        }
        for endpoint in &route.endpoints {
            let record = record(output, node, route, endpoint);
            beside.submission.line(&cfgs, record.json());
            let value = value(route, endpoint);
            beside.submission.routes.extend(quote!(#cfgs &#value,));
        }
    }
}

fn tier(route: &Route) -> Tier {
    // A route without a promise would need no deprecation.
    route.tier.as_ref().map_or(Tier::Stable, |mark| mark.tier)
}

fn since(route: &Route) -> Option<&Since> {
    let since = route.tier.as_ref()?.since.as_ref();
    since.map(|since| &since.value)
}

fn record<'a>(output: &Output<'_>, node: &Node, route: &'a Route, endpoint: &Endpoint) -> Record<'a> {
    Record {
        kind: "route",
        name: endpoint.id(),
        id: Some(endpoint.id()),
        tier: Some(tier(route)),
        since: since(route),
        area: route.area.as_deref(),
        mark: route.tier.as_ref(),
        deprecated: route
            .retirement
            .iter()
            .map(|retirement| (TokenStream::new(), deprecated(retirement)))
            .collect(),
        location: output.environment.location(node.span()),
        ..Record::default()
    }
}

/// The facts in `deprecated_route`.
fn deprecated(retirement: &Retirement) -> Object {
    let written = |moment: &Option<Spanned<Moment>>| moment.as_ref().map(|it| it.value.written.clone());
    let mut object = Object::default();
    object.text("on", written(&retirement.on));
    object.text("since", retirement.since.as_ref());
    object.text("note", retirement.note.as_ref());
    object.text("sunset", written(&retirement.sunset));
    object.text("link", retirement.link.as_ref());
    object.text("successor", retirement.successor.as_ref());
    object
}

/// Writes, for `#[route(GET, "/skills/{id}", beta)]`:
///
/// ```text
/// __s::Route { method: "GET", path: "/skills/{id}", tier: __s::Tier::Beta, since: None, retirement: None }
/// ```
fn value(route: &Route, endpoint: &Endpoint) -> TokenStream {
    let (method, path) = (&endpoint.method, &endpoint.path);
    let tier = Ident::new(tier(route).variant(), Span::call_site());
    let since = optional(since(route));
    let retirement = route.retirement.as_ref().map(retirement);
    let retirement = retirement.map_or_else(|| quote!(__s::None), |it| quote!(__s::Some(&#it)));
    quote! {
        __s::Route {
            method: #method,
            path: #path,
            tier: __s::Tier::#tier,
            since: #since,
            retirement: #retirement,
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

/// All links in one value of RFC 8288. A successor with parameters is left out, since the target of a link is not a template.
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
