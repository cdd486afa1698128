//! Why a file has no lines to give.

use thiserror::Error;

use super::Member;

/// The most of a name that is shown, in characters.
const SHOWN: usize = 200;

/// Why a file has no lines to give. A member is named where the file is an archive or a universal binary, and is empty where
/// it is the file itself.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SectionError {
    /// No compiler or linker writes such a file.
    #[error(
        "this is not an object file, a program or a library: name an rlib, an executable, a cdylib, a staticlib or a wasm module"
    )]
    NotAnObject,
    /// The file is broken.
    #[error("{}is malformed or cut short ({reason}): build it again", subject(.member))]
    Malformed {
        /// The member.
        member: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The archive only names its members.
    #[error(
        "this is a thin archive, which only names its members: name the files themselves, or build a whole archive"
    )]
    ThinArchive,
    /// The file is for a later compiler, not for a machine.
    #[error(
        "{}is LLVM bitcode and not an object, so its records cannot be read: build it without `lto` and \
         `-C linker-plugin-lto`, or read the program that is linked from it",
        subject(.member)
    )]
    Bitcode {
        /// The member.
        member: String,
    },
    /// The file was built without records.
    #[error(
        "this was built without records: turn on the feature `embed` of `stability-runtime`; if it is on, the package has no \
         attribute of `stability`, or the program never names the package: write `use package as _;`"
    )]
    WithoutRecords,
    /// The section is compressed.
    #[error("the section with the records of {}is compressed: link it without compression of sections", subject(.member))]
    Compressed {
        /// The member.
        member: String,
    },
    /// The section holds something else.
    #[error(
        "the section with the records of {}has at byte {offset} text that is not a line of a contract, `{found}`: it is damaged, or \
         another tool writes to a section of this name",
        subject(.member)
    )]
    Garbage {
        /// The member.
        member: String,
        /// Where in the section.
        offset: usize,
        /// How it starts, with what cannot be shown escaped.
        found: String,
    },
    /// There is more text than a contract has.
    #[error(
        "the sections with the records of {}have more text than the file or than {} MiB: they overlap, or are not records",
        subject(.member),
        super::MAX_TEXT / (1024 * 1024)
    )]
    TooLong {
        /// The member.
        member: String,
    },
}

impl SectionError {
    pub(super) fn malformed(member: Member<'_>, reason: &dyn ToString) -> Self {
        Self::Malformed {
            member: member.to_string(),
            reason: reason.to_string(),
        }
    }

    pub(super) fn garbage(member: Member<'_>, offset: usize, found: &[u8]) -> Self {
        let shown = &found[..found.len().min(32)];
        Self::Garbage {
            member: member.to_string(),
            offset,
            found: shown.escape_ascii().to_string(),
        }
    }
}

/// The member or the file, and a space.
fn subject(member: &str) -> String {
    if member.is_empty() {
        "the file ".to_owned()
    } else {
        let rest = if member.chars().nth(SHOWN).is_some() { "…" } else { "" };
        let shown: String = member.chars().take(SHOWN).collect();
        format!("`{}{rest}` ", shown.escape_debug())
    }
}
