//! Which packages, built how: the words that cargo has for it, with the same meaning.

use std::path::PathBuf;

use clap::Args;
use stability::contract::Build;
use stability::render::escape::is_hidden;

/// Which packages, built how.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of cargo's")]
pub struct Selection {
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH", help_heading = "Package")]
    pub manifest_path: Option<PathBuf>,
    /// Use the contract of this package of the workspace; repeat the option for more packages of one contract
    #[arg(long = "package", short, value_name = "NAME", help_heading = "Package")]
    pub packages: Vec<String>,
    /// Features to build with, separated by spaces or commas
    #[arg(long, short = 'F', value_name = "FEATURES", value_parser = visible, help_heading = "Package")]
    pub features: Vec<String>,
    /// Build with all features
    #[arg(long, help_heading = "Package")]
    pub all_features: bool,
    /// Build without the feature `default`
    #[arg(long, help_heading = "Package")]
    pub no_default_features: bool,
    /// Build for this target triple
    #[arg(long, value_name = "TRIPLE", value_parser = visible, help_heading = "Build")]
    pub target: Option<String>,
    /// Build below this folder; by default, below `stability` in the workspace's target folder
    #[arg(long, value_name = "FOLDER", help_heading = "Build")]
    pub target_dir: Option<PathBuf>,
    /// Run without the network
    #[arg(long, help_heading = "Build")]
    pub offline: bool,
    /// Require that Cargo.lock stays as it is
    #[arg(long, help_heading = "Build")]
    pub locked: bool,
}

/// A name that cargo repeats, unescaped, where it does not know it.
fn visible(text: &str) -> Result<String, String> {
    if text.contains(is_hidden) {
        return Err("a name must not contain control characters or invisible characters".to_owned());
    }
    Ok(text.to_owned())
}

impl Selection {
    /// The same, built as a policy says, where this names neither features nor a target.
    #[must_use]
    pub fn with_policy_build(&self, build: &Build) -> Self {
        let mut selection = self.clone();
        if self.features.is_empty() && !self.all_features && !self.no_default_features {
            selection.features.clone_from(&build.features);
            selection.all_features = build.all_features;
            selection.no_default_features = build.no_default_features;
        }
        selection.target = self.target.clone().or_else(|| build.target.clone());
        selection
    }

    /// How it builds, in the words of a policy.
    pub fn build(&self) -> Build {
        let mut build = Build::default();
        build.target.clone_from(&self.target);
        build.features = self.feature_names().map(ToOwned::to_owned).collect();
        build.all_features = self.all_features;
        build.no_default_features = self.no_default_features;
        build
    }

    /// The features by their own names.
    pub fn feature_names(&self) -> impl Iterator<Item = &str> {
        self.features
            .iter()
            .flat_map(|features| features.split([',', ' ']))
            .filter(|feature| !feature.is_empty())
    }
}
