//! A contract in which a merge has left its markers: what each side of the merge promised.

use std::ops::RangeInclusive;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use stability::Contract;

use crate::files;
use crate::git::Git;
use crate::output::printable;
use crate::process::Processes;

/// What a text with the markers of a merge holds.
#[derive(Debug, PartialEq, Eq)]
struct Conflict {
    /// The lines of each place, from its first marker to its last, counted from 1.
    lines: Vec<RangeInclusive<usize>>,
    ours: String,
    theirs: String,
}

/// Which side of a place a line is on.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

impl Conflict {
    /// The places where `text` has the markers of a merge; `None` where it has none. A line of JSON never begins as they do.
    fn of(text: &str) -> Option<Self> {
        let mut conflict = Self {
            lines: Vec::new(),
            ours: String::new(),
            theirs: String::new(),
        };
        let (mut side, mut first) = (Side::Both, 1);
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let next = match (side, line.get(..7)) {
                (_, Some("<<<<<<<")) => Side::Ours,
                (Side::Ours, Some("|||||||")) => Side::Base,
                (Side::Ours | Side::Base, Some("=======")) => Side::Theirs,
                (Side::Theirs, Some(">>>>>>>")) => {
                    conflict.lines.push(first..=number);
                    Side::Both
                }
                _ => {
                    if matches!(side, Side::Both | Side::Ours) {
                        conflict.ours += line;
                    }
                    if matches!(side, Side::Both | Side::Theirs) {
                        conflict.theirs += line;
                    }
                    continue;
                }
            };
            if next == Side::Ours {
                first = number;
            }
            side = next;
        }
        if side != Side::Both {
            conflict.lines.push(first..=text.lines().count());
        }
        (!conflict.lines.is_empty()).then_some(conflict)
    }

    /// `line 3 to 9 and line 20 to 24`.
    fn places(&self) -> String {
        let places = self
            .lines
            .iter()
            .map(|it| format!("lines {} to {}", it.start(), it.end()));
        places.collect::<Vec<_>>().join(" and ")
    }
}

/// Refuses the text of a contract that has the markers of a merge.
pub fn refuse(path: &Path, text: &str) -> Result<()> {
    match Conflict::of(text) {
        None => Ok(()),
        Some(conflict) => bail!(
            "`{}` has the conflict markers of a merge in {}: call `cargo stability bless`, which judges what the source promises now \
             against both sides, and records it",
            printable(path),
            conflict.places()
        ),
    }
}

/// What each side of a merge promised, with words for the side; `None` where the file at `path` has no markers. A side is what git has of
/// it, or else what the file has.
pub fn sides(path: &Path, processes: &Processes) -> Result<Option<[(&'static str, Contract); 2]>> {
    let Some(text) = files::read_text_if_present(path, files::MAX_CONTRACT)? else {
        return Ok(None);
    };
    let Some(conflict) = Conflict::of(&text) else {
        return Ok(None);
    };
    let git = path.parent().and_then(|folder| Git::around(folder, processes).ok());
    let side = |name: &'static str, stage: u8, written: &str| {
        let staged = git.as_ref().and_then(|git| git.staged(stage, path));
        let staged = staged.and_then(|bytes| String::from_utf8(bytes).ok());
        let contract = Contract::from_json(staged.as_deref().unwrap_or(written)).map_err(|reason| {
            anyhow!(
                "`{}` has the conflict markers of a merge in {}, and {name} of it is not a contract: {reason}: take one side with git, \
                 and call `cargo stability bless` again",
                printable(path),
                conflict.places()
            )
        });
        contract.map(|contract| (name, contract))
    };
    Ok(Some([
        side("our side", 2, &conflict.ours)?,
        side("their side", 3, &conflict.theirs)?,
    ]))
}

#[cfg(test)]
mod tests {
    use super::Conflict;

    #[test]
    fn each_side_is_the_text_between_its_markers() {
        let text = "{\n<<<<<<< HEAD\n  1\n||||||| base\n  0\n=======\n  2\n>>>>>>> topic\n}\n";
        let conflict = Conflict::of(text).unwrap();
        assert_eq!(
            (conflict.ours.as_str(), conflict.theirs.as_str()),
            ("{\n  1\n}\n", "{\n  2\n}\n")
        );
        assert_eq!(conflict.places(), "lines 2 to 8");
    }

    #[test]
    fn every_place_is_named_and_one_that_does_not_end_too() {
        let place = "<<<<<<< a\n=======\n>>>>>>> b\n";
        let text = format!("{place}{{}}\n{place}<<<<<<< a\nx\n");
        let places = Conflict::of(&text).unwrap().places();
        assert_eq!(places, "lines 1 to 3 and lines 5 to 7 and lines 8 to 9");
    }

    #[test]
    fn a_text_without_markers_has_no_sides() {
        for text in ["", "{}\n", "=======\n", ">>>>>>> a\n", "{ \"a\": \"\n <<<<<<< \" }"] {
            assert_eq!(Conflict::of(text), None, "{text}");
        }
    }
}
