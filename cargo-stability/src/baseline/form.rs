//! Whether the shapes of two contracts can be compared: only where the same version of the canonical form wrote them.

use anyhow::{Result, bail};
use stability::Contract;
use stability_policy::shape::FORM;

/// Whether this program wrote the shapes of a contract, or would have written the same; so too where it has none.
pub fn is_own(contract: &Contract) -> bool {
    !contract.has_shapes() || contract.shape_form() == FORM
}

/// Refuses a baseline, with its name, whose shapes have another form than those it is compared with.
pub fn check(baseline: &Contract, name: &str, current: u32) -> Result<()> {
    let found = baseline.shape_form();
    if !baseline.has_shapes() || found == current {
        return Ok(());
    }
    if found > FORM {
        bail!(
            "not compared: {name} has declarations in format {found}, and this program reads format {FORM}: use a later version of `cargo stability`"
        );
    }
    bail!(
        "not compared: {name} has declarations in format {found}, and this build has format {current}: write it again with \
         `cargo stability bless`, or compare with a release, for example `--baseline-rev v1.0.0`"
    )
}

/// A contract to judge by, without shapes of another form, and whether it had such.
pub fn without_others(contract: Contract) -> (Contract, bool) {
    if is_own(&contract) {
        (contract, false)
    } else {
        (contract.with_shapes(0, |_| stability::contract::Shape::default()), true)
    }
}
