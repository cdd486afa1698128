//! Where attributes are, and where their keys work.

use std::fmt;

use crate::errors::listed;

/// Where an attribute is: on an item of a kind, or on a member of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    NamedStruct,
    TupleStruct,
    Enum,
    Union,
    Trait,
    TypeAlias,
    Fn,
    Const,
    Static,
    Mod,
    Use,
    Macro,
    Impl,
    TraitImpl,
    StructField,
    UnionField,
    VariantField,
    Variant,
    ImplMember,
    TraitMember,
    TraitImplMember,
}

/// A set of places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Places(u32);

impl Places {
    pub const ANYTHING: Self = Self(u32::MAX);
    pub const NAMED_STRUCT: Self = Self::of(&[Place::NamedStruct]);
    pub const STRUCT: Self = Self::of(&[Place::NamedStruct, Place::TupleStruct]);
    pub const STRUCT_OR_ENUM: Self = Self::STRUCT.and(&[Place::Enum]);
    pub const DOCUMENTS: Self = Self::STRUCT_OR_ENUM.and(&[Place::Mod]);
    pub const EXTENSIBLE: Self = Self::STRUCT_OR_ENUM.and(&[Place::Variant]);
    pub const TRAIT: Self = Self::of(&[Place::Trait]);
    pub const TRAIT_MEMBER: Self = Self::of(&[Place::TraitMember]);
    pub const SEALABLE: Self = Self::of(&[Place::Trait, Place::TraitImpl, Place::TraitMember]);
    pub const STRUCT_FIELD: Self = Self::of(&[Place::StructField]);
    const FIELD: Self = Self::of(&[Place::StructField, Place::UnionField, Place::VariantField]);
    const IMPL: Self = Self::of(&[Place::Impl, Place::TraitImpl]);
    const MEMBER: Self = Self::of(&[Place::ImplMember, Place::TraitMember, Place::TraitImplMember]);
    const TYPED_ITEM: Self = Self::STRUCT_OR_ENUM.and(&[
        Place::Union,
        Place::Trait,
        Place::TypeAlias,
        Place::Fn,
        Place::Const,
        Place::Static,
        Place::Use,
    ]);
    const ITEM: Self = Self::TYPED_ITEM.and(&[Place::Mod, Place::Macro]);
    /// Places with their own record; the others are part of one.
    pub const WITH_RECORD: Self = Self(Self::RECORDED.0).and(&[Place::Impl]);
    /// Places of items of the contract.
    pub const RECORDED: Self = Self::ITEM.and(&[Place::TraitImpl, Place::ImplMember]);
    /// Places that code names when it uses them, or whose members it names.
    pub const USED_BY_NAME: Self =
        Self(Self::ITEM.0 | Self::FIELD.0).and(&[Place::Variant, Place::Impl, Place::ImplMember, Place::TraitMember]);
    /// Places that expose types.
    pub const WITH_TYPES: Self =
        Self(Self::TYPED_ITEM.0 | Self::IMPL.0 | Self::FIELD.0 | Self::MEMBER.0).and(&[Place::Variant]);
    /// Places that have a visibility, or can be left out as a whole.
    pub const HIDEABLE: Self =
        Self(Self::ITEM.0 | Self::IMPL.0).and(&[Place::StructField, Place::UnionField, Place::ImplMember]);

    /// Places that can be left out as a whole, with what is beside them, and named in the contract still.
    pub const GATEABLE: Self = Self(Self::TYPED_ITEM.0 | Self::IMPL.0).and(&[Place::Macro, Place::ImplMember]);

    /// How messages and documentation call them, those of several places first.
    const NOUNS: &'static [(Self, &'static str)] = &[
        (Self::ITEM, "an item"),
        (Self::TYPED_ITEM, "an item with types"),
        (Self::STRUCT, "a struct"),
        (Self::NAMED_STRUCT, "a struct with named fields"),
        (Self::of(&[Place::Enum]), "an enum"),
        (Self::of(&[Place::Mod]), "a module"),
        (Self::of(&[Place::Macro]), "a macro"),
        (Self::TRAIT, "a trait"),
        (Self::IMPL, "an `impl`"),
        (Self::of(&[Place::Impl]), "an inherent `impl`"),
        (Self::of(&[Place::TraitImpl]), "an `impl` of a trait"),
        (Self::FIELD, "a field"),
        (
            Self::of(&[Place::StructField, Place::UnionField]),
            "a field of a struct or union",
        ),
        (Self::STRUCT_FIELD, "a field of a struct"),
        (Self::of(&[Place::Variant]), "a variant"),
        (Self::MEMBER, "a member of a trait or `impl`"),
        (Self::of(&[Place::ImplMember]), "a member of an inherent `impl`"),
        (Self::TRAIT_MEMBER, "a member of a trait"),
    ];

    const fn of(places: &[Place]) -> Self {
        Self(0).and(places)
    }

    const fn and(mut self, places: &[Place]) -> Self {
        let mut at = 0;
        while at < places.len() {
            self.0 |= 1 << places[at] as u32;
            at += 1;
        }
        self
    }

    pub const fn contains(self, place: Place) -> bool {
        self.0 & 1 << place as u32 != 0
    }
}

impl fmt::Display for Places {
    /// `a struct, an enum or a variant`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ANYTHING {
            return f.write_str("anything");
        }
        let mut rest = self.0;
        let mut nouns = Vec::new();
        for (places, noun) in Self::NOUNS {
            if rest & places.0 == places.0 {
                rest &= !places.0;
                nouns.push(*noun);
            }
        }
        f.write_str(&listed(&nouns, "or"))
    }
}
