//! The ten questions of the profile `forward-compatible`, asked of the kernel and of who is built on it.

// The linker drops a package that nothing names.
use acme_memory as _;
use nika_kernel as _;
use nika_provider_echo as _;

use stability::Contract;
use stability_policy::profile::{Profile, ProfileEvidence, forward_compatible};

#[test]
fn every_answer_is_yes_except_where_a_document_is_closed() {
    let contract = Contract::linked().unwrap();
    let profiles = forward_compatible(&contract, &ProfileEvidence::new());
    let found: Vec<_> = profiles.iter().flat_map(Profile::findings).collect();
    assert!(
        found.iter().all(|(rule, _)| rule.id == "dto-without-extension-slot"),
        "{found:#?}"
    );
    let items: Vec<_> = found.iter().map(|(_, finding)| finding.item.as_str()).collect();
    assert_eq!(
        items,
        [
            // Numbers that are copied; new values become separate fields.
            "nika_kernel::inference::Budget",
            "nika_kernel::inference::Usage",
            // An outcome is flattened into it.
            "nika_kernel::report::TaskReport",
            // A workflow refuses every key that it does not know, those of both namespaces too.
            "nika_kernel::workflow::Task",
            "nika_kernel::workflow::Workflow",
        ]
    );
}
