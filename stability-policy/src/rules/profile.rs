//! The profile `forward-compatible`: whether what is promised can grow. What is asked is written once, in
//! [`profile`](crate::profile).

use alloc::format;

use crate::profile;
use crate::{Case, Place, Report};

super::group! {
    artifact_without_schema,
    async_trait_without_dyn_variant,
    core_trait_unsealed,
    dto_without_extension_slot,
    error_without_code,
    struct_without_constructor,
    type_exhaustive,
}

/// Reports what keeps the answer to a question of the profile from being yes.
fn report_all(rule: profile::Rule, case: &Case<'_>, report: &mut Report<'_>) {
    for (package, finding) in profile::findings(rule, case.current()) {
        let message = format!("`{}`: {}", finding.item, finding.message);
        let place = Place::Source(finding.location);
        report.add(package, finding.item, place, message, finding.advice);
    }
}
