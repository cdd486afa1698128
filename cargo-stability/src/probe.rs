//! What rustdoc does not say of a public item, and rustc does: a crate of constants and functions about a library that was just built,
//! compiled and never run.
//!
//! | asked | of | stored in |
//! |---|---|---|
//! | value | constants that are not of a primitive type, and associated constants | `value` |
//! | auto traits | outputs without a name: `impl Trait`, `async fn` | `output_implements` |
//! | variance | parameters of types | `variance` |
//! | whether a value can be dropped after what it borrows | parameters of types | `may_dangle` |
//! | size and alignment | types whose `repr` promises a layout | `size` |
//!
//! An answer that rustc does not give is not known, and never an error. The answers are kept beside the library until that changes.

mod value;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use stability_policy::shape::compare::owner;
use stability_policy::shape::model::{Adt, Detail, Function, ItemShape, Shape};

use crate::build::{Build, BuiltFile};
use crate::context::Context;
use crate::files;
use crate::shape::Package;
use crate::witness::{Libraries, Paths, Question, Scope, Verdict, Versions, WHERE_PARAMETERS_ARE, Writer, find};

/// The auto traits that users rely on: by the path of their definition, and by that which code can name.
const AUTO: [(&str, &str); 5] = [
    ("std::marker::Send", "::std::marker::Send"),
    ("std::marker::Sync", "::std::marker::Sync"),
    ("std::marker::Unpin", "::std::marker::Unpin"),
    ("std::panic::unwind_safe::RefUnwindSafe", "::std::panic::RefUnwindSafe"),
    ("std::panic::unwind_safe::UnwindSafe", "::std::panic::UnwindSafe"),
];

/// What is asked of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Slot {
    Value,
    AutoTrait(String),
    Variance(String, String),
    Drop(String),
    Size,
}

/// The key of an item, and what rustc says of it.
type Answer = (String, Slot, Verdict);

/// The packages with what rustc says of their items.
pub fn complete(
    mut packages: Vec<Package>,
    build: &Build<'_>,
    files: &[BuiltFile],
    context: &Context,
) -> Result<Vec<Package>> {
    for package in &mut packages {
        let of_package: Vec<BuiltFile> = files.iter().filter(|it| it.package == package.name).cloned().collect();
        let libraries = Libraries {
            place: build.folder,
            ..Libraries::of(&of_package, build.selection.target.as_deref(), build.target, context)
        };
        let root = build.manifest.parent().unwrap_or(build.folder);
        let shape = &mut package.described.shape;
        if libraries.files.contains_key(&package.library) && has_questions(shape) {
            let answers = answers(shape, &libraries, root);
            context.processes.check_interrupt()?;
            // What rustc cannot be asked about stays not known.
            for (key, slot, verdict) in answers.unwrap_or_default() {
                if let Some(item) = shape.items.get_mut(&key) {
                    store(item, &slot, &verdict);
                }
            }
            shape.items.values_mut().for_each(settle);
        }
    }
    Ok(packages)
}

fn has_questions(shape: &Shape) -> bool {
    shape
        .items
        .iter()
        .any(|(key, item)| !slots(shape, key, item).is_empty())
}

/// The answers to all questions about a shape: those of the last time, where neither that nor the library has changed.
fn answers(shape: &Shape, libraries: &Libraries<'_>, root: &Path) -> Result<Vec<Answer>> {
    let kept = Kept::of(shape, libraries)?;
    if let Some(answers) = kept.read() {
        return Ok(answers);
    }
    let asked = RefCell::default();
    drop(questions(shape, libraries, &Paths::new(), &asked));
    let (paths, crates) = find(&asked.into_inner(), libraries, &Versions::of(root))?;
    let questions = questions(shape, libraries, &paths, &RefCell::default());
    let only: Vec<Question> = questions.iter().map(|(_, _, question)| question.clone()).collect();
    let verdicts = libraries.ask_quickly(&crates, value::HELPERS, &only)?;
    let answers = questions.into_iter().zip(verdicts);
    let answers: Vec<Answer> = answers.map(|((key, slot, _), verdict)| (key, slot, verdict)).collect();
    kept.write(&answers)?;
    Ok(answers)
}

