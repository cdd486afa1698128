//! Asks rustc about pieces of code against a library that was just built. Nothing is run, and nothing is generated but metadata.
//!
//! All pieces are modules of one crate, so that one run answers them all. The lines of an error say which piece it is about. An error
//! can hide others, so the pieces without one are asked again without the rest, until rustc accepts what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};

use crate::build::BuiltFile;
use crate::context::Context;

/// What comes before the text that a constant says of itself, by a panic of its evaluation.
const MARK: &str = "probe:";

/// What all pieces can use. A reference becomes a pointer of the same type, and no reference to what it derefs to; an argument can be
/// left open; an output can capture a lifetime, as before the edition 2024.
pub const HELPERS: &str = "use ::std::marker::PhantomData;
fn of<T: ?Sized>(_: *const T) -> PhantomData<*mut T> { PhantomData }
fn any<T>() -> T { loop {} }
trait Captures<T: ?Sized> {}
impl<T: ?Sized, U: ?Sized> Captures<T> for U {}
";

/// A piece of code about a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// What must compile whatever the answer is: an error here is no answer.
    pub setup: String,
    /// What rustc accepts or refuses.
    pub usage: String,
    /// What closes it.
    pub end: String,
    /// Whether it calls a macro: only whether an arm matches is asked.
    pub is_macro: bool,
    /// Whether it implements one item of a trait, and leaves out the rest.
    pub is_of_member: bool,
}

impl Question {
    /// A constant that says the text `t` of itself, which the statements write.
    pub fn saying(statements: &str) -> Self {
        Self {
            usage: format!(
                "const TEXT: Text = {{ let mut t = Text::new(); {statements} t.byte(b';') }};\n\
                 const SAID: &str = {{ let t: &Text = &TEXT; t.as_str() }};\nconst _: () = panic!(\"{{}}\", SAID);"
            ),
            ..Self::default()
        }
    }
}

/// What rustc says of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    Accepted,
    /// What was promised does not hold, with rustc's message.
    Refused(String),
    /// A constant said this of itself.
    Said(String),
    /// It failed for another reason.
    Failed(String),
}

/// Files of libraries, by name.
pub type Crates = BTreeMap<String, PathBuf>;

/// The libraries that pieces can name.
pub struct Libraries<'a> {
    pub context: &'a Context,
    /// The files, by the names of the libraries.
    pub files: Crates,
    /// What is compiled for, where that was said.
    pub target: Option<&'a str>,
    /// The folder that is built into.
    pub folder: &'a Path,
    /// The folder to call rustc in, whose toolchain is in force.
    pub place: &'a Path,
}

impl<'a> Libraries<'a> {
    pub fn of(files: &[BuiltFile], target: Option<&'a str>, folder: &'a Path, context: &'a Context) -> Self {
        let is_rust = |it: &&BuiltFile| it.is_library && it.path.extension().is_some_and(|it| it == "rlib");
        let files = files.iter().filter(is_rust).filter_map(|it| {
            let name = it.path.file_stem()?.to_str()?;
            Some((name.strip_prefix("lib").unwrap_or(name).to_owned(), it.path.clone()))
        });
        Self {
            context,
            files: files.collect(),
            target,
            folder,
            place: &context.folder,
        }
    }

