use object::write::{Object, StandardSegment, pe};
use object::{Architecture, BinaryFormat, Endianness, SectionKind};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{SectionError, lines};

const ONE: &str = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#;
const TWO: &str = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika::cli"}"#;
const AREAS: &str = r#"{"areas":["CLI"]}"#;

/// Two objects' lines, with what a linker puts between them and behind them.
fn text() -> Vec<u8> {
    format!("{ONE}\n{AREAS}\n\0\0\0{TWO}\n\0").into_bytes()
}

/// An object with `text` in the section of its form.
fn object(format: BinaryFormat, architecture: Architecture, text: &[u8]) -> Vec<u8> {
    let mut object = Object::new(format, architecture, Endianness::Little);
    let name = match format {
        BinaryFormat::MachO => "__stability",
        BinaryFormat::Coff => ".stblity",
        _ => ".stability",
    };
    let segment = object.segment_name(StandardSegment::Data).to_vec();
    object.add_section(segment.clone(), b".other".to_vec(), SectionKind::Data);
    let section = object.add_section(segment, name.into(), SectionKind::ReadOnlyData);
    object.append_section_data(section, text, 1);
    object.write().expect("it is a whole object")
}

fn elf(text: &[u8]) -> Vec<u8> {
    object(BinaryFormat::Elf, Architecture::X86_64, text)
}

/// A linked image for Windows.
fn image(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = pe::Writer::new(true, 0x1000, 0x200, &mut bytes);
    writer.reserve_dos_header();
    writer.reserve_nt_headers(0);
    writer.reserve_section_headers(1);
    let length = u32::try_from(text.len()).expect("it is short");
    let range = writer.reserve_section(*b".stblity", object::pe::SectionFlags(0x4000_0040), length, length);
    writer.write_empty_dos_header().expect("the header is reserved");
    writer.write_nt_headers(pe::NtHeaders {
        machine: object::pe::IMAGE_FILE_MACHINE_AMD64,
        time_date_stamp: 0,
        characteristics: object::pe::IMAGE_FILE_EXECUTABLE_IMAGE,
        major_linker_version: 0,
        minor_linker_version: 0,
        address_of_entry_point: 0,
        image_base: 0x1_4000_0000,
        major_operating_system_version: 0,
        minor_operating_system_version: 0,
        major_image_version: 0,
        minor_image_version: 0,
        major_subsystem_version: 0,
        minor_subsystem_version: 0,
        subsystem: object::pe::IMAGE_SUBSYSTEM_WINDOWS_CUI,
        dll_characteristics: object::pe::DllFlags(0),
        size_of_stack_reserve: 0,
        size_of_stack_commit: 0,
        size_of_heap_reserve: 0,
        size_of_heap_commit: 0,
    });
    writer.write_section_headers();
    writer.write_section(range.file_offset, text);
    bytes
}

/// A wasm module with `text` in a custom section, between two others.
fn wasm(text: &[u8]) -> Vec<u8> {
    let custom = |name: &str, text: &[u8]| {
        let mut section = leb128(name.len());
        section.extend(name.bytes());
        section.extend(text);
        [vec![0], leb128(section.len()), section].concat()
    };
    [
        b"\0asm\x01\0\0\0".to_vec(),
        custom("before", b"{\"stability\":"),
        custom(".stability", text),
        custom("producers", b"\0"),
    ]
    .concat()
}

fn leb128(number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = number;
    while rest > 0x7f {
        bytes.push(u8::try_from(rest & 0x7f).expect("it has seven bits") | 0x80);
        rest >>= 7;
    }
    bytes.push(u8::try_from(rest).expect("it has seven bits"));
    bytes
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = b"!<arch>\n".to_vec();
    for (name, data) in members {
        let header = format!(
            "{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n",
            format!("{name}/"),
            0,
            0,
            0,
            644,
            data.len()
        );
        bytes.extend(header.bytes());
        bytes.extend(*data);
        if data.len() % 2 == 1 {
            bytes.push(b'\n');
        }
    }
    bytes
}