/// Where the answers are kept.
struct Kept {
    file: PathBuf,
    /// What they depend on.
    key: String,
}

impl Kept {
    fn of(shape: &Shape, libraries: &Libraries<'_>) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        serde_json::to_string(shape)?.hash(&mut hasher);
        for library in libraries.files.values() {
            let metadata = fs::metadata(library)?;
            (
                library,
                metadata.len(),
                metadata.modified()?.duration_since(UNIX_EPOCH).ok(),
            )
                .hash(&mut hasher);
        }
        let name = libraries.files.keys().next().map_or("", String::as_str);
        Ok(Self {
            file: libraries.folder.join("probes").join(name).with_extension("json"),
            key: format!("{:016x}", hasher.finish()),
        })
    }

    fn read(&self) -> Option<Vec<Answer>> {
        let (key, answers): (String, Vec<Answer>) = serde_json::from_slice(&fs::read(&self.file).ok()?).ok()?;
        (key == self.key).then_some(answers)
    }

    fn write(&self, answers: &[Answer]) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(files::replace(
            &self.file,
            &serde_json::to_string(&(&self.key, answers))?,
        )?)
    }
}

/// What is asked of an item.
fn slots(shape: &Shape, key: &str, item: &ItemShape) -> Vec<Slot> {
    let around = owner(key)
        .and_then(|owner| shape.items.get(&owner))
        .map(|it| &it.detail);
    match &item.detail {
        // The items of a trait depend on who implements it.
        Detail::Constant { .. } | Detail::Function(_) if matches!(around, Some(Detail::Trait(_))) => Vec::new(),
        Detail::Constant { type_, value: None, .. } if value::statements(type_).is_some() => vec![Slot::Value],
        Detail::Function(function) if is_unnamed(function) => {
            let names = AUTO
                .iter()
                .flat_map(|(name, _)| [String::new(), WHERE_PARAMETERS_ARE.to_owned()].map(|it| format!("{name}{it}")));
            names.map(Slot::AutoTrait).collect()
        }
        Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt) => {
            let variances = parameters(adt).into_iter().flat_map(|parameter| {
                ["covariant", "contravariant"].map(|word| Slot::Variance(parameter.clone(), word.to_owned()))
            });
            let size = (promises_layout(&adt.repr) && adt.generics.is_empty()).then_some(Slot::Size);
            let drops = parameters(adt).into_iter().map(Slot::Drop);
            variances.chain(drops).chain(size).collect()
        }
        _ => Vec::new(),
    }
}

fn is_unnamed(function: &Function) -> bool {
    function.is_async || function.output.contains("(impl ")
}

/// The parameters of a type that have a variance.
fn parameters(adt: &Adt) -> Vec<String> {
    let (mut lifetimes, mut others) = (0, 0);
    let mut found = Vec::new();
    for param in &adt.generics {
        if param == "'" {
            found.push(format!("'T{lifetimes}"));
            lifetimes += 1;
        } else {
            if !param.starts_with("const ") {
                found.push(format!("T{others}"));
            }
            others += 1;
        }
    }
    found
}

fn promises_layout(repr: &str) -> bool {
    let is_promise = |word: &str| {
        word == "C"
            || word == "transparent"
            || word.starts_with(['i', 'u']) && word[1..].starts_with(|it: char| it.is_ascii_digit() || it == 's')
    };
    repr.split(", ").filter(|word| !word.is_empty()).any(is_promise)
}

