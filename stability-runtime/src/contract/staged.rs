//! The stages in which a deprecation reaches the users of a Rust item, by the version of its package.

use semver::{Prerelease, Version};

use super::item::{Deprecated, Stages};
use super::since::Since;
use super::stage::DeprecationStage;

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Stages {
    /// Each stage that is planned, with its version, the mildest first.
    pub fn planned(&self) -> impl Iterator<Item = (DeprecationStage, &Since)> {
        let versions = [&self.announced, &self.warned, &self.denied, &self.hidden];
        let all = DeprecationStage::ALL.into_iter().zip(versions);
        all.filter_map(|(stage, since)| Some((stage, since.as_ref()?)))
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Deprecated {
    /// The stage of the deprecation in a version of its package: the last that has begun. Without a stage, the compiler
    /// warns. Of planned stages the first holds until another begins.
    pub fn stage_in(&self, version: &Version) -> DeprecationStage {
        let begun = |since: &Since| match since {
            Since::Version(since) => has_reached(version, since),
            Since::Next => true,
        };
        let Some(stages) = &self.stages else {
            return self.stage.unwrap_or(DeprecationStage::Warned);
        };
        let last = stages.planned().filter(|(_, since)| begun(since)).last();
        let first = || stages.planned().next();
        last.or_else(first).map_or(DeprecationStage::Warned, |(stage, _)| stage)
    }

    /// The version from which on the compiler tells users; `None` where it never does, or where no version is stated.
    pub fn warned_since(&self) -> Option<&Since> {
        match &self.stages {
            Some(stages) => {
                let mut told = stages
                    .planned()
                    .filter(|(stage, _)| *stage > DeprecationStage::Announced);
                told.next().map(|(_, since)| since)
            }
            None => self.since.as_ref().filter(|_| !self.is_only_announced()),
        }
    }

    /// Whether no version is planned in which the compiler tells users.
    pub fn is_only_announced(&self) -> bool {
        match &self.stages {
            Some(stages) => stages.planned().all(|(stage, _)| stage == DeprecationStage::Announced),
            None => self.stage == Some(DeprecationStage::Announced),
        }
    }
}

/// Whether `version` is `target` or later. A pre-release counts as the release that it leads to, unless `target` is one too.
fn has_reached(version: &Version, target: &Version) -> bool {
    let mut version = version.clone();
    if target.pre.is_empty() {
        version.pre = Prerelease::EMPTY;
    }
    version.cmp_precedence(target).is_ge()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    fn in_version(stages: &Stages, version: &str) -> &'static str {
        let deprecated = Deprecated {
            stages: Some(stages.clone()),
            ..Deprecated::default()
        };
        deprecated.stage_in(&version.parse().unwrap()).as_str()
    }

    fn since(text: &str) -> Since {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_stage_that_has_begun_holds() {
        let stages = Stages {
            announced: Some(since("1.4.0")),
            warned: Some(since("1.5.0")),
            hidden: Some(since("2.0.0")),
            ..Stages::default()
        };
        for (version, stage) in [
            ("1.3.0", "announced"),
            ("1.4.9", "announced"),
            ("1.5.0-rc.1", "warned"),
            ("1.9.0", "warned"),
            ("2.0.0-alpha.1", "hidden"),
            ("3.0.0", "hidden"),
        ] {
            assert_eq!(in_version(&stages, version), stage, "{version}");
        }
        let next = Stages {
            announced: Some(since("next")),
            ..Stages::default()
        };
        assert_eq!(in_version(&next, "1.3.0"), "announced");
    }

    #[test]
    fn an_announcement_alone_warns_nobody() {
        let mut deprecated = Deprecated {
            since: Some(since("1.4.0")),
            ..Deprecated::default()
        };
        let warned = |it: &Deprecated| it.warned_since().map(ToString::to_string);
        assert_eq!(warned(&deprecated).as_deref(), Some("1.4.0"));
        deprecated.stage = Some(DeprecationStage::Announced);
        assert_eq!((warned(&deprecated), deprecated.is_only_announced()), (None, true));
        deprecated.stage = Some(DeprecationStage::Hidden);
        assert_eq!(warned(&deprecated).as_deref(), Some("1.4.0"));
        deprecated.stages = Some(Stages {
            announced: Some(since("1.4.0")),
            denied: Some(since("2.0.0")),
            ..Stages::default()
        });
        assert_eq!(warned(&deprecated).as_deref(), Some("2.0.0"));
    }

    #[test]
    fn stages_are_spelled_as_attributes_spell_them() {
        for stage in DeprecationStage::ALL {
            assert_eq!(stage.to_string().parse(), Ok(stage));
        }
        assert!("loud".parse::<DeprecationStage>().is_err());
    }
}