/// A universal binary of these files.
fn universal(files: &[&[u8]]) -> Vec<u8> {
    let head = 8 + 20 * files.len();
    let mut bytes = [0xcafe_babe_u32.to_be_bytes(), number(files.len())].concat();
    let mut offset = head;
    for (at, file) in files.iter().enumerate() {
        let processor: u32 = if at == 0 { 0x0100_0007 } else { 0x0100_000c };
        for word in [
            processor.to_be_bytes(),
            [0; 4],
            number(offset),
            number(file.len()),
            [0; 4],
        ] {
            bytes.extend(word);
        }
        offset += file.len();
    }
    for file in files {
        bytes.extend(*file);
    }
    bytes
}

fn number(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("it is small").to_be_bytes()
}

/// A file of every form.
fn every_form() -> Vec<(&'static str, Vec<u8>)> {
    let text = text();
    let object = |format, architecture| object(format, architecture, &text);
    let macho = object(BinaryFormat::MachO, Architecture::Aarch64);
    let fat = universal(&[
        &object(BinaryFormat::MachO, Architecture::X86_64),
        &archive(&[("a.o", &macho)]),
    ]);
    vec![
        ("ELF", elf(&text)),
        ("ELF of 32 bits", object(BinaryFormat::Elf, Architecture::Arm)),
        ("Mach-O", macho.clone()),
        ("COFF", object(BinaryFormat::Coff, Architecture::X86_64)),
        ("PE", image(&text)),
        ("wasm", wasm(&text)),
        (
            "an archive",
            archive(&[
                ("lib.rmeta", b"rust\0\0\0\x09metadata of 20 bytes"),
                ("a.o", &elf(&text)),
            ]),
        ),
        ("a universal binary", fat),
    ]
}

#[test]
fn lines_are_found_in_every_form() {
    for (form, file) in every_form() {
        let times = if form == "a universal binary" { 2 } else { 1 };
        assert_eq!(lines(&file), Ok([ONE, AREAS, TWO].repeat(times)), "{form}");
    }
}

#[test]
fn members_are_read_in_their_order() {
    let (one, two) = (elf(format!("{ONE}\n").as_bytes()), elf(format!("{TWO}\n").as_bytes()));
    assert_eq!(lines(&archive(&[("a.o", &one), ("b.o", &two)])), Ok(vec![ONE, TWO]));
    assert_eq!(lines(&archive(&[("b.o", &two), ("a.o", &one)])), Ok(vec![TWO, ONE]));
}

#[track_caller]
fn refused(file: &[u8]) -> String {
    lines(file).expect_err("it is refused").to_string()
}

#[test]
fn a_file_that_is_not_an_object_is_refused() {
    for file in [
        "",
        "#!/bin/sh\n",
        "{\"schema\":\"stability/contract@1\"}",
        "MZ but nothing behind it",
    ] {
        assert_eq!(
            refused(file.as_bytes()),
            "this is not an object file, a program or a library: name an rlib, an executable, a cdylib, a staticlib or a wasm module"
        );
    }
}

#[test]
fn a_file_without_records_is_no_empty_list() {
    for file in [
        elf(b""),
        elf(b"\0\0"),
        wasm(b""),
        archive(&[("a.o", &elf(b"")), ("a.txt", b"a text of more than 16 bytes")]),
    ] {
        assert_eq!(lines(&file), Err(SectionError::WithoutRecords));
    }
    assert!(refused(&elf(b"")).starts_with("this was built without records: turn on the feature `embed`"));
}

#[test]
fn a_broken_member_is_named() {
    let whole = elf(&text());
    let cut = archive(&[("whole.o", &whole), ("cut.o", &whole[..whole.len() / 2])]);
    let error = refused(&cut);
    assert!(error.starts_with("`cut.o` is malformed or cut short ("), "{error}");
    assert!(error.ends_with("): build it again"), "{error}");

    let error = refused(&archive(&[("whole.o", &whole)])[..200]);
    assert!(error.starts_with("`whole.o` is malformed or cut short ("), "{error}");
    let error = refused(&elf(&text())[..100]);
    assert!(error.starts_with("the file is malformed or cut short ("), "{error}");
    let fat = universal(&[b"no object, although it has enough bytes"]);
    assert_eq!(
        refused(&fat),
        "`X86_64` is malformed or cut short (it is not an object file): build it again"
    );
}

