//! Structs, unions and enums: what they are made of.

use std::collections::{BTreeMap, BTreeSet};

use stability_policy::shape::model::{Adt, Fields, Form, Variant};
use stability_policy::shape::text::number;

use super::{Builder, lifetimes_first, plain, set};
use crate::shape::canonical::{CanonGenerics, Scope};
use crate::shape::rustdoc::{self, FieldsKind, Id, Inner, Item, VariantKind};

impl Builder<'_> {
    pub fn adt(&self, item: &Item, generics: &rustdoc::Generics, scope: &mut Scope) -> Adt {
        let CanonGenerics { params, bounds } = self.canon.declared(generics, scope);
        let lifetimes = generics.params.len() - params.len();
        Adt {
            generics: lifetimes_first(lifetimes, &params),
            bounds: set(&bounds),
            repr: item.repr(),
            non_exhaustive: item.has("non_exhaustive"),
            ..Adt::default()
        }
    }

    pub fn struct_fields(&self, kind: &FieldsKind, scope: &mut Scope) -> (Fields, Vec<String>) {
        match kind {
            FieldsKind::Unit => (Fields::default(), Vec::new()),
            FieldsKind::Tuple(ids) => self.tuple(ids, scope, Item::is_public),
            FieldsKind::Plain { fields } => self.named(fields, scope, Item::is_public),
        }
    }

    fn tuple(&self, ids: &[Option<Id>], scope: &mut Scope, is_public: fn(&Item) -> bool) -> (Fields, Vec<String>) {
        let fields = ids.iter().enumerate().map(|(at, id)| (at.to_string(), *id));
        self.fields(Form::Tuple, fields, scope, is_public)
    }

    pub fn named(&self, ids: &[Id], scope: &mut Scope, is_public: fn(&Item) -> bool) -> (Fields, Vec<String>) {
        let name = |id: Id| {
            self.document
                .item(id)
                .and_then(|it| it.name.clone())
                .unwrap_or_default()
        };
        let fields = ids.iter().map(|id| (name(*id), Some(*id)));
        self.fields(Form::Named, fields, scope, is_public)
    }

    /// The public fields, and all as a layout has them.
    fn fields(
        &self,
        form: Form,
        fields: impl Iterator<Item = (String, Option<Id>)>,
        scope: &mut Scope,
        is_public: fn(&Item) -> bool,
    ) -> (Fields, Vec<String>) {
        let mut found = Fields {
            form,
            ..Fields::default()
        };
        let mut all = Vec::new();
        for (name, id) in fields {
            let item = id.and_then(|id| self.document.item(id));
            let ty = match item.and_then(Item::inner) {
                Some(Inner::StructField(ty)) => plain(&self.canon.ty(ty, scope)),
                _ => "{not known}".to_owned(),
            };
            if item.is_some_and(|item| is_public(item) && !item.is_hidden()) {
                all.push(format!("pub {name}: {ty}"));
                found.public.insert(name, ty);
            } else {
                all.push(ty);
                found.has_private = true;
            }
        }
        (found, all)
    }

    pub fn variants(&self, ids: &[Id], repr: &str, scope: &mut Scope) -> BTreeMap<String, Variant> {
        let variants = || {
            let items = ids.iter().filter_map(|id| self.document.item(*id));
            items.filter_map(|item| match item.inner() {
                Some(Inner::Variant(variant)) => Some((item, variant)),
                _ => None,
            })
        };
        let is_fieldless = variants().all(|(_, variant)| match &variant.kind {
            VariantKind::Plain => true,
            VariantKind::Tuple(fields) => fields.is_empty(),
            VariantKind::Struct { fields } => fields.is_empty(),
        });
        let is_integer = |word: &str| !word.is_empty() && number(&format!("0{word}")) == "0";
        let is_readable = is_fieldless || repr.split(", ").any(is_integer);
        let mut found = BTreeMap::new();
        let mut next = Some(0_i128);
        for (item, variant) in variants() {
            let discriminant = match &variant.discriminant {
                Some(explicit) => explicit.value.parse().ok(),
                None => next,
            };
            next = discriminant.and_then(|it| it.checked_add(1));
            if item.is_hidden() {
                continue;
            }
            let (fields, layout) = match &variant.kind {
                VariantKind::Plain => (Fields::default(), Vec::new()),
                VariantKind::Tuple(fields) => self.tuple(fields, scope, Item::is_visible),
                VariantKind::Struct { fields } => self.named(fields, scope, Item::is_visible),
            };
            let variant = Variant {
                fields,
                non_exhaustive: item.has("non_exhaustive"),
                deprecated: item.deprecation.is_some(),
                discriminant: discriminant.filter(|_| is_readable).map(|it| it.to_string()),
                layout: if repr.contains('C') { layout } else { Vec::new() },
            };
            found.insert(item.name.clone().unwrap_or_default(), variant);
        }
        found
    }
}

/// Whether a type has no size that the compiler knows, as its text shows; of a type of the package it does not.
pub fn is_unsized(ty: &str) -> bool {
    ty == "str" || ty.starts_with("dyn ") || ty.starts_with('[') && ty.ends_with(']') && !ty.contains("; ")
}

/// Takes away that a parameter outlives a lifetime where a field is a reference to it, from which rustc infers that.
pub fn take_inferred(bounds: &mut BTreeSet<String>, fields: &[String]) {
    bounds.retain(|bound| {
        let Some((longer, shorter)) = bound.split_once(": 'T") else {
            return true;
        };
        let start = format!("&'T{shorter} ");
        let is_name = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || it == '_');
        let names = |text: &str| {
            text.match_indices(longer).any(|(at, _)| {
                !is_name(text[at + longer.len()..].chars().next()) && !is_name(text[..at].chars().next_back())
            })
        };
        // Up to the end of the field's part that the reference is.
        let refers = |field: &String| {
            field.match_indices(&start).any(|(at, _)| {
                let rest = &field[at + start.len()..];
                names(&rest[..rest.find(", ").unwrap_or(rest.len())])
            })
        };
        !fields.iter().any(refers)
    });
}
