//! What cargo-semver-checks looks for, and the facts of ours that say the same.
//!
//! A finding of a lint that is in this table agrees with ours about one of its facts, instead of being repeated. One that is not in it
//! is reported by itself. `lints.txt` has the lints of version 0.51.0, and a test says of each whether we see what it sees.

/// The facts that say what a lint says, by the first word of [`Fact::key`](crate::diff::Fact::key); none where we do not see it.
pub fn facts_of(lint: &str) -> &'static [&'static str] {
    let found = SEEN.iter().find(|(_, lints)| lints.contains(&lint));
    found.map_or(&[], |(facts, _)| facts)
}

/// Whether a lint is about those alone who implement a trait.
pub fn concerns_implementers_alone(lint: &str) -> bool {
    matches!(
        lint,
        "trait_added_supertrait"
            | "trait_associated_const_added"
            | "trait_associated_const_default_removed"
            | "trait_associated_type_added"
            | "trait_associated_type_default_removed"
            | "trait_method_added"
            | "trait_method_default_impl_removed"
            | "trait_newly_sealed"
            | "trait_unsafe_added"
            | "trait_unsafe_removed"
    )
}

/// Facts, and the lints that are about them.
const SEEN: &[(&[&str], &[&str])] = &[
    // What users can no longer name, also where it is only hidden.
    (
        &[
            "item-removed",
            "item-renamed",
            "path-removed",
            "path-retargeted",
            "kind-changed",
            "member-removed",
        ],
        &[
            "attribute_proc_macro_missing",
            "declarative_macro_missing",
            "derive_proc_macro_missing",
            "enum_missing",
            "enum_now_doc_hidden",
            "function_like_proc_macro_missing",
            "function_missing",
            "function_now_doc_hidden",
            "inherent_associated_const_now_doc_hidden",
            "inherent_associated_pub_const_missing",
            "inherent_method_missing",
            "inherent_method_now_doc_hidden",
            "macro_no_longer_exported",
            "macro_now_doc_hidden",
            "module_missing",
            "proc_macro_now_doc_hidden",
            "pub_module_level_const_missing",
            "pub_module_level_const_now_doc_hidden",
            "pub_static_missing",
            "pub_static_now_doc_hidden",
            "struct_missing",
            "struct_now_doc_hidden",
            "trait_associated_const_now_doc_hidden",
            "trait_associated_type_now_doc_hidden",
            "trait_method_missing",
            "trait_method_now_doc_hidden",
            "trait_missing",
            "trait_now_doc_hidden",
            "trait_removed_associated_constant",
            "trait_removed_associated_type",
            "union_missing",
            "union_now_doc_hidden",
        ],
    ),
    (
        &["member-removed", "path-removed"],
        &[
            "enum_struct_variant_field_missing",
            "enum_struct_variant_field_now_doc_hidden",
            "enum_tuple_variant_field_missing",
            "enum_tuple_variant_field_now_doc_hidden",
            "enum_variant_missing",
            "struct_pub_field_missing",
            "struct_pub_field_now_doc_hidden",
            "union_field_missing",
            "union_pub_field_now_doc_hidden",
        ],
    ),
    (
        &["member-added", "field-added", "form-changed"],
        &[
            "constructible_struct_adds_field",
            "constructible_struct_adds_private_field",
            "enum_non_exhaustive_struct_variant_field_added",
            "enum_non_exhaustive_tuple_variant_field_added",
            "enum_struct_variant_field_added",
            "enum_tuple_variant_field_added",
        ],
    ),
    (
        &[
            "kind-changed",
            "form-changed",
            "signature-changed",
            "item-removed",
            "member-removed",
        ],
        &[
            "constructible_struct_changed_type",
            "enum_changed_kind",
            "enum_non_exhaustive_tuple_variant_changed_kind",
            "enum_struct_variant_changed_kind",
            "enum_tuple_variant_changed_kind",
            "enum_unit_variant_changed_kind",
            "non_exhaustive_struct_changed_type",
            "struct_with_no_pub_fields_changed_type",
            "struct_with_pub_fields_changed_type",
            "trait_changed_kind",
            "tuple_struct_to_plain_struct",
            "union_changed_kind",
            "union_changed_to_incompatible_struct",
            "union_with_multiple_pub_fields_changed_to_struct",
            "unit_struct_changed_kind",
        ],
    ),
    // Parameters, receivers and what is returned.
    (
        &[
            "parameters-changed",
            "output-changed",
            "signature-changed",
            "member-type-changed",
            "async-changed",
            "lifetimes-changed",
        ],
        &[
            "function_no_longer_variadic",
            "function_now_returns_unit",
            "function_now_variadic",
            "function_parameter_count_changed",
            "inherent_method_no_longer_variadic",
            "inherent_method_now_returns_unit",
            "inherent_method_now_variadic",
            "method_no_longer_has_receiver",
            "method_parameter_count_changed",
            "method_receiver_mut_ref_became_owned",
            "method_receiver_ref_became_mut",
            "method_receiver_ref_became_owned",
            "method_receiver_type_changed",
            "pub_api_sealed_trait_method_receiver_added",
            "pub_api_sealed_trait_method_receiver_mut_ref_became_ref",
            "pub_api_sealed_trait_method_return_value_added",
            "trait_method_no_longer_has_receiver",
            "trait_method_no_longer_variadic",
            "trait_method_now_returns_unit",
            "trait_method_now_variadic",
            "trait_method_parameter_count_changed",
            "trait_method_receiver_added",
            "trait_method_receiver_mut_ref_became_owned",
            "trait_method_receiver_mut_ref_became_ref",
            "trait_method_receiver_owned_became_mut_ref",
            "trait_method_receiver_owned_became_ref",
            "trait_method_receiver_ref_became_mut",
            "trait_method_receiver_ref_became_owned",
            "trait_method_receiver_type_changed",
            "trait_method_return_value_added",
        ],
    ),
    // Parameters are known by their order, so that two that change places are other types in what follows.
    (
        &[
            "generics-changed",
            "lifetimes-changed",
            "parameters-changed",
            "output-changed",
            "bound-tightened",
            "bound-loosened",
            "type-changed",
            "member-type-changed",
            "signature-changed",
        ],
        &[
            "function_const_generic_reordered",
            "function_generic_type_reordered",
            "function_requires_different_const_generic_params",
            "function_requires_different_generic_type_params",
            "inherent_method_const_generic_reordered",
            "inherent_method_generic_type_reordered",
            "method_requires_different_const_generic_params",
            "method_requires_different_generic_type_params",
            "trait_allows_fewer_const_generic_params",
            "trait_allows_fewer_generic_type_params",
            "trait_const_generic_reordered",
            "trait_generic_type_reordered",
            "trait_method_const_generic_reordered",
            "trait_method_generic_type_reordered",
            "trait_method_requires_different_const_generic_params",
            "trait_method_requires_different_generic_type_params",
            "trait_mismatched_generic_lifetimes",
            "trait_requires_more_const_generic_params",
            "trait_requires_more_generic_type_params",
            "type_allows_fewer_const_generic_params",
            "type_allows_fewer_generic_type_params",
            "type_const_generic_reordered",
            "type_generic_type_reordered",
            "type_mismatched_generic_lifetimes",
            "type_requires_more_const_generic_params",
            "type_requires_more_generic_type_params",
        ],
    ),
    (&["feature-enables-less"], &["feature_no_longer_enables_feature"]),
    (&["feature-removed"], &["feature_missing"]),
    (&["feature-default-off"], &["feature_not_enabled_by_default"]),
    (&["auto-trait-lost"], &["auto_trait_impl_removed", "sized_impl_removed"]),
    (&["auto-trait-gained"], &["auto_trait_impl_added"]),
    (
        &["impl-removed", "field-type-changed", "member-type-changed"],
        &["derive_trait_impl_removed"],
    ),
    (&["helper-removed"], &["derive_helper_attr_removed"]),
    (
        &["deprecated"],
        &[
            "enum_struct_variant_field_marked_deprecated",
            "enum_tuple_variant_field_marked_deprecated",
            "enum_variant_marked_deprecated",
            "function_marked_deprecated",
            "global_value_marked_deprecated",
            "macro_marked_deprecated",
            "proc_macro_marked_deprecated",
            "struct_field_marked_deprecated",
            "trait_associated_const_marked_deprecated",
            "trait_associated_type_marked_deprecated",
            "trait_marked_deprecated",
            "trait_method_marked_deprecated",
            "type_associated_const_marked_deprecated",
            "type_marked_deprecated",
            "type_method_marked_deprecated",
            "union_field_marked_deprecated",
        ],
    ),
    (
        &["must-use-added"],
        &[
            "enum_must_use_added",
            "function_must_use_added",
            "inherent_method_must_use_added",
            "struct_must_use_added",
            "trait_must_use_added",
            "union_must_use_added",
        ],
    ),
    (
        &["discriminant-changed"],
        &[
            "enum_discriminants_undefined_non_exhaustive_variant",
            "enum_discriminants_undefined_non_unit_variant",
            "enum_no_repr_variant_discriminant_changed",
            "enum_repr_variant_discriminant_changed",
        ],
    ),
    (
        &["repr-changed", "layout-changed"],
        &[
            "enum_repr_int_added",
            "enum_repr_int_changed",
            "enum_repr_int_removed",
            "enum_repr_transparent_removed",
            "repr_align_added",
            "repr_align_changed",
            "repr_align_removed",
            "repr_c_added",
            "repr_c_removed",
            "repr_packed_added",
            "repr_packed_changed",
            "repr_packed_removed",
            "repr_transparent_added",
            "struct_repr_transparent_removed",
        ],
    ),
    (
        &["layout-changed"],
        &[
            "repr_c_enum_struct_variant_fields_reordered",
            "repr_c_plain_struct_fields_reordered",
            "union_field_added_with_all_pub_fields",
            "union_field_added_with_non_pub_fields",
        ],
    ),
    // Before the first one, callers needed no `unsafe`.
    (
        &["unsafe-changed", "target-feature-added"],
        &[
            "pub_api_sealed_trait_method_target_feature_removed",
            "safe_function_requires_more_target_features",
            "safe_function_target_feature_added",
            "safe_inherent_method_requires_more_target_features",
            "safe_inherent_method_target_feature_added",
            "trait_method_target_feature_removed",
            "unsafe_function_requires_more_target_features",
            "unsafe_function_target_feature_added",
            "unsafe_inherent_method_requires_more_target_features",
            "unsafe_inherent_method_target_feature_added",
            "unsafe_trait_method_requires_more_target_features",
            "unsafe_trait_method_target_feature_added",
        ],
    ),
    (
        &["export-name-changed"],
        &["function_export_name_changed", "method_export_name_changed"],
    ),
    (
        &["now-non-exhaustive", "non-exhaustive-added"],
        &[
            "enum_marked_non_exhaustive",
            "enum_variant_marked_non_exhaustive",
            "struct_marked_non_exhaustive",
        ],
    ),
    (
        &["now-exhaustive", "non-exhaustive-removed"],
        &[
            "enum_no_longer_non_exhaustive",
            "enum_variant_no_longer_non_exhaustive",
            "struct_no_longer_has_non_pub_fields",
            "struct_no_longer_non_exhaustive",
        ],
    ),
    (&["member-added"], &["enum_variant_added"]),
    (
        &["abi-changed"],
        &[
            "function_abi_no_longer_unwind",
            "function_abi_now_unwind",
            "function_changed_abi",
            "inherent_method_changed_abi",
            "inherent_method_no_longer_unwind",
            "inherent_method_now_unwind",
            "trait_method_changed_abi",
            "trait_method_no_longer_unwind",
            "trait_method_now_unwind",
        ],
    ),
    (
        &["const-changed"],
        &[
            "function_const_removed",
            "function_now_const",
            "inherent_method_const_removed",
            "inherent_method_now_const",
        ],
    ),
    (
        &["unsafe-changed"],
        &[
            "function_no_longer_unsafe",
            "function_unsafe_added",
            "inherent_method_no_longer_unsafe",
            "inherent_method_unsafe_added",
            "static_became_unsafe",
            "trait_method_unsafe_added",
            "trait_method_unsafe_removed",
            "trait_unsafe_added",
            "trait_unsafe_removed",
        ],
    ),
    (
        &["mutability-changed"],
        &["pub_static_mut_now_immutable", "pub_static_now_mutable"],
    ),
    (
        &["dyn-compatibility-lost", "erased-removed"],
        &["trait_no_longer_dyn_compatible"],
    ),
    (&["sealed"], &["trait_newly_sealed"]),
    (
        &["unsealed", "sealed"],
        &[
            "pub_api_sealed_trait_became_unconditionally_sealed",
            "pub_api_sealed_trait_became_unsealed",
            "unconditionally_sealed_trait_became_pub_api_sealed",
            "unconditionally_sealed_trait_became_unsealed",
        ],
    ),
    (&["bound-loosened"], &["trait_removed_supertrait"]),
    (&["bound-tightened"], &["trait_added_supertrait"]),
    (
        &["default-removed", "member-now-required"],
        &[
            "trait_associated_const_default_removed",
            "trait_associated_type_default_removed",
            "trait_method_default_impl_removed",
        ],
    ),
    (
        &["trait-item-added", "member-added"],
        &[
            "trait_associated_const_added",
            "trait_associated_type_added",
            "trait_method_added",
        ],
    ),
    (
        &["item-added"],
        &[
            "exhaustive_enum_added",
            "exhaustive_struct_added",
            "inherent_associated_pub_const_added",
            "inherent_method_added",
            "non_exhaustive_enum_added",
            "non_exhaustive_struct_added",
            "pub_const_added",
            "pub_static_added",
            "union_added",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::{SEEN, facts_of};
    use crate::shape::compare::ChangeKind;

    /// The lints of cargo-semver-checks, each with the release that it asks for.
    const LINTS: &str = include_str!("semver_lints/lints.txt");

    /// What they see and we do not, and why.
    const THEIRS_ALONE: &[(&str, &[&str])] = &[
        (
            "an implementation that is added is an addition; that closures capture a `Copy` type in another way is a rule of the language",
            &["copy_impl_added"],
        ),
        (
            "shapes do not have the order of fields and variants, which a derived `PartialOrd` follows",
            &[
                "partial_ord_enum_struct_variant_fields_reordered",
                "partial_ord_enum_variants_reordered",
                "partial_ord_struct_fields_reordered",
            ],
        ),
        (
            "what is exported as a symbol is not promised by a path of Rust; where it is public too, its declaration is compared",
            &[
                "exported_function_abi_no_longer_unwind",
                "exported_function_abi_now_unwind",
                "exported_function_changed_abi",
                "exported_function_now_returns_unit",
                "exported_function_parameter_count_changed",
                "exported_function_requires_more_target_features",
                "exported_function_return_value_added",
                "exported_function_target_feature_added",
            ],
        ),
        (
            "a feature that turns more on is not a break",
            &["feature_newly_enables_feature"],
        ),
        (
            "nothing that users write stops compiling",
            &[
                "enum_must_use_removed",
                "function_must_use_removed",
                "inherent_method_must_use_removed",
                "struct_must_use_removed",
                "trait_must_use_removed",
                "union_must_use_removed",
            ],
        ),
        (
            "what is new has no users yet; the profile `forward-compatible` asks about it",
            &[
                "exhaustive_struct_with_doc_hidden_fields_added",
                "exhaustive_struct_with_private_fields_added",
            ],
        ),
    ];

    #[test]
    fn of_each_lint_it_is_known_whether_we_see_what_it_sees() {
        let known: BTreeSet<&str> = LINTS.lines().filter_map(|line| line.split(' ').next()).collect();
        let seen = SEEN.iter().flat_map(|(_, lints)| lints.iter().copied());
        let theirs = THEIRS_ALONE.iter().flat_map(|(_, lints)| lints.iter().copied());
        let listed: Vec<&str> = seen.chain(theirs).collect();
        let once: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(listed.len(), once.len(), "a lint is listed twice");
        let unlisted: Vec<&&str> = known.difference(&once).collect();
        let gone: Vec<&&str> = once.difference(&known).collect();
        assert!(unlisted.is_empty() && gone.is_empty(), "{unlisted:?} {gone:?}");
        assert_eq!(facts_of("struct_missing")[0], "item-removed");
        assert!(facts_of("of_a_later_version").is_empty());
    }

    #[test]
    fn of_the_lints_that_ask_for_a_major_release_few_are_theirs_alone() {
        let is_major = |lint: &&&str| LINTS.lines().any(|line| line == format!("{lint} major"));
        let theirs = THEIRS_ALONE.iter().flat_map(|(_, lints)| lints.iter());
        assert_eq!(theirs.filter(is_major).count(), THEIRS_MAJOR);
    }

    const THEIRS_MAJOR: usize = 12;

    #[test]
    fn every_fact_is_one_that_can_be_found() {
        const OF_RECORDS: [&str; 17] = [
            "item-removed",
            "item-renamed",
            "item-added",
            "member-removed",
            "member-added",
            "member-type-changed",
            "member-now-required",
            "now-non-exhaustive",
            "now-exhaustive",
            "sealed",
            "unsealed",
            "erased-removed",
            "signature-changed",
            "deprecated",
            "feature-removed",
            "feature-default-off",
            "feature-enables-less",
        ];
        for fact in SEEN.iter().flat_map(|(facts, _)| facts.iter()) {
            let is_of_shape = serde_json::from_value::<ChangeKind>(json!(fact)).is_ok();
            assert!(is_of_shape || OF_RECORDS.contains(fact), "{fact}");
        }
    }
}
