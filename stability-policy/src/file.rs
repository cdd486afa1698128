//! The policy, read from `stability.toml`.
//!
//! One reader for each table ([`settings`], [`tiers`], [`lists`]) over [`table`], which knows types and places. No reader stops at
//! a mistake: what is wrong is left out, and all of it is reported at the end.

mod error;
mod lists;
mod settings;
mod table;
#[cfg(test)]
mod tests;
mod tiers;

use semver::Version;
use toml::de::DeTable;

pub use self::error::{Mistake, PolicyError};
use self::error::{Mistakes, Quoted};
use self::table::Table;
use super::Policy;

/// The longest policy that is read, in bytes. A long one has a few hundred lines.
const LONGEST: usize = 1 << 20;

/// What `toml` says of a key or table that is there already.
const TWICE: &str = "duplicate key";

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Policy {
    /// Reads the text of a `stability.toml`. What it does not say is as in [`Policy::default`].
    ///
    /// Where a tier is made stronger, the tiers above it of which the text says less become as strong: with
    /// `notice = { days = 90 }` for `stable`, what is `frozen` is announced 90 days before, too.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with its place and what to write instead: text that is no TOML, unknown and doubled keys,
    /// values of another type, malformed versions and dates, tiers of which the stronger promises less. Where the text is no
    /// TOML, only what keeps it from being so. More than 1 MiB, or tables 80 deep, are refused.
    ///
    /// Ids of rules are not looked up here: a later version may have more of them.
    ///
    /// ```
    /// use stability::Tier;
    /// use stability_policy::{Bump, Notice, Permit, Phase, Policy};
    ///
    /// let policy = Policy::from_toml(r#"
    ///     packages = ["nika", "nika-kernel"]
    ///     profile = "forward-compatible"
    ///
    ///     [tiers.stable]
    ///     notice = { minors = 2, days = 90 }
    ///
    ///     [levels]
    ///     item-removed = "warn"
    ///
    ///     [changelog]
    ///     path = "CHANGELOG.md"
    ///
    ///     [[exception]]
    ///     item = "nika::memory::Frame::read"
    ///     kind = "security"
    ///     reason = "reads beyond the end"
    ///     version = "1.4.2"
    /// "#)?;
    /// let stable = policy.tiers(Phase::Stable).get(Tier::Stable);
    /// assert_eq!((stable.breaks, stable.notice), (Permit::Bump(Bump::Major), Notice::new(2, 90)));
    ///
    /// let error = Policy::from_toml("packges = []\nnext = 'huge'").unwrap_err();
    /// assert_eq!(error.to_string(), "\
    /// line 1, column 1: unknown key `packges`: did you mean `packages`?
    /// line 2, column 8: `next` cannot be `huge`: write `pre-release`, `patch`, `minor` or `major`");
    /// # Ok::<(), stability_policy::PolicyError>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, PolicyError> {
        let mut mistakes = Mistakes::in_text(text);
        let mut policy = Self::default();
        if text.len() > LONGEST {
            let length = text.len();
            mistakes.add(0..0, format_args!("a policy of {length} bytes"), "write at most 1 MiB");
        } else if let Some(root) = parse(text, &mut mistakes) {
            Table::root(&root, &mut mistakes).closed(|root| settings::read(root, &mut policy));
        }
        mistakes.check(text)?;
        Ok(policy)
    }

    /// The first version of `cargo stability` that may read this text, where `[tool]` states one, whatever else is in it: an earlier
    /// one may not know all of its keys.
    pub fn minimum_tool_of(text: &str) -> Option<Version> {
        let mut mistakes = Mistakes::in_text(text);
        let root = parse(text, &mut mistakes).filter(|_| text.len() <= LONGEST)?;
        Table::root(&root, &mut mistakes)
            .table("tool", settings::tool)
            .flatten()
    }
}

/// The root table; `None` where the text is no TOML but for doubled keys, of which the first one is taken.
fn parse<'t>(text: &'t str, mistakes: &mut Mistakes) -> Option<DeTable<'t>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut readable = true;
    for error in errors {
        let span = error.span().unwrap_or_default();
        if error.message() == TWICE {
            let key = Quoted(text.get(span.clone()).unwrap_or_default());
            mistakes.add(span, format_args!("{key} is written twice"), "keep one");
        } else {
            mistakes.add(span, error.message(), "write TOML, as <https://toml.io> has it");
            readable = false;
        }
    }
    readable.then(|| root.into_inner())
}
