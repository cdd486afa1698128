//! Which types can be documents, and with which keys.

use proc_macro2::Span;
use syn::TypePath;
use syn::spanned::Spanned as _;

use super::Case;
use crate::errors::Errors;
use crate::item::{Kind, Node, RawType};
use crate::keys::Key;
use crate::model::Spanned;
use crate::serde::arguments::SerdeArguments;
use crate::signature::text;

/// A marker has a name and a version, and a document is one everywhere.
// ui-tests/schema/without-schema.rs, ui-tests/schema/version-without-name.rs, ui-tests/schema/under-cfg-attr.rs
pub fn check_keys(case: &Case<'_>, errors: &mut Errors) {
    let Some(mark) = &case.node.marks.tier else { return };
    let (document, subject) = (&mark.document, case.subject);
    if let (Some(key), None) = (&document.key, &document.schema)
        && !mark.faulty
    {
        errors.push(
            key.key,
            format_args!("`key` on {subject} has no effect without `schema`: write `schema` too, for example `schema = \"name/kind@1\"`"),
        );
    }
    if let (Some(schema), None) = (&document.schema, &document.key)
        && !schema.value.contains('@')
    {
        errors.push(
            schema.span,
            format_args!(
                "`schema = \"{}\"` on {subject} has a version and no name: write for example `schema = \"name/kind@{}\"`, or \
                 keep it and add for example `key = \"nika\"`, which gives documents `nika: {}`",
                schema.value,
                schema.value.trim_start_matches('v'),
                schema.value,
            ),
        );
    }
    for (key, span) in document_keys(case.node) {
        let word = key.as_str();
        if mark.condition.is_some() {
            errors.push(
                span,
                format_args!("`{word}` on {subject} does not work inside `cfg_attr`: write it outside of `cfg_attr`"),
            );
        } else {
            check_feature(case, word, span, errors);
        }
    }
}

/// The keys that make the node a document.
fn document_keys(node: &Node) -> Vec<(Key, Span)> {
    let Some(mark) = &node.marks.tier else {
        return Vec::new();
    };
    let schema = mark.document.schema.as_ref().map(|schema| (Key::Schema, schema.key));
    let extensions = mark.document.extensions.as_ref();
    schema
        .into_iter()
        .chain(extensions.map(|extensions| (Key::Extensions, extensions.span)))
        .collect()
}

fn is_named_struct(node: &Node) -> bool {
    let braced = node
        .children
        .as_ref()
        .is_some_and(|children| children.group.delimiter() == proc_macro2::Delimiter::Brace);
    node.kind == Kind::Struct && braced
}

/// The traits of serde come with a feature.
fn check_feature(case: &Case<'_>, word: &str, span: Span, errors: &mut Errors) {
    if !cfg!(feature = "serde") {
        errors.push(
            span,
            format_args!(
                "`{word}` on {} needs the feature `serde` of `stability-runtime`: write `features = [\"serde\"]` in its \
                 dependency in Cargo.toml",
                case.subject
            ),
        );
    }
}

/// Added fields have unique names.
// ui-tests/extensions/field-of-that-name.rs, ui-tests/schema/field-of-that-name.rs
pub fn check_names(case: &Case<'_>, errors: &mut Errors) {
    let (Some(mark), true) = (&case.node.marks.tier, is_named_struct(case.node)) else {
        return;
    };
    for field in case.node.children() {
        let name = field.display_name();
        if mark.document.extensions.is_some() && name == "extensions" {
            errors.push(
                field.span(),
                format_args!(
                    "`extensions` adds a field `extensions` to {}, which already has one: rename this field",
                    case.subject
                ),
            );
        }
        if let Some((key, value)) = mark.document.marker().filter(|(key, _)| *key == key_of(field)) {
            errors.push(
                field.span(),
                format_args!(
                    "{} of {} is serialized as `{key}`, but the macro writes the schema \"{value}\" under this key: \
                     write `#[serde(rename = \"…\")]` with another name on the field, or remove the field",
                    field.subject(),
                    case.subject,
                ),
            );
        }
    }
}

/// The key under which a field is written, as far as its own attributes say.
fn key_of(field: &Node) -> String {
    let renamed = SerdeArguments::of(&field.attrs, true).text("rename");
    renamed.unwrap_or_else(|| field.display_name())
}

