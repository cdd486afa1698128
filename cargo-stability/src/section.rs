//! The lines of a contract in a built file, which is read and not run.
//!
//! Built with the feature `embed` of `stability-runtime`, each object holds the lines of its records in a section of its own,
//! and a linker lays those of one program side by side. [`lines`] finds them in ELF, Mach-O, PE, COFF and wasm, in objects and
//! in what is linked of them, and in the archives that are rlibs and static libraries.
//!
//! The reader spends from a budget of bytes, and tests count it; no test looks at a clock. An archive with a member that is
//! LLVM bitcode alone is refused, since what it holds is not known.

mod error;
#[cfg(test)]
mod tests;

use std::fmt;

use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile, MachOFatFile32, MachOFatFile64};
use object::{BinaryFormat, CompressionFormat, File, FileKind, Object as _, ObjectSection as _};
use stability::contract::lines::is_first;
use stability::registry::SECTIONS;

pub use self::error::SectionError;

/// The most text that is read of one file, in bytes.
pub const MAX_TEXT: usize = 256 * 1024 * 1024;

/// How deep files are nested: objects in archives in a universal binary.
const MAX_DEPTH: usize = 3;

/// How often the bytes of a file may be read as names: linkers let sections share the end of a name.
const MAX_NAMES: usize = 4;

/// The part of a file that a name without an end may cost: its search goes through the whole table of names.
const UNREADABLE_NAME: usize = 64;

/// The lines of `file`, in its order, without their ends. Nothing is copied.
///
/// The lines of a library that is linked twice are there twice; [`Contract::from_lines`](stability::Contract::from_lines)
/// counts them once.
///
/// # Errors
///
/// See [`SectionError`]. A file without records is one of them, never an empty list.
pub fn lines(file: &[u8]) -> Result<Vec<&str>, SectionError> {
    let mut reader = Reader {
        lines: Vec::new(),
        text_left: file.len().min(MAX_TEXT),
        visits_left: file.len().saturating_mul(MAX_DEPTH + 1),
        names_left: file.len().saturating_mul(MAX_NAMES),
        bitcode: None,
    };
    if !reader.read(file, Member::WHOLE, MAX_DEPTH)? {
        return Err(SectionError::NotAnObject);
    }
    // What is in bitcode, nobody knows: what was found beside it may not be everything.
    if let Some(member) = reader.bitcode {
        return Err(SectionError::Bitcode { member });
    }
    if reader.lines.is_empty() {
        return Err(SectionError::WithoutRecords);
    }
    Ok(reader.lines)
}

/// What was found, and how many more bytes may be looked at, as text, as files and as names: a file whose parts overlap would be
/// read again and again.
struct Reader<'a> {
    lines: Vec<&'a str>,
    text_left: usize,
    visits_left: usize,
    names_left: usize,
    bitcode: Option<String>,
}

impl<'a> Reader<'a> {
    /// Reads a file, or the part of one called `member`; says whether it is of a form that is known.
    fn read(&mut self, bytes: &'a [u8], member: Member<'_>, depth: usize) -> Result<bool, SectionError> {
        let malformed = |reason: &dyn ToString| SectionError::malformed(member, reason);
        spend(&mut self.visits_left, bytes.len(), member)?;
        if is_bitcode(bytes) {
            self.bitcode.get_or_insert_with(|| member.to_string());
            return Ok(true);
        }
        let Ok(kind) = FileKind::parse(bytes) else {
            return Ok(false);
        };
        match kind {
            FileKind::Archive | FileKind::MachOFat32 | FileKind::MachOFat64 if depth == 0 => {
                return Err(malformed(&"files are nested too deeply"));
            }
            FileKind::Archive => self.read_archive(bytes, member, depth - 1)?,
            FileKind::MachOFat32 => {
                let fat = MachOFatFile32::parse(bytes).map_err(|error| malformed(&error))?;
                self.read_fat(&fat, bytes, member, depth - 1)?;
            }
            FileKind::MachOFat64 => {
                let fat = MachOFatFile64::parse(bytes).map_err(|error| malformed(&error))?;
                self.read_fat(&fat, bytes, member, depth - 1)?;
            }
            // It names what another library has, and holds nothing.
            FileKind::CoffImport => {}
            FileKind::DyldCache => return Ok(false),
            _ => {
                let file = File::parse(bytes).map_err(|error| malformed(&error))?;
                self.read_object(&file, bytes.len(), member)?;
            }
        }
        Ok(true)
    }

