//! The form of a type in documents, as its record states it.

use proc_macro2::TokenStream;

use super::json::{List, Object};
use crate::item::{Kind, Node};
use crate::serde::wire::{self, Part, Wire};

/// The serialized form in the record of the node, each with its predicates.
pub fn stated(node: &Node) -> Vec<(TokenStream, Object)> {
    let tier = node.shape.wire;
    let mut forms = match node.kind {
        Kind::Struct | Kind::Enum => wire::of(node, &node.shape.derived),
        Kind::Mod => Vec::new(),
        _ => return Vec::new(),
    };
    if forms.is_empty() && tier.is_some() {
        forms.push((TokenStream::new(), Wire::default()));
    }
    let known = forms.into_iter().filter(|(_, wire)| tier.is_some() || wire.is_stated);
    let objects = known.map(|(cfgs, wire)| {
        let mut stated = Object::default();
        stated.text("tier", tier);
        add(wire, &mut stated);
        (cfgs, stated)
    });
    objects.collect()
}

fn add(wire: Wire, object: &mut Object) {
    let Wire {
        is_stated: _,
        writes,
        reads,
        form,
        denies_unknown,
        parts,
        unknown,
    } = wire;
    object.flag("writes", writes);
    object.flag("reads", reads);
    object.text("form", form);
    object.flag("denies_unknown", denies_unknown);
    add_parts(parts, object);
    object.texts("unknown", unknown);
}

fn add_parts(parts: Vec<Part>, object: &mut Object) {
    let mut list = List::default();
    for part in parts {
        let Part {
            cfgs,
            name,
            written,
            read,
            aliases,
            unwritten,
            unread,
            optional,
            conditional,
            flattened,
            of,
            other,
            form,
            parts,
            unknown,
        } = part;
        let mut stated = Object::default();
        stated.text("name", Some(name));
        stated.text("written", written);
        stated.text("read", read);
        stated.texts("aliases", aliases);
        stated.flag("unwritten", unwritten);
        stated.flag("unread", unread);
        stated.flag("optional", optional);
        stated.flag("conditional", conditional);
        stated.flag("flattened", flattened);
        stated.text("of", of);
        stated.flag("other", other);
        stated.text("form", form);
        add_parts(parts, &mut stated);
        stated.texts("unknown", unknown);
        list.push(&cfgs, stated.end());
    }
    if !list.is_empty() {
        object.value("parts", list.end());
    }
}