/// The questions that can be written.
fn questions(
    shape: &Shape,
    libraries: &Libraries<'_>,
    paths: &Paths,
    asked: &RefCell<BTreeSet<String>>,
) -> Vec<(String, Slot, Question)> {
    let names: BTreeSet<String> = libraries.files.keys().cloned().collect();
    let mut found = Vec::new();
    for (key, item) in &shape.items {
        let id = key.split_once(' ').map_or(key.as_str(), |(_, id)| id);
        for slot in slots(shape, key, item) {
            let scope = Scope {
                libraries: &names,
                shape,
                item: id,
                self_: None,
                paths,
                asked,
            };
            let mut writer = Writer { old: shape, scope };
            if let Some(question) = question(&mut writer, key, item, &slot) {
                found.push((key.clone(), slot, question));
            }
        }
    }
    found
}

fn question(writer: &mut Writer<'_>, key: &str, item: &ItemShape, slot: &Slot) -> Option<Question> {
    match (slot, &item.detail) {
        (Slot::Value, Detail::Constant { type_, .. }) => {
            let path = writer.constant(key).ok()?;
            let statements = value::statements(type_)?;
            Some(Question::saying(&format!("let v = &{path}; {statements}")))
        }
        (Slot::Size, _) => {
            let ty = writer.own_type(item).ok()?.0;
            let numbers = ["usize", &ty].map(|ty| format!("::std::mem::size_of::<{ty}>() as u128"));
            let [pointer, size] = numbers;
            Some(Question::saying(&format!(
                "t = t.number({pointer} * 8).word(\"-bit: \").number({size}).word(\" bytes aligned to \")\
                 .number(::std::mem::align_of::<{ty}>() as u128);"
            )))
        }
        (Slot::Variance(parameter, word), _) => writer.variance(item, parameter, word).ok(),
        (Slot::Drop(parameter), _) => writer.drop_after(item, parameter).ok(),
        (Slot::AutoTrait(name), Detail::Function(function)) => {
            let (name, is_conditional) = match name.strip_suffix(WHERE_PARAMETERS_ARE) {
                Some(name) => (name, true),
                None => (name.as_str(), false),
            };
            let (_, path) = AUTO.iter().find(|(it, _)| *it == name)?;
            let mut call = writer.call(key, function).ok()?;
            if is_conditional && !call.require_of_parameters(path) {
                return None;
            }
            Some(call.having(path))
        }
        _ => None,
    }
}

/// Puts an answer into the shape.
fn store(item: &mut ItemShape, slot: &Slot, verdict: &Verdict) {
    match (slot, verdict, &mut item.detail) {
        (Slot::Value, Verdict::Said(said), Detail::Constant { value, .. }) => *value = value::shown(said),
        (Slot::Size, Verdict::Said(said), Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt)) => {
            adt.size = Some(said.clone());
        }
        (Slot::AutoTrait(name), Verdict::Accepted, Detail::Function(function)) => {
            function.output_implements.get_or_insert_default().insert(name.clone());
        }
        // That one is refused says that the others are known too.
        (Slot::AutoTrait(_), Verdict::Refused(_), Detail::Function(function)) => {
            function.output_implements.get_or_insert_default();
        }
        (
            Slot::Drop(parameter),
            Verdict::Accepted | Verdict::Refused(_),
            Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt),
        ) => {
            adt.may_dangle.insert(parameter.clone(), *verdict == Verdict::Accepted);
        }
        (
            Slot::Variance(parameter, word),
            Verdict::Accepted | Verdict::Refused(_),
            Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt),
        ) => {
            let known = adt
                .variance
                .entry(parameter.clone())
                .or_insert_with(|| "invariant".to_owned());
            if *verdict == Verdict::Accepted {
                *known = if known == "covariant" {
                    "bivariant".to_owned()
                } else {
                    word.clone()
                };
            }
        }
        _ => {}
    }
}

/// What holds for all parameters need not be said again of those that do.
fn settle(item: &mut ItemShape) {
    if let Detail::Function(function) = &mut item.detail
        && let Some(implemented) = &mut function.output_implements
    {
        let all = implemented.clone();
        implemented.retain(|it| {
            it.strip_suffix(WHERE_PARAMETERS_ARE)
                .is_none_or(|name| !all.contains(name))
        });
    }
}