    fn read_archive(&mut self, bytes: &'a [u8], outer: Member<'_>, depth: usize) -> Result<(), SectionError> {
        let malformed = |member: Member<'_>, error: object::Error| SectionError::malformed(member, &error);
        let archive = ArchiveFile::parse(bytes).map_err(|error| malformed(outer, error))?;
        if archive.is_thin() {
            return Err(SectionError::ThinArchive);
        }
        for member in archive.members() {
            let member = member.map_err(|error| malformed(outer, error))?;
            let name = outer.with(member.name());
            // Members may share a name in the table of long names.
            spend(&mut self.names_left, member.name().len(), name)?;
            let data = member.data(bytes).map_err(|error| malformed(name, error))?;
            // Metadata of the compiler and whatever else lies in an archive holds no records.
            self.read(data, name, depth)?;
        }
        Ok(())
    }

    fn read_fat<F: FatArch>(
        &mut self,
        fat: &MachOFatFile<'a, F>,
        bytes: &'a [u8],
        outer: Member<'_>,
        depth: usize,
    ) -> Result<(), SectionError> {
        for arch in fat.arches() {
            let architecture = format!("{:?}", arch.architecture());
            let name = outer.with(architecture.as_bytes());
            let data = arch
                .data(bytes)
                .map_err(|error| SectionError::malformed(name, &error))?;
            if !self.read(data, name, depth)? {
                return Err(SectionError::malformed(name, &"it is not an object file"));
            }
        }
        Ok(())
    }

    fn read_object(&mut self, file: &File<'a>, length: usize, member: Member<'_>) -> Result<(), SectionError> {
        let malformed = |error: object::Error| SectionError::malformed(member, &error);
        for section in file.sections() {
            let name = match section.name_bytes() {
                Ok(name) => name,
                Err(error) if file.format() == BinaryFormat::Elf => return Err(malformed(error)),
                // In the other forms our name is in the header of the section, and a name elsewhere is not ours: what was
                // stripped refers to a table that was taken away.
                Err(_) => {
                    spend(&mut self.names_left, length / UNREADABLE_NAME, member)?;
                    continue;
                }
            };
            // Sections may share a name in the table of names.
            spend(&mut self.names_left, name.len(), member)?;
            if !SECTIONS.iter().any(|ours| name == ours.as_bytes()) {
                continue;
            }
            let range = section.compressed_file_range().map_err(malformed)?;
            if range.format != CompressionFormat::None {
                return Err(SectionError::Compressed {
                    member: member.to_string(),
                });
            }
            let text = section.data().map_err(malformed)?;
            self.text_left = self
                .text_left
                .checked_sub(text.len())
                .ok_or_else(|| SectionError::TooLong {
                    member: member.to_string(),
                })?;
            self.read_text(text, member)?;
        }
        Ok(())
    }

    /// Parts the text of a section into lines. Linkers fill up with zeros between those of two objects.
    fn read_text(&mut self, text: &'a [u8], member: Member<'_>) -> Result<(), SectionError> {
        let garbage = |at: &[u8]| SectionError::garbage(member, at.as_ptr().addr() - text.as_ptr().addr(), at);
        let mut rest = text;
        loop {
            let zeros = rest.iter().take_while(|byte| **byte == 0).count();
            rest = &rest[zeros..];
            if rest.is_empty() {
                return Ok(());
            }
            // A line that has no end was cut off.
            let end = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .ok_or_else(|| garbage(rest))?;
            let line = str::from_utf8(&rest[..end]).map_err(|_| garbage(rest))?;
            // What an object has starts with the line that names its package.
            let is_start = zeros > 0 || rest.len() == text.len();
            if !line.starts_with('{') || is_start && !is_first(line) {
                return Err(garbage(rest));
            }
            self.lines.push(line);
            rest = &rest[end + 1..];
        }
    }
}

/// LLVM's own form of what the compiler has not yet made an object of, bare or wrapped.
fn is_bitcode(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BC\xC0\xDE") || bytes.starts_with(&[0xDE, 0xC0, 0x17, 0x0B])
}

/// Takes `cost` from what may still be looked at.
fn spend(left: &mut usize, cost: usize, member: Member<'_>) -> Result<(), SectionError> {
    *left = left
        .checked_sub(cost)
        .ok_or_else(|| SectionError::malformed(member, &"parts of the file overlap"))?;
    Ok(())
}

/// A file in a file. Its name is put together only where an error tells it: each name holds those around it.
#[derive(Clone, Copy)]
struct Member<'m> {
    outer: Option<&'m Member<'m>>,
    name: &'m [u8],
}

impl<'m> Member<'m> {
    /// The file itself.
    const WHOLE: Self = Self { outer: None, name: b"" };

    fn with(&'m self, name: &'m [u8]) -> Self {
        Self {
            outer: Some(self).filter(|outer| !outer.name.is_empty()),
            name,
        }
    }
}

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            write!(f, "{outer}/")?;
        }
        f.write_str(&String::from_utf8_lossy(self.name))
    }
}