#[test]
fn a_thin_archive_is_refused() {
    let mut thin = archive(&[("a.o", &elf(&text()))]);
    thin[..8].copy_from_slice(b"!<thin>\n");
    assert_eq!(lines(&thin), Err(SectionError::ThinArchive));
}

#[test]
fn bitcode_is_refused_anywhere_in_a_file() {
    let bitcode = b"BC\xC0\xDE and what the compiler makes of it later";
    let member = |member: &str| SectionError::Bitcode {
        member: member.to_owned(),
    };
    assert_eq!(lines(bitcode), Err(member("")));
    let mixed = archive(&[("a.o", &elf(&text())), ("b.o", bitcode)]);
    assert_eq!(lines(&mixed), Err(member("b.o")));
    let error = refused(&mixed);
    assert!(
        error.starts_with("`b.o` is LLVM bitcode and not an object") && error.contains("without `lto`"),
        "{error}"
    );
}

#[test]
fn garbage_in_the_section_is_shown() {
    let at = ONE.len() + 1;
    for (text, offset, found) in [
        (format!("{ONE}\nwhatever\n"), at, "whatever\\n"),
        (
            format!("{ONE}\n{TWO}"),
            at,
            "{\\\"stability\\\":2,\\\"package\\\":\\\"nika\\\",",
        ),
        (format!("{ONE}\n\0\0{{}}\n"), at + 2, "{}\\n"),
    ] {
        let expected = SectionError::Garbage {
            member: String::new(),
            offset,
            found: found.to_owned(),
        };
        assert_eq!(lines(&elf(text.as_bytes())), Err(expected), "{text:?}");
    }
    let error = refused(&archive(&[("a.o", &elf(b"\xff\xfe\n"))]));
    assert!(
        error.contains("records of `a.o` has at byte 0") && error.contains("`\\xff\\xfe\\n`"),
        "{error}"
    );
}

#[test]
fn a_compressed_section_is_refused() {
    let mut object = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
    let section = object.add_section(Vec::new(), b".stability".to_vec(), SectionKind::Other);
    // The header of a section that is compressed with zlib, and nothing behind it.
    let header: Vec<u8> = [
        [1_u64.to_le_bytes(); 1],
        [64_u64.to_le_bytes(); 1],
        [1_u64.to_le_bytes(); 1],
    ]
    .concat()
    .concat();
    object.append_section_data(section, &header, 8);
    object.section_mut(section).flags = object::SectionFlags::Elf {
        sh_type: object::elf::SHT_PROGBITS,
        sh_flags: object::elf::SectionFlags(0x800),
    };
    let file = object.write().expect("it is a whole object");
    assert_eq!(lines(&file), Err(SectionError::Compressed { member: String::new() }));
}

/// Files of a few bytes that say they hold the same part a thousand times.
#[test]
fn parts_that_overlap_are_not_read_again_and_again() {
    let macho = object(BinaryFormat::MachO, Architecture::X86_64, &text());
    let mut fat = universal(&vec![&macho[..]; 1000]);
    let first = fat[16..24].to_vec();
    for at in 0..1000 {
        fat[8 + 20 * at + 8..][..8].copy_from_slice(&first);
    }
    fat.truncate(8 + 20 * 1000 + macho.len());
    let error = refused(&fat);
    assert!(error.contains("overlap"), "{error}");
}

/// An object for a machine of 64 bits whose `sections` sections all have the name that begins `table`, which is that long.
fn sharing_a_name(sections: usize, table: &[u8]) -> Vec<u8> {
    let mut file = elf(&text());
    let at = file.len() as u64;
    file.extend(table);
    let headers = (file.len() as u64).next_multiple_of(8);
    file.resize(usize::try_from(headers).expect("it is short"), 0);
    for index in 0..=sections {
        let mut header = [0; 64];
        if index > 0 {
            // The kind is that of a table of strings: the first one holds the names.
            header[4] = 3;
        }
        if index == 1 {
            header[24..32].copy_from_slice(&at.to_le_bytes());
            header[32..40].copy_from_slice(&(table.len() as u64).to_le_bytes());
        }
        file.extend(header);
    }
    file[40..48].copy_from_slice(&headers.to_le_bytes());
    let count = u16::try_from(sections + 1).expect("they are few");
    file[60..62].copy_from_slice(&count.to_le_bytes());
    file[62..64].copy_from_slice(&1_u16.to_le_bytes());
    file
}