    /// The file of a crate that one of the libraries was compiled with. Its name ends in a hash, which the metadata of the
    /// library has too; others of that name beside it are of other builds.
    pub fn dependency(&self, name: &str) -> Result<PathBuf, String> {
        let start = format!("lib{name}-");
        let mut found = BTreeMap::new();
        for library in self.files.values() {
            let bytes = fs::read(library).map_err(|reason| reason.to_string())?;
            let finder = |hash: &str| bytes.windows(hash.len()).any(|it| it == hash.as_bytes());
            let folder = library.parent().map(|it| it.join("deps")).unwrap_or_default();
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
                let is_library = path.extension().is_some_and(|it| it == "rlib");
                if let Some(hash) = stem.strip_prefix(&start).filter(|_| is_library)
                    && finder(&format!("-{hash}"))
                {
                    found.insert(hash.to_owned(), path.clone());
                }
            }
        }
        match found.len() {
            0 => Err(format!("no file of the library `{name}` was found")),
            1 => Ok(found.into_values().next().unwrap_or_default()),
            _ => Err(format!("the build has several libraries `{name}`")),
        }
    }

    /// The answer to each question. `others` are further crates that they name.
    pub fn ask(&self, others: &Crates, questions: &[Question]) -> Result<Vec<Verdict>> {
        self.answers(others, "", questions, false)
    }

    /// The same, with more that all pieces can use. What has no error where others have errors of types alone is taken to be accepted:
    /// rustc looks at all bodies then.
    pub fn ask_quickly(&self, others: &Crates, helpers: &str, questions: &[Question]) -> Result<Vec<Verdict>> {
        self.answers(others, helpers, questions, true)
    }

    fn answers(&self, others: &Crates, helpers: &str, questions: &[Question], is_quick: bool) -> Result<Vec<Verdict>> {
        let mut verdicts: Vec<Option<Verdict>> = vec![None; questions.len()];
        let folder = tempfile::tempdir_in(self.folder)?;
        let file = folder.path().join("lib.rs");
        loop {
            let open: Vec<usize> = (0..questions.len()).filter(|at| verdicts[*at].is_none()).collect();
            if open.is_empty() {
                break;
            }
            let (text, places) = Self::source(helpers, questions, &open);
            fs::write(&file, text)?;
            let errors = self.errors(others, &file, folder.path())?;
            let Some(errors) = errors else {
                for at in open {
                    verdicts[at] = Some(Verdict::Accepted);
                }
                break;
            };
            let mut found = BTreeMap::<usize, Vec<(bool, &Error)>>::new();
            for error in &errors {
                let place = error
                    .line(&file)
                    .and_then(|line| places.iter().find(|it| it.all.contains(&line)).map(|it| (it, line)));
                if let Some((place, line)) = place {
                    found
                        .entry(place.question)
                        .or_default()
                        .push((place.usage.contains(&line), error));
                }
            }
            if found.is_empty() {
                // Something is wrong with the crate as a whole.
                let reason = errors.first().map_or("rustc failed", |it| it.message.as_str());
                for at in open {
                    verdicts[at] = Some(Verdict::Failed(reason.to_owned()));
                }
                break;
            }
            for (at, errors) in found {
                verdicts[at] = Some(verdict(&questions[at], &errors));
            }
            if is_quick && errors.iter().all(Error::is_late) {
                for verdict in &mut verdicts {
                    verdict.get_or_insert(Verdict::Accepted);
                }
            }
        }
        let missing = || Verdict::Failed("rustc said nothing of it".to_owned());
        Ok(verdicts.into_iter().map(|it| it.unwrap_or_else(missing)).collect())
    }

    fn source(helpers: &str, questions: &[Question], open: &[usize]) -> (String, Vec<Place>) {
        let mut text = String::from("#![allow(warnings)]\n");
        text.push_str(HELPERS);
        text.push_str(helpers);
        let mut line = text.lines().count() + 1;
        let mut places = Vec::new();
        for at in open {
            let Question { setup, usage, end, .. } = &questions[*at];
            let parts = [
                format!("mod w{at} {{ use super::*;\n{setup}\n"),
                format!("{usage}\n"),
                format!("{end}\n}}\n"),
            ];
            let starts: Vec<usize> = parts
                .iter()
                .scan(line, |line, part| {
                    let start = *line;
                    *line += part.lines().count();
                    Some(start)
                })
                .collect();
            let first = line;
            line += parts.iter().map(|part| part.lines().count()).sum::<usize>();
            places.push(Place {
                question: *at,
                all: first..line,
                usage: starts[1]..starts[2],
            });
            text.extend(parts);
        }
        (text, places)
    }

    /// The errors of rustc; `None` where it accepts the file.
    fn errors(&self, others: &Crates, file: &Path, out: &Path) -> Result<Option<Vec<Error>>> {
        let rustc = self.context.rustc.clone().unwrap_or_else(|| "rustc".into());
        let mut call = Command::new(rustc);
        call.current_dir(self.place).arg(file);
        call.args([
            "--crate-name=stability_witness",
            "--crate-type=lib",
            "--edition=2021",
            "--emit=metadata",
        ]);
        call.args(["--error-format=json", "--cap-lints=allow"])
            .arg("--out-dir")
            .arg(out);
        if let Some(target) = self.target {
            call.arg("--target").arg(target);
        }
        let mut folders = BTreeSet::new();
        for (name, path) in self.files.iter().chain(others) {
            call.arg("--extern")
                .arg(joined(&[name.as_ref(), "=".as_ref(), path.as_os_str()]));
        }
        folders.extend(self.files.values().filter_map(|it| Some(it.parent()?.join("deps"))));
        // Macros of procedures are built for the host.
        folders.insert(self.folder.join("debug/deps"));
        for folder in folders.iter().filter(|it| it.is_dir()) {
            call.arg("-L")
                .arg(joined(&["dependency=".as_ref(), folder.as_os_str()]));
        }
        let output = self.context.processes.output(&mut call)?;
        if output.status.success() {
            return Ok(None);
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        let diagnostics = stderr
            .lines()
            .filter_map(|line| serde_json::from_str::<Error>(line).ok());
        let errors: Vec<Error> = diagnostics.filter(|it| it.level.starts_with("error")).collect();
        if errors.is_empty() {
            return Err(anyhow!("rustc failed: {}", stderr.trim()));
        }
        Ok(Some(errors))
    }
}

