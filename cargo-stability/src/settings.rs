//! The one place that reads `stability.toml`.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use semver::Version;
use stability_policy::Policy;

use crate::files;
use crate::output::printable;
use crate::report::{Style, text::render_policy_error};

/// How mistakes are shown: without colours, since a message may hold words of others.
const STYLE: Style = Style {
    color: false,
    columns: 120,
};

/// The name of the file.
pub const FILE: &str = "stability.toml";

/// Reads the policy in `folder`, if it has one.
pub fn read(folder: &Path) -> Result<Option<Policy>> {
    let path = folder.join(FILE);
    let Some(text) = files::read_text_if_present(&path, files::MAX_TEXT)? else {
        return Ok(None);
    };
    parse(&text, &path).map(Some)
}

/// Reads the text of a policy that is at `path`.
pub fn parse(text: &str, path: &Path) -> Result<Policy> {
    let own = Version::parse(env!("CARGO_PKG_VERSION"))?;
    // Before anything is refused that a later version would know.
    if let Some(needed) = Policy::minimum_tool_of(text).filter(|needed| own < *needed) {
        bail!(
            "`{}` needs version {needed} of `cargo stability`, and this is {own}: install a later one with `cargo install \
             cargo-stability --locked`",
            printable(path)
        );
    }
    Policy::from_toml(text).map_err(|error| {
        let mistakes = render_policy_error(&error, &path.to_string_lossy(), text, STYLE);
        anyhow!("`{}` cannot be read:\n{}", printable(path), mistakes.trim_end())
    })
}