/// Each is read as many times as there are sections: a thousand times 64,000 bytes, out of a file of twice that length.
#[test]
fn a_name_that_sections_share_is_not_read_again_and_again() {
    let long = [&vec![b'x'; 64_000][..], b"\0"].concat();
    let error = refused(&sharing_a_name(1000, &long));
    assert!(error.contains("parts of the file overlap"), "{error}");
    // Linkers do let sections share a short one.
    let short = sharing_a_name(1000, b".text.of_a_function\0");
    assert_eq!(lines(&short), Err(SectionError::WithoutRecords));
    // The search for the end of a name that has none costs as much.
    let error = refused(&sharing_a_name(1000, &vec![b'x'; 64_000]));
    assert!(error.starts_with("the file is malformed or cut short ("), "{error}");
}

/// An archive with the long name `name`, and `members` members that are called so.
fn archive_sharing_a_name(members: usize, name: &[u8]) -> Vec<u8> {
    let header = |name: &str, length: usize| {
        let fields = format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{length:<10}`\n", 0, 0, 0, 644);
        fields.into_bytes()
    };
    let mut file = b"!<arch>\n".to_vec();
    file.extend(header("//", name.len()));
    file.extend(name);
    for _ in 0..members {
        file.extend(header("/0", 0));
    }
    file
}

#[test]
fn a_name_that_members_share_is_not_read_again_and_again() {
    let long = [&vec![b'x'; 64_000][..], b"/\n\n"].concat();
    let error = refused(&archive_sharing_a_name(1000, &long[..64_002]));
    assert!(error.contains("parts of the file overlap"), "{error}");
    // A name is shown only so far.
    assert!(error.len() < 1000, "{} bytes", error.len());
    let short = archive_sharing_a_name(1000, b"a_member_of_more_than_16.o/\n");
    assert_eq!(lines(&short), Err(SectionError::WithoutRecords));
}

/// The name of each member has that of the archive around it, which is put together for none of them.
#[test]
fn the_name_of_an_archive_is_not_copied_for_each_member() {
    let empty: Vec<(&str, &[u8])> = vec![("a.o", b""); 1000];
    let inner = archive(&empty);
    let mut file = archive_sharing_a_name(0, &[&vec![b'x'; 64_000][..], b"/\n"].concat());
    let member = format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "/0", 0, 0, 0, 644, inner.len());
    file.extend(member.bytes());
    file.extend(&inner);
    assert_eq!(lines(&file), Err(SectionError::WithoutRecords));
}

#[test]
fn archives_in_archives_end() {
    let mut file = elf(&text());
    for _ in 0..10 {
        file = archive(&[("a.a", &file)]);
    }
    let error = refused(&file);
    assert!(error.contains("files are nested too deeply"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]

    #[test]
    fn a_file_that_is_cut_says_no_more_than_the_whole((form, file) in select(every_form()), at in any::<Index>()) {
        let cut = &file[..at.index(file.len())];
        if let Ok(found) = lines(cut) {
            prop_assert!(found.iter().all(|line| [ONE, AREAS, TWO].contains(line)), "{form}: {found:?}");
        }
    }

    #[test]
    fn a_file_with_a_changed_byte_is_read_or_refused((_, mut file) in select(every_form()), at in any::<Index>(), byte in any::<u8>()) {
        let at = at.index(file.len());
        file[at] = byte;
        if let Ok(found) = lines(&file) {
            prop_assert!(found.iter().map(|line| line.len()).sum::<usize>() <= file.len());
        }
    }

    #[test]
    fn bytes_behind_a_magic_number_are_read_or_refused((_, file) in select(every_form()), keep in 4_usize..64, rest in any::<Vec<u8>>()) {
        let file = [&file[..keep.min(file.len())], &rest].concat();
        let _ = lines(&file);
    }
}