/// Some attributes of serde do not work with a marker, and a flattened field takes the keys of extension fields.
// ui-tests/schema/serde-into.rs, ui-tests/extensions/flattened-field.rs
pub fn check_serde(case: &Case<'_>, errors: &mut Errors) {
    let Some((key, _)) = document_keys(case.node).pop() else {
        return;
    };
    let (word, subject) = (key.as_str(), case.subject);
    for meta in SerdeArguments::of(&case.node.attrs, true).iter() {
        let refused = ["transparent", "from", "try_from", "into", "remote", "tag", "untagged"];
        if let Some(name) = refused.into_iter().find(|name| meta.path().is_ident(name)) {
            errors.push(
                meta.path().span(),
                format_args!(
                    "`#[serde({name})]` on {subject} changes how it is serialized, and documents with `{word}` have one key for each \
                     field: remove `#[serde({name})]` or `{word}`"
                ),
            );
        }
    }
    if key != Key::Extensions {
        return;
    }
    for field in case.node.children() {
        let words = SerdeArguments::of(&field.attrs, true);
        for meta in words.iter().filter(|meta| meta.path().is_ident("flatten")) {
            errors.push(
                meta.path().span(),
                format_args!(
                    "`#[serde(flatten)]` on {} takes every key, so {subject} cannot recognize its extension fields: \
                     remove `flatten`",
                    field.subject(),
                ),
            );
        }
    }
}

/// No key is in both namespaces.
// ui-tests/extensions/overlapping-namespaces.rs
pub fn check_namespaces(case: &Case<'_>, errors: &mut Errors) {
    let Some(extensions) = case
        .node
        .marks
        .tier
        .as_ref()
        .and_then(|mark| mark.document.extensions.as_ref())
    else {
        return;
    };
    if let (Some(core), Some(community)) = (&extensions.core, &extensions.community)
        && (core.value.starts_with(&community.value) || community.value.starts_with(&core.value))
    {
        errors.push(
            community.span,
            format_args!(
                "on {}, the keys of `core = {}` begin with `{}`, and the keys of `community = {}` begin with `{}`: change one \
                 prefix, so that neither starts with the other",
                case.subject,
                as_written(core),
                core.value,
                as_written(community),
                community.value,
            ),
        );
    }
}

/// A prefix as the author wrote it: a `.` may have been added for the keys.
fn as_written(prefix: &Spanned<String>) -> String {
    prefix
        .span
        .source_text()
        .unwrap_or_else(|| format!("{:?}", prefix.value))
}

/// A reserved field holds what nothing uses yet.
// ui-tests/reserved/field-of-another-type.rs, ui-tests/reserved/public-field.rs, ui-tests/reserved/field-with-tier.rs,
// ui-tests/reserved/field-of-enum.rs
pub fn check_reserved_field(case: &Case<'_>, errors: &mut Errors) {
    let (Some(reserved), Kind::Field) = (&case.node.marks.reserved, case.node.kind) else {
        return;
    };
    let subject = case.subject;
    if !case.outer.is_some_and(is_named_struct) {
        let where_it_is = match case.outer {
            Some(outer) if outer.kind == Kind::Struct => format!(" of tuple {}", outer.subject()),
            Some(outer) => format!(" of {}", outer.subject()),
            None => String::new(),
        };
        return errors.push(
            reserved.span,
            // ui-tests/reserved/field-of-enum.rs
            format_args!(
                "`reserved` does not work on {subject}{where_it_is}, only on a named field of a struct: remove it"
            ),
        );
    }
    let is_reserved = |ty: &RawType| {
        ty.parse::<TypePath>()
            .is_ok_and(|ty| ty.path.segments.last().is_some_and(|last| last.ident == "Reserved"))
    };
    if let Some(ty) = case.node.types.first().filter(|ty| !is_reserved(ty)) {
        errors.push(
            ty.span(),
            format_args!(
                "{subject} is reserved but has the type `{}`: write `stability::Reserved` as its type",
                text(ty),
            ),
        );
    }
    if case.node.is_public() {
        errors.push(
            case.node.vis.span(),
            format_args!("{subject} is reserved but public, and its type will change: remove `pub`"),
        );
    }
    if let Some(mark) = &case.node.marks.tier {
        errors.push(
            mark.span,
            format_args!(
                "{subject} is reserved and cannot have a tier: remove `#[{}]`",
                mark.word
            ),
        );
    }
    check_feature(case, "reserved", reserved.span, errors);
}
