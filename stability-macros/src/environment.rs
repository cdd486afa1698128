//! What the macros know besides their tokens: the package that is being compiled.

use std::env;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use semver::{Prerelease, Version};

/// The package that is being compiled, as cargo describes it. Without cargo, a part may be missing.
pub struct Environment {
    /// The package's name.
    pub package: Option<String>,
    /// The package's version.
    pub version: Option<Version>,
    root: Option<PathBuf>,
}

impl Environment {
    /// Reads what cargo tells the compiler.
    pub fn read() -> Self {
        Self {
            package: env::var("CARGO_PKG_NAME").ok(),
            version: env::var("CARGO_PKG_VERSION")
                .ok()
                .and_then(|version| version.parse().ok()),
            root: env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
        }
    }

    /// A package that is not compiled by cargo.
    #[cfg(test)]
    pub fn of(package: &str, version: &str) -> Self {
        Self {
            package: Some(package.to_owned()),
            version: version.parse().ok(),
            root: None,
        }
    }

    /// The release that the package is, or, at a pre-release, the one that it prepares.
    pub fn release(&self) -> Option<Version> {
        self.version.clone().map(|version| Version {
            pre: Prerelease::EMPTY,
            ..version
        })
    }

    /// The file of `span` below the package's folder, with `/` on every machine, and the line.
    pub fn location(&self, span: Span) -> Option<(String, u32)> {
        if !proc_macro::is_available() {
            return None;
        }
        let span = span.unwrap();
        let file = span.local_file()?;
        let line = u32::try_from(span.line()).ok()?;
        Some((self.below_root(&file), line))
    }

    fn below_root(&self, file: &Path) -> String {
        // Relative paths start where rustc was called: at the workspace's root, not the package's.
        let absolute = env::current_dir().map_or_else(|_| file.to_owned(), |folder| folder.join(file));
        let path = self
            .root
            .as_deref()
            .and_then(|root| absolute.strip_prefix(root).ok())
            // Outside the package (an `include!`, a generated file), a whole path would differ between machines.
            .or_else(|| file.file_name().map(Path::new))
            .unwrap_or(file);
        path.to_string_lossy().replace('\\', "/")
    }
}
