//! Which versions a contract is about.

use semver::{Version, VersionReq};

/// Whether `version` is one that `scope` is about.
///
/// Cargo's rule, by which a requirement names a pre-release or means none, is about what to install. Here `>=0.80.0, <2.0.0`
/// covers `0.90.0-alpha.1` too, as what leads to 0.90.0.
pub fn covers(scope: &VersionReq, version: &Version) -> bool {
    if scope.matches(version) {
        return true;
    }
    let names_pre_releases = scope.comparators.iter().any(|comparator| !comparator.pre.is_empty());
    let release = Version::new(version.major, version.minor, version.patch);
    !version.pre.is_empty() && !names_pre_releases && scope.matches(&release)
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_pre_release_belongs_to_the_release_it_leads_to() {
        for (scope, version, expected) in [
            (">=0.80.0, <2.0.0", "0.90.0", true),
            (">=0.80.0, <2.0.0", "0.90.0-alpha.1", true),
            (">=0.80.0, <2.0.0", "2.0.0", false),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0-alpha.4", false),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0-alpha.7", true),
            (">=0.1.0-alpha.5, <=0.1.0-beta.1", "0.1.0", false),
        ] {
            let found = covers(&scope.parse().unwrap(), &version.parse().unwrap());
            assert_eq!(found, expected, "{version} in {scope}");
        }
    }
}
