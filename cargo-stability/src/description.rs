//! What rustdoc says of a library in JSON, made beside what rustc makes of it, from the same call of cargo.
//!
//! So nothing is compiled a second time for it: `cargo rustdoc` would check every dependency again. Which file a description belongs
//! to follows from the bytes of that file, since cargo may put it anywhere:
//!
//! ```text
//! <folder>/<library><hash of cargo>/<library>.json   what rustdoc wrote
//!                                  /error            what it said where it failed
//!                                  /artefacts        the hash of each file that rustc wrote
//! ```

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, io};

use anyhow::{Error, Result, bail};

use crate::files;
use crate::process::error_text;

/// The largest description that is read, in bytes.
const MAX_DESCRIPTION: u64 = 256 * 1024 * 1024;

/// The variable by which the macros write no record.
const DESCRIBES: &str = "CARGO_STABILITY_DESCRIBES";

const ARTEFACTS: &str = "artefacts";
const ERROR: &str = "error";

/// Options of rustc that rustdoc takes too, with a value.
const SHARED: [&str; 11] = [
    "--crate-name",
    "--crate-type",
    "--edition",
    "--cfg",
    "--check-cfg",
    "--extern",
    "--target",
    "--sysroot",
    "-L",
    "-C",
    "-Z",
];

/// Options of rustc with a value that rustdoc does without.
const OWN: [&str; 21] = [
    "--allow",
    "--warn",
    "--force-warn",
    "--deny",
    "--forbid",
    "--cap-lints",
    "--color",
    "--diagnostic-width",
    "--emit",
    "--error-format",
    "--explain",
    "--json",
    "--out-dir",
    "--print",
    "--remap-path-prefix",
    "-A",
    "-D",
    "-F",
    "-W",
    "-l",
    "-o",
];

/// A call of rustc that compiles a library.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// The compiler.
    rustc: PathBuf,
    /// The library, as paths begin with it.
    pub library: String,
    /// What cargo adds to the name of each file.
    hash: String,
    /// Where rustc writes.
    out: PathBuf,
    /// What rustdoc is called with.
    arguments: Vec<OsString>,
}

impl Call {
    /// The call with these arguments, of which the first are programs; `None` where it compiles no library.
    pub fn of(arguments: &[OsString]) -> Option<Self> {
        let is_option = |it: &OsString| it.as_encoded_bytes().starts_with(b"-");
        let first = arguments.iter().position(is_option)?;
        let mut call = Self {
            rustc: arguments[..first].last()?.into(),
            library: String::new(),
            hash: String::new(),
            out: PathBuf::new(),
            arguments: Vec::new(),
        };
        let mut is_library = false;
        let mut rest = arguments[first..].iter();
        while let Some(argument) = rest.next() {
            let Some(text) = argument.to_str() else {
                // Only the names of files need not be text.
                call.arguments.push(argument.clone());
                continue;
            };
            if !text.starts_with('-') {
                call.arguments.push(argument.clone());
                continue;
            }
            let Some((option, value)) = split(text) else {
                continue;
            };
            let value = match value {
                Some(value) => OsString::from(value),
                None => rest.next()?.clone(),
            };
            let word = value.to_str().unwrap_or_default();
            match option {
                "--crate-name" => word.clone_into(&mut call.library),
                "--crate-type" => is_library |= word != "bin",
                "--out-dir" => call.out = PathBuf::from(&value),
                "-C" => {
                    if let Some(hash) = word.strip_prefix("extra-filename=") {
                        hash.clone_into(&mut call.hash);
                    }
                }
                _ => {}
            }
            if SHARED.contains(&option) && !word.starts_with("incremental=") {
                call.arguments.extend([OsString::from(option), value]);
            }
        }
        (is_library && !call.library.is_empty()).then_some(call)
    }

    /// Lets rustdoc describe the library into `folder`. Without a name it is the one beside rustc.
    pub fn describe(&self, rustdoc: Option<&OsStr>, folder: &Path) -> io::Result<Describing> {
        let folder = folder.join(self.unit());
        match fs::remove_dir_all(&folder) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(reason),
            _ => fs::create_dir_all(&folder)?,
        }
        let beside = self
            .rustc
            .with_file_name(format!("rustdoc{}", std::env::consts::EXE_SUFFIX));
        let rustdoc = match rustdoc {
            Some(rustdoc) => rustdoc,
            None if beside.is_file() => beside.as_os_str(),
            None => OsStr::new("rustdoc"),
        };
        let mut call = Command::new(rustdoc);
        // Not in force for cargo: build scripts see it, and some run again for it.
        call.env("RUSTC_BOOTSTRAP", "1").env(DESCRIBES, "1");
        call.args(&self.arguments).arg("-o").arg(&folder);
        call.args(["-Zunstable-options", "--output-format=json", "--cap-lints=allow"]);
        call.args(["--document-private-items", "--document-hidden-items"]);
        call.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let started = call
            .spawn()
            .map_err(|reason| format!("cannot call `{}`: {reason}", rustdoc.display()));
        Ok(Describing { started, folder })
    }

    /// The name of the library and what cargo adds to it, which no other library of a target folder has.
    pub fn unit(&self) -> String {
        format!("{}{}", self.library, self.hash)
    }

    /// What rustdoc says of the library, in JSON, with `folder` for its files. Without a name it is the one beside rustc.
    pub fn described(&self, rustdoc: Option<&OsStr>, folder: &Path) -> Result<Vec<u8>> {
        let Describing { started, folder } = self.describe(rustdoc, folder)?;
        let output = started.map_err(Error::msg)?.wait_with_output()?;
        if !output.status.success() {
            bail!("rustdoc failed:\n{}", error_text(&output.stderr));
        }
        files::read_bytes(&folder.join(&self.library).with_extension("json"), MAX_DESCRIPTION)
    }

    /// Writes down which files rustc made, after it has.
    pub fn finish(&self, describing: Describing) -> io::Result<()> {
        let Describing { started, folder } = describing;
        let error = match started.map(Child::wait_with_output) {
            Ok(ended) => {
                let output = ended?;
                (!output.status.success()).then(|| format!("rustdoc failed:\n{}", error_text(&output.stderr)))
            }
            Err(error) => Some(error),
        };
        if let Some(error) = error {
            fs::write(folder.join(ERROR), error)?;
        }
        let mut hashes = String::new();
        for entry in fs::read_dir(&self.out)? {
            let entry = entry?;
            if self.is_made(&entry.file_name()) {
                let _ = writeln!(hashes, "{}", hash(&fs::read(entry.path())?));
            }
        }
        fs::write(folder.join(ARTEFACTS), hashes)
    }

    /// Whether a file has the name of one that this call makes.
    fn is_made(&self, file: &OsStr) -> bool {
        let name = file.to_string_lossy();
        let names = [name.strip_prefix("lib").unwrap_or(&name), &name];
        let is_made = |name: &str| {
            let rest = name
                .strip_prefix(&self.library)
                .and_then(|rest| rest.strip_prefix(&self.hash));
            rest.is_some_and(|ending| ending.starts_with('.') && ending != ".d")
        };
        names.into_iter().any(is_made)
    }
}