fn joined(parts: &[&OsStr]) -> OsString {
    parts.iter().copied().collect()
}

/// The lines of a question.
struct Place {
    question: usize,
    all: Range<usize>,
    usage: Range<usize>,
}

/// What the errors of one question say.
fn verdict(question: &Question, errors: &[(bool, &Error)]) -> Verdict {
    let said = errors.iter().find_map(|(_, error)| error.said());
    if let Some(said) = said {
        return Verdict::Said(said);
    }
    if question.is_macro {
        // Whether what an arm writes compiles is another matter, and those errors have numbers.
        return match errors.iter().find(|(_, error)| error.code.is_none()) {
            None => Verdict::Accepted,
            Some((true, error)) if error.is_of_matching() && error.is_direct() => Verdict::Refused(error.text()),
            Some((_, error)) => Verdict::Failed(error.text()),
        };
    }
    let is_about_it = |error: &Error| !(question.is_of_member && error.is("E0046"));
    let mut errors = errors.iter().filter(|(_, error)| is_about_it(error)).peekable();
    let first = errors.peek().copied();
    let outside = errors.find(|(is_usage, error)| !is_usage || !error.is_refusal());
    match (outside, first) {
        (Some((_, error)), _) => Verdict::Failed(error.text()),
        (None, Some((_, error))) => Verdict::Refused(error.text()),
        (None, None) => Verdict::Accepted,
    }
}

/// An error in rustc's JSON.
#[derive(Debug, Deserialize)]
struct Error {
    message: String,
    level: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
    #[serde(default)]
    children: Vec<Child>,
}

#[derive(Debug, Deserialize)]
struct Code {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Child {
    message: String,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
    label: Option<String>,
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

impl Error {
    /// The line of the file that it is about, that of the call where it is in a macro.
    fn line(&self, file: &Path) -> Option<usize> {
        let mut primary = self.spans.iter().filter(|it| it.is_primary);
        primary.find_map(|span| {
            let mut span = span;
            loop {
                if Path::new(&span.file_name) == file {
                    return Some(span.line_start);
                }
                span = &span.expansion.as_ref()?.span;
            }
        })
    }

    /// Whether it says that something is of another type or kind than was promised. Names that are not found, and types that cannot
    /// be inferred, say nothing of that.
    fn is_refusal(&self) -> bool {
        const CODES: [&str; 21] = [
            "E0049", "E0050", "E0053", "E0057", "E0061", "E0080", "E0195", "E0271", "E0276", "E0277", "E0308", "E0309",
            "E0310", "E0477", "E0491", "E0495", "E0521", "E0597", "E0643", "E0659", "E0700",
        ];
        const STARTS: [&str; 2] = [
            "lifetime may not live long enough",
            "`impl` item signature doesn't match",
        ];
        let starts_so = || STARTS.iter().any(|start| self.message.starts_with(start));
        let code = self.code.as_ref();
        code.map_or_else(starts_so, |code| CODES.contains(&code.code.as_str()))
    }

    fn is(&self, code: &str) -> bool {
        self.code.as_ref().is_some_and(|it| it.code == code)
    }

    /// Whether it is in the file itself, and not in what a macro wrote.
    fn is_direct(&self) -> bool {
        self.spans.iter().any(|it| it.is_primary && it.expansion.is_none())
    }

    /// Whether names were resolved before it, so that it hides no other error. The last line of rustc only counts.
    fn is_late(&self) -> bool {
        self.is_refusal() || self.message.starts_with("aborting due to")
    }

    fn is_of_matching(&self) -> bool {
        self.message.starts_with("no rules expected") || self.message.starts_with("unexpected end of macro invocation")
    }

    /// What a constant said of itself.
    fn said(&self) -> Option<String> {
        let labels = self.spans.iter().filter_map(|it| it.label.as_deref());
        let texts = labels
            .chain([self.message.as_str()])
            .chain(self.children.iter().map(|it| it.message.as_str()));
        texts
            .filter_map(|text| text.split_once(MARK))
            .find_map(|(_, rest)| Some(rest.split_once(';')?.0.to_owned()))
    }

    /// Its message with what rustc expected and found.
    fn text(&self) -> String {
        let details = self
            .children
            .iter()
            .find(|it| it.message.contains("expected") && it.message.contains("found"));
        let details = details.map(|it| it.message.split_whitespace().collect::<Vec<_>>().join(" "));
        let label = || self.spans.iter().find(|it| it.is_primary)?.label.clone();
        let code = self
            .code
            .as_ref()
            .map(|it| format!("{}: ", it.code))
            .unwrap_or_default();
        let message = self.message.split_whitespace().collect::<Vec<_>>().join(" ");
        match details.or_else(label).filter(|it| *it != message) {
            Some(details) => format!("{code}{message} ({details})"),
            None => format!("{code}{message}"),
        }
    }
}
