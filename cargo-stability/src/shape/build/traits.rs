//! Traits, and what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use stability_policy::shape::model::{Detail, Function, ItemShape, TraitShape};

use super::{Builder, lifetimes_first, plain, set, set_with};
use crate::shape::canonical::{CanonGenerics, Scope};
use crate::shape::literal::literal;
use crate::shape::node::{Names, text};
use crate::shape::rustdoc::{self, Inner, Item, Type};

impl Builder<'_> {
    pub fn trait_(&self, item: &Item, id: &str, it: &rustdoc::Trait, scope: &mut Scope) -> Detail {
        let CanonGenerics { params, mut bounds } = self.canon.declared(&it.generics, scope);
        let lifetimes = it.generics.params.len() - params.len();
        bounds.extend(self.canon.bounds_of("Self", &it.bounds, scope));
        let mut bounds = set(&bounds);
        bounds.retain(|bound| of_associated_type(bound, id).is_none());
        let has_unnamed_super = it.bounds.iter().any(|bound| self.is_unnamed(item, bound))
            || it.generics.where_predicates.iter().any(|it| {
                matches!(it, rustdoc::Predicate::Bound { type_: Type::Generic(name), bounds, .. }
                if name == "Self" && bounds.iter().any(|bound| self.is_unnamed(item, bound)))
            });
        let is_unnamed = |it: &Function| it.inputs.concat().contains('~') || it.output.contains('~');
        let needs_unnamed = it.items.iter().filter_map(|id| self.document.item(*id)).any(|item| {
            matches!(item.inner(), Some(Inner::Function(function)) if !function.has_body
                && (item.is_hidden() || is_unnamed(&self.function(item, function, &Scope::new(), None))))
        });
        Detail::Trait(TraitShape {
            generics: lifetimes_first(lifetimes, &params),
            is_auto: it.is_auto,
            is_unsafe: it.is_unsafe,
            is_dyn_compatible: it.is_dyn_compatible,
            is_sealed: has_unnamed_super || needs_unnamed || self.is_for_all(item, &bounds),
            bounds,
            implementations: BTreeMap::new(),
        })
    }

    /// Whether the package implements a trait for every type that has its supertraits, so that nobody else can.
    fn is_for_all(&self, of: &Item, supertraits: &BTreeSet<String>) -> bool {
        let mut impls = self
            .impls()
            .filter(|(_, it)| it.trait_.as_ref().is_some_and(|it| it.id == of.id));
        impls.any(|(_, it)| {
            let Type::Generic(name) = &it.for_ else { return false };
            let mut scope = Scope::new();
            let declared = self.canon.declared(&it.generics, &mut scope);
            let of_type = plain(&self.canon.ty(&it.for_, &mut scope));
            let is_kept = |bound: &String| match bound.strip_prefix(&format!("{of_type}: ")) {
                Some(bound) => bound.starts_with('?') || supertraits.contains(&format!("Self: {bound}")),
                // The parameters of the trait, in the same order and with the same bounds.
                None => supertraits.contains(bound),
            };
            !name.is_empty() && set(&declared.bounds).iter().all(is_kept)
        })
    }

    /// Whether a supertrait of `of` has no public path, and is not implemented for the types of others either.
    fn is_unnamed(&self, of: &Item, bound: &rustdoc::Bound) -> bool {
        let rustdoc::Bound::Trait { trait_, .. } = bound else {
            return false;
        };
        let is_open = |ty: &Type| match ty {
            Type::BorrowedRef { type_, .. } => matches!(**type_, Type::Generic(_)),
            // Others implement traits for a `Box` of their types too.
            Type::ResolvedPath(path) => path.written.ends_with("Box"),
            other => matches!(other, Type::Generic(_)),
        };
        let mut impls = self
            .impls()
            .filter(|(_, it)| it.trait_.as_ref().is_some_and(|of| of.id == trait_.id));
        // What needs an implementation of one of the two traits first is for nobody else.
        let needs_one =
            |generics: &rustdoc::Generics| generics.is_bounded_by(|bound| bound.id == of.id || bound.id == trait_.id);
        self.canon.name(trait_).0.starts_with('~')
            && !impls.any(|(_, it)| is_open(&it.for_) && !needs_one(&it.generics))
    }

    pub fn trait_items(&self, id: &str, it: &rustdoc::Trait, found: &mut Vec<(String, ItemShape)>) {
        let mut around = Scope::new().of_trait().with_self(text("Self"));
        let of_trait = set(&self.canon.declared(&it.generics, &mut around).bounds);
        for item in it.items.iter().filter_map(|id| self.document.item(*id)) {
            if item.is_hidden() || item.name.as_deref().is_some_and(|name| name.starts_with("__")) {
                continue;
            }
            let detail = match item.inner() {
                Some(Inner::Function(function)) => Detail::Function(Function {
                    has_default: function.has_body,
                    ..self.function(item, function, &around, None)
                }),
                Some(Inner::AssocConst { type_, value }) => Detail::Constant {
                    type_: plain(&self.canon.ty(type_, &mut around.clone().of_constant())),
                    value: value.as_deref().and_then(literal),
                    has_default: value.is_some(),
                },
                Some(Inner::AssocType {
                    generics,
                    bounds,
                    type_,
                }) => {
                    let mut scope = self.canon.parameters(generics, &around);
                    let required = self.canon.generics(generics, &mut scope);
                    let lifetimes = generics.params.len() - required.params.len();
                    let own = self.canon.bounds_of("", bounds, &mut scope);
                    let default = type_.as_ref().map(|ty| self.canon.ty(ty, &mut scope));
                    let mut names = Names::of(own.iter().chain(&required.bounds).chain(&default));
                    let mut bounds = set_with(&own, &mut names);
                    let stated = of_trait.iter().filter_map(|bound| of_associated_type(bound, id));
                    let stated = stated.filter(|(name, _)| Some(*name) == item.name.as_deref());
                    bounds.extend(stated.map(|(_, bound)| format!(": {bound}")));
                    Detail::AssociatedType {
                        bounds,
                        requires: set_with(&required.bounds, &mut names),
                        default: default.as_ref().map(|it| names.text(it)),
                        generics: lifetimes_first(lifetimes, &required.params),
                    }
                }
                _ => Detail::Unknown,
            };
            Self::add_member(id, item, detail, found);
        }
    }
}

/// A bound of an associated type that its trait `id` has as a where clause: of `<Self as Own>::Out: Clone`, `Out` and `Clone`.
fn of_associated_type<'a>(bound: &'a str, id: &str) -> Option<(&'a str, &'a str)> {
    let (of, rest) = bound.strip_prefix("<Self as ")?.split_once(">::")?;
    let (name, bound) = rest.split_once(": ")?;
    let is_own = of
        .strip_prefix(id)
        .is_some_and(|args| args.is_empty() || args.starts_with('<'));
    let is_name = name.chars().all(|it| it.is_alphanumeric() || it == '_');
    (is_own && is_name).then_some((name, bound))
}
