//! The lines of a contract in a built file, which is read and not run.
//!
//! Built with the feature `embed` of `stability-runtime`, each object holds the lines of its records in a section of its own,
//! and a linker lays those of one program side by side. [`lines`] finds them in ELF, Mach-O, PE, COFF and wasm, in objects and
//! in what is linked of them, and in the archives that are rlibs and static libraries.

mod error;
#[cfg(test)]
mod tests;

use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile, MachOFatFile32, MachOFatFile64};
use object::{CompressionFormat, File, FileKind, Object as _, ObjectSection as _};
use stability::registry::SECTIONS;

pub use self::error::SectionError;

/// The most text that is read of one file, in bytes.
pub const MAX_TEXT: usize = 256 * 1024 * 1024;

/// How deep files stand inside each other: objects in archives in a universal binary.
const MAX_DEPTH: usize = 3;

/// The lines of `file`, in its order, without their ends. Nothing is copied.
///
/// The lines of a library that is linked twice stand there twice; [`Contract::from_lines`](stability::Contract::from_lines)
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
        bitcode: None,
    };
    if !reader.read(file, "", MAX_DEPTH)? {
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

/// What was found, and how much more may be looked at: a file whose parts overlap would be read again and again.
struct Reader<'a> {
    lines: Vec<&'a str>,
    text_left: usize,
    visits_left: usize,
    bitcode: Option<String>,
}

impl<'a> Reader<'a> {
    /// Reads a file, or the part of one called `member`; says whether it is of a form that is known.
    fn read(&mut self, bytes: &'a [u8], member: &str, depth: usize) -> Result<bool, SectionError> {
        let malformed = |reason: &dyn ToString| SectionError::malformed(member, reason);
        self.visits_left = self
            .visits_left
            .checked_sub(bytes.len())
            .ok_or_else(|| malformed(&"parts of the file overlap"))?;
        if is_bitcode(bytes) {
            self.bitcode = Some(member.to_owned());
            return Ok(true);
        }
        let Ok(kind) = FileKind::parse(bytes) else {
            return Ok(false);
        };
        match kind {
            FileKind::Archive | FileKind::MachOFat32 | FileKind::MachOFat64 if depth == 0 => {
                return Err(malformed(&"files stand too deep inside each other"));
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
                self.read_object(&file, member)?;
            }
        }
        Ok(true)
    }

    fn read_archive(&mut self, bytes: &'a [u8], outer: &str, depth: usize) -> Result<(), SectionError> {
        let malformed = |member: &str, error: object::Error| SectionError::malformed(member, &error);
        let archive = ArchiveFile::parse(bytes).map_err(|error| malformed(outer, error))?;
        if archive.is_thin() {
            return Err(SectionError::ThinArchive);
        }
        for member in archive.members() {
            let member = member.map_err(|error| malformed(outer, error))?;
            let name = nested(outer, &String::from_utf8_lossy(member.name()));
            let data = member.data(bytes).map_err(|error| malformed(&name, error))?;
            // Metadata of the compiler and whatever else lies in an archive holds no records.
            self.read(data, &name, depth)?;
        }
        Ok(())
    }

    fn read_fat<F: FatArch>(
        &mut self,
        fat: &MachOFatFile<'a, F>,
        bytes: &'a [u8],
        outer: &str,
        depth: usize,
    ) -> Result<(), SectionError> {
        for arch in fat.arches() {
            let name = nested(outer, &format!("{:?}", arch.architecture()));
            let data = arch
                .data(bytes)
                .map_err(|error| SectionError::malformed(&name, &error))?;
            if !self.read(data, &name, depth)? {
                return Err(SectionError::malformed(&name, &"it is no object file"));
            }
        }
        Ok(())
    }

    fn read_object(&mut self, file: &File<'a>, member: &str) -> Result<(), SectionError> {
        let malformed = |error: object::Error| SectionError::malformed(member, &error);
        for section in file.sections() {
            if !SECTIONS.iter().any(|name| section.name_bytes() == Ok(name.as_bytes())) {
                continue;
            }
            let range = section.compressed_file_range().map_err(malformed)?;
            if range.format != CompressionFormat::None {
                return Err(SectionError::Compressed {
                    member: member.to_owned(),
                });
            }
            let text = section.data().map_err(malformed)?;
            self.text_left = self
                .text_left
                .checked_sub(text.len())
                .ok_or_else(|| SectionError::TooLong {
                    member: member.to_owned(),
                })?;
            self.read_text(text, member)?;
        }
        Ok(())
    }

    /// Parts the text of a section into lines. Linkers fill up with zeros between those of two objects.
    fn read_text(&mut self, text: &'a [u8], member: &str) -> Result<(), SectionError> {
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
            if !line.starts_with("{\"stability\":") {
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

fn nested(outer: &str, member: &str) -> String {
    if outer.is_empty() {
        member.to_owned()
    } else {
        format!("{outer}/{member}")
    }
}
