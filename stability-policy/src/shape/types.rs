//! Which types and traits the declaration of an item shows.

use super::model::{Adt, Detail, Fields, Function, Implementation, ItemShape, TraitShape};

/// The part of an item that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Its own declaration.
    Whole,
    /// A field, a variant, or the field of a variant: `Closed::reason`.
    Member(String),
    /// The header of an implementation.
    Header(&'a str),
    /// What the implementation with this header says inside.
    Inside(&'a str),
}

/// Visits each part with a text of it in canonical form. Values, patterns of macros and private fields show no type.
pub fn each_text<'a>(item: &'a ItemShape, visit: &mut impl FnMut(&Part<'a>, &'a str)) {
    let mut whole = |text: &'a str| visit(&Part::Whole, text);
    match &item.detail {
        Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt) => of_adt(adt, visit),
        Detail::Trait(trait_) => of_trait(trait_, visit),
        Detail::Function(function) => of_function(function, &mut whole),
        Detail::Constant { type_, .. } | Detail::Static { type_, .. } => whole(type_),
        Detail::AssociatedType {
            generics,
            bounds,
            requires,
            default,
        } => {
            let texts = generics.iter().chain(bounds).chain(requires).chain(default);
            texts.for_each(|text| whole(text));
        }
        Detail::Alias { generics, of } => generics.iter().chain([of]).for_each(|text| whole(text)),
        Detail::ReExport { of } => whole(of),
        Detail::Module | Detail::ExternType | Detail::Macro { .. } | Detail::ProcMacro { .. } | Detail::Unknown => {}
    }
}

fn of_adt<'a>(adt: &'a Adt, visit: &mut impl FnMut(&Part<'a>, &'a str)) {
    for text in adt.generics.iter().chain(&adt.bounds) {
        visit(&Part::Whole, text);
    }
    let mut of_fields = |prefix: &str, fields: &'a Fields| {
        for (name, text) in &fields.public {
            visit(&Part::Member(format!("{prefix}{name}")), text);
        }
    };
    if let Some(fields) = &adt.fields {
        of_fields("", fields);
    }
    for (name, variant) in &adt.variants {
        of_fields(&format!("{name}::"), &variant.fields);
    }
    of_implementations(&adt.implements, visit);
}

fn of_trait<'a>(trait_: &'a TraitShape, visit: &mut impl FnMut(&Part<'a>, &'a str)) {
    for text in trait_.generics.iter().chain(&trait_.bounds) {
        visit(&Part::Whole, text);
    }
    of_implementations(&trait_.implementations, visit);
}

fn of_implementations<'a>(
    implementations: impl IntoIterator<Item = (&'a String, &'a Implementation)>,
    visit: &mut impl FnMut(&Part<'a>, &'a str),
) {
    for (header, Implementation { bounds, types }) in implementations {
        visit(&Part::Header(header), header);
        for text in bounds.iter().chain(types.values()) {
            visit(&Part::Inside(header), text);
        }
    }
}

fn of_function<'a>(function: &'a Function, visit: &mut impl FnMut(&'a str)) {
    let Function {
        on,
        inputs,
        output,
        generics,
        bounds,
        ..
    } = function;
    let texts = [on, output].into_iter().chain(inputs).chain(generics).chain(bounds);
    texts.for_each(|text| visit(text));
}