/// The options with a value in a call of rustc. What is not text is left out: only the names of files may be so.
pub fn options(arguments: &[OsString]) -> Vec<(&'static str, String)> {
    let mut options = Vec::new();
    let mut words = arguments.iter().filter_map(|it| it.to_str());
    while let Some(word) = words.next() {
        if let Some((option, value)) = word.starts_with('-').then(|| split(word)).flatten() {
            let value = value.or_else(|| words.next()).unwrap_or_default();
            options.push((option, value.to_owned()));
        }
    }
    options
}

/// An option and its value, where that is in the same word; `None` for an option without one.
fn split(text: &str) -> Option<(&'static str, Option<&str>)> {
    let known = |option: &str| SHARED.into_iter().chain(OWN).find(|known| *known == option);
    if text.starts_with("--") {
        let (option, value) = text
            .split_once('=')
            .map_or((text, None), |(it, value)| (it, Some(value)));
        return match option {
            "--codegen" => Some(("-C", value)),
            _ => Some((known(option)?, value)),
        };
    }
    let (option, value) = text.split_at_checked(2)?;
    Some((known(option)?, (!value.is_empty()).then_some(value)))
}

/// A rustdoc that runs.
pub struct Describing {
    started: Result<Child, String>,
    folder: PathBuf,
}

fn hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The description of the library in a file with these bytes; `None` where `folder` has no such.
pub fn find(folder: &Path, library: &str, bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    let hash = hash(bytes);
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(None);
    };
    for entry in entries {
        let folder = entry?.path();
        let artefacts = files::read_text_if_present(&folder.join(ARTEFACTS), files::MAX_TEXT)?;
        let is_it = |text: String| text.lines().any(|line| line == hash);
        if !artefacts.is_some_and(is_it) {
            continue;
        }
        if let Some(error) = files::read_text_if_present(&folder.join(ERROR), files::MAX_TEXT)? {
            bail!("{error}");
        }
        let file = folder.join(library).with_extension("json");
        return files::read_bytes(&file, MAX_DESCRIPTION).map(Some);
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(line: &str) -> Option<Call> {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        Call::of(&arguments)
    }

    #[test]
    fn rustdoc_has_what_decides_on_the_source() {
        let line = "/bin/rustc --crate-name nika --edition=2024 src/lib.rs --error-format=json --json=artifacts --crate-type lib \
                    --emit=dep-info,metadata,link -C embed-bitcode=no --cfg feature=\"x\" -Cincremental=i -C metadata=0 \
                    -C extra-filename=-0f --out-dir /t/deps -L dependency=/t/deps --extern a=/t/deps/liba.rmeta -Dwarnings -W unused \
                    --codegen opt-level=1 -g -l z --cap-lints=warn";
        let call = call(line).unwrap();
        let kept = "--crate-name nika --edition 2024 src/lib.rs --crate-type lib -C embed-bitcode=no --cfg feature=\"x\" -C metadata=0 \
                    -C extra-filename=-0f -L dependency=/t/deps --extern a=/t/deps/liba.rmeta -C opt-level=1";
        assert_eq!(
            call,
            Call {
                rustc: "/bin/rustc".into(),
                library: "nika".to_owned(),
                hash: "-0f".to_owned(),
                out: "/t/deps".into(),
                arguments: kept.split(' ').map(OsString::from).collect(),
            }
        );
        for (file, is_made) in [
            ("libnika-0f.rlib", true),
            ("nika-0f.dll", true),
            ("nika-0f.d", false),
            ("libnika-0e.rlib", false),
        ] {
            assert_eq!(call.is_made(file.as_ref()), is_made, "{file}");
        }
    }

    #[test]
    fn only_libraries_are_described() {
        assert_eq!(call("rustc -vV"), None);
        assert_eq!(
            call("rustc --crate-name build_script_build --crate-type bin build.rs"),
            None
        );
        assert!(call("cache rustc --crate-name m --crate-type=proc-macro lib.rs").is_some());
    }
}
