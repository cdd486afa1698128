//! Traits and their associated types.

use super::Compare;
use super::adt::compare_generics;
use super::bounds::{self, Implied};
use super::fact::{ChangeKind, Effect, Required, Sink};
use crate::shape::model::{Adt, Detail, TraitShape};

impl Compare<'_> {
    pub fn trait_(&self, old: &TraitShape, new: &TraitShape, sink: &mut Sink<'_>) {
        compare_generics(&old.generics, &new.generics, sink);
        let is_open = !old.is_sealed;
        let for_implementers = |sink: &mut Sink<'_>, change, text: [&str; 2]| {
            let (effect, required): (&[Effect], _) = if is_open {
                (&[Effect::Implementers], Required::Major)
            } else {
                (&[], Required::Minor)
            };
            sink.push(change, "", text[0], text[1], effect, required);
        };
        for bound in new
            .bounds
            .iter()
            .filter(|it| !Implied::of(&old.bounds, self.old).has(it))
        {
            if bound.starts_with("Self: ~") {
                continue;
            }
            if bound.starts_with("Self: ") {
                for_implementers(sink, ChangeKind::BoundTightened, ["", bound]);
            } else {
                let effect = &[Effect::Callers, Effect::Implementers];
                sink.push(ChangeKind::BoundTightened, "", "", bound, effect, Required::Major);
            }
        }
        for bound in old
            .bounds
            .iter()
            .filter(|it| !Implied::of(&new.bounds, self.new).has(it))
        {
            if !bound.starts_with("Self: ~") {
                sink.push(
                    ChangeKind::BoundLoosened,
                    "",
                    bound,
                    "",
                    &[Effect::Callers],
                    Required::Major,
                );
            }
        }
        if new.is_sealed && !old.is_sealed {
            sink.push(
                ChangeKind::Sealed,
                "",
                "",
                "sealed",
                &[Effect::Implementers],
                Required::Major,
            );
        } else if old.is_sealed && !new.is_sealed {
            sink.push(ChangeKind::Unsealed, "", "sealed", "", &[], Required::Minor);
        }
        if old.is_unsafe != new.is_unsafe {
            let text = |is_unsafe| if is_unsafe { "unsafe" } else { "" };
            for_implementers(
                sink,
                ChangeKind::UnsafeChanged,
                [text(old.is_unsafe), text(new.is_unsafe)],
            );
        }
        sink.word(
            ChangeKind::KindChanged,
            "auto",
            old.is_auto,
            new.is_auto,
            &[Effect::Callers],
            Required::Major,
        );
        if old.is_dyn_compatible == Some(true) && new.is_dyn_compatible == Some(false) {
            sink.push(
                ChangeKind::DynCompatibilityLost,
                "",
                "dyn",
                "",
                &[Effect::Callers],
                Required::Major,
            );
        }
        let none = Adt::default();
        self.implementations(
            [&old.implementations, &new.implementations],
            [&none, &none],
            false,
            // What is sealed by an implementation for all types is reported as that.
            is_open && !new.is_sealed,
            sink,
        );
    }

    pub fn associated_type(&self, old: &Detail, new: &Detail, is_open: bool, sink: &mut Sink<'_>) {
        let (
            Detail::AssociatedType {
                generics,
                bounds,
                requires,
                default,
            },
            Detail::AssociatedType {
                generics: new_generics,
                bounds: new_bounds,
                requires: new_requires,
                default: new_default,
            },
        ) = (old, new)
        else {
            return;
        };
        let callers = (&[Effect::Callers][..], Required::Major);
        let implementers = if is_open {
            (&[Effect::Implementers][..], Required::Major)
        } else {
            (&[][..], Required::Minor)
        };
        if generics != new_generics {
            let (old, new) = (generics.join(", "), new_generics.join(", "));
            let effect = &[Effect::Callers, Effect::Implementers];
            sink.push(ChangeKind::GenericsChanged, "", &old, &new, effect, Required::Major);
        }
        let mut push = |change, old: &str, new: &str, (effect, required): (&[Effect], Required)| {
            sink.push(change, "", old, new, effect, required);
        };
        for (old, new, added, removed) in [
            (bounds, new_bounds, implementers, callers),
            (requires, new_requires, callers, implementers),
        ] {
            for bound in new.iter().filter(|it| !Implied::of(old, self.old).has(it)) {
                let (change, who) = if bounds::is_relaxed(bound) {
                    (ChangeKind::BoundLoosened, removed)
                } else {
                    (ChangeKind::BoundTightened, added)
                };
                push(change, "", bound, who);
            }
            for bound in old.iter().filter(|it| !Implied::of(new, self.new).has(it)) {
                let (change, who) = if bounds::is_relaxed(bound) {
                    (ChangeKind::BoundTightened, added)
                } else {
                    (ChangeKind::BoundLoosened, removed)
                };
                push(change, bound, "", who);
            }
        }
        compare_default(default.is_some(), new_default.is_some(), is_open, sink);
    }
}

pub fn compare_default(old: bool, new: bool, is_open: bool, sink: &mut Sink<'_>) {
    if old && !new && is_open {
        sink.push(
            ChangeKind::DefaultRemoved,
            "",
            "default",
            "",
            &[Effect::Implementers],
            Required::Major,
        );
    } else if new && !old {
        sink.push(ChangeKind::DefaultAdded, "", "", "default", &[], Required::Minor);
    }
}
