//! What is generated and stored in the repository: as it was at the baseline, and as it is now.
//!
//! Stored artefacts are compared with the commit of the baseline. Where that is not certain, nothing is compared, and a note
//! says so.

use std::path::{Path, PathBuf};

use anyhow::Result;
use stability::contract::Item;
use stability::{Contract, Kind};
use stability_policy::ArtefactState;

use crate::baseline::Baseline;
use crate::context::Context;
use crate::files;
use crate::git::Git;
use crate::source::Source;
use crate::workspace::folder_of;

/// The stored artefacts of `promised`, which is what the baseline says; `None` where their earlier state is not known.
pub fn states(
    source: &Source,
    baseline: &Baseline,
    promised: &Contract,
    context: &Context,
) -> Result<Option<Vec<ArtefactState>>> {
    let stored = stored(source, promised);
    if stored.is_empty() {
        return Ok(None);
    }
    let git = Git::around(&source.scope.folder, &context.processes).ok();
    let commits = git.as_ref().map(|git| {
        let commits = stored.iter().map(|it| commit_of(git, source, baseline, &it.package));
        commits.collect::<Result<Option<Vec<String>>>>()
    });
    let (Some(git), Some(commits)) = (git, commits.transpose()?.flatten()) else {
        // The contract says what was in them.
        if promised
            .items()
            .iter()
            .all(|item| item.kind != Kind::Artefact || is_recorded(item))
        {
            return Ok(None);
        }
        let note = "generated output is not compared with an earlier state: no commit of this history contains the current baseline";
        context.output.note(note);
        return Ok(None);
    };
    let states = stored.into_iter().zip(commits).map(|(artefact, commit)| {
        let Stored { id, folder, path, .. } = artefact;
        let before = git.file_at(&commit, &git.relative(folder)?.join(&path))?;
        let after = files::read_bytes_if_present(&folder.join(&path), files::MAX_TEXT)?;
        let (before, after) = texts(before, after);
        Ok(ArtefactState { id, before, after })
    });
    states.collect::<Result<_>>().map(Some)
}

/// Whether the contract says what is in an artefact, or nothing is promised of that.
fn is_recorded(item: &Item) -> bool {
    item.contents.is_some() || item.signature.as_deref() == Some("free")
}

/// Whether it is stored in one file; of several, the contract says what was in them.
fn is_one_file(item: &Item) -> bool {
    item.kind == Kind::Artefact && !item.name.contains('*')
}

/// An artefact that is stored in the repository.
struct Stored<'a> {
    id: String,
    package: String,
    /// The folder of its package.
    folder: &'a Path,
    /// Its path below that.
    path: PathBuf,
}

/// The artefacts of a contract.
fn stored<'a>(source: &'a Source, promised: &Contract) -> Vec<Stored<'a>> {
    let artefacts = promised.items().iter().filter(|item| is_one_file(item));
    let found = artefacts.filter_map(|item| {
        let package = source.scope.package(item.package.split('@').next()?)?;
        Some(Stored {
            id: item.id.clone(),
            package: package.name().to_owned(),
            folder: folder_of(&package.package),
            path: PathBuf::from(&item.name),
        })
    });
    found.collect()
}

/// The commit in which the baseline of a package is what it is.
///
/// Of the recorded one it is the last that touched its file. A file that no commit has as it is, a file from elsewhere and a
/// published release have none; nor has a history that was cut off, since its first commit seems to touch every file.
pub fn commit_of(git: &Git, source: &Source, baseline: &Baseline, package: &str) -> Result<Option<String>> {
    match baseline {
        Baseline::Shipped(shipped) => Ok(shipped.releases.get(package).map(|tag| tag.commit.clone())),
        Baseline::Revision(_) | Baseline::RecordedAt(_) | Baseline::Unreleased(Some(_), _) => {
            baseline.revision().map(|revision| git.commit(revision)).transpose()
        }
        Baseline::File(_) | Baseline::Published(_) => Ok(None),
        Baseline::Recorded | Baseline::Unreleased(None, _) => {
            let path = git.relative(&source.scope.folder)?.join(&source.scope.policy.baseline);
            let Some(commit) = git.last_commit_of(&path)? else {
                return Ok(None);
            };
            let committed = git.file_at(&commit, &path)?;
            let now = files::read_bytes(&source.scope.baseline(), files::MAX_CONTRACT).ok();
            Ok((committed == now && !git.is_shallow_at(&commit)?).then_some(commit))
        }
    }
}

/// Both as texts. Where one is not a text, each byte is taken for a character, so that other bytes are another text.
fn texts(before: Option<Vec<u8>>, after: Option<Vec<u8>>) -> (Option<String>, Option<String>) {
    let is_text = |bytes: &Option<Vec<u8>>| bytes.as_ref().is_none_or(|bytes| std::str::from_utf8(bytes).is_ok());
    let both = is_text(&before) && is_text(&after);
    let text = |bytes: Vec<u8>| {
        if both {
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            bytes.into_iter().map(char::from).collect()
        }
    };
    (before.map(text), after.map(text))
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn other_bytes_are_another_text() {
        let pair = |before: &[u8], after: &[u8]| texts(Some(before.to_vec()), Some(after.to_vec()));
        for (before, after) in [
            (&b"\xe9"[..], &b"\xe8"[..]),
            ("é".as_bytes(), &b"\xe9"[..]),
            (&b"\xff"[..], &b""[..]),
        ] {
            let (was, is) = pair(before, after);
            assert_ne!(was, is);
        }
        assert_eq!(
            pair("é".as_bytes(), "é!".as_bytes()),
            (Some("é".into()), Some("é!".into()))
        );
        assert_eq!(pair(b"\xff", b"\xff").0, pair(b"\xff", b"\xff").1);
        assert_eq!(texts(None, Some(b"a".to_vec())), (None, Some("a".into())));
    }
}
