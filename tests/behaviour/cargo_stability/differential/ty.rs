//! Types, each of which can be written in more than one way.

use super::draw::Draw;

/// `&'static`.
pub const STATIC: usize = usize::MAX;

/// Types of the standard library, as they are written and as they are written in another way.
const STD: [(&str, &str, usize); 10] = [
    ("String", "std::string::String", 0),
    ("std::path::PathBuf", "std::path::PathBuf", 0),
    ("Vec<$0>", "std::vec::Vec<$0>", 1),
    ("Option<$0>", "core::option::Option<$0>", 1),
    ("Box<$0>", "std::boxed::Box<$0>", 1),
    ("std::cell::Cell<$0>", "core::cell::Cell<$0>", 1),
    ("std::io::Result<$0>", "Result<$0, std::io::Error>", 1),
    (
        "Result<$0, std::fmt::Error>",
        "core::result::Result<$0, core::fmt::Error>",
        1,
    ),
    ("Result<$0, $1>", "std::result::Result<$0, $1>", 2),
    (
        "std::collections::BTreeMap<$0, $1>",
        "std::collections::btree_map::BTreeMap<$0, $1>",
        2,
    ),
];

const WORDS: [&str; 9] = ["u8", "u16", "i32", "u64", "usize", "bool", "char", "f32", "()"];

#[derive(Clone, PartialEq)]
pub enum Ty {
    Word(&'static str),
    /// Which one, with its arguments.
    Std(usize, Vec<Ty>),
    Tuple(Vec<Ty>),
    Array(Box<Ty>, usize),
    Function(Vec<Ty>, Box<Ty>),
    /// With the number of its lifetime.
    Reference(usize, bool, Box<Ty>),
    Slice(Box<Ty>),
    Str,
    /// `Box<dyn Debug + …>`.
    Object(Vec<&'static str>),
    /// `Local` of the module.
    Local,
    /// The type parameter of the function with this number.
    Param(usize),
    /// The alias `Short<T>` of the module, which is `Vec<(T, u8)>`.
    Alias(Box<Ty>),
}

/// What the types in a module can name.
pub const LOCAL: &str =
    "#[derive(Clone)] pub struct Local { _x: u8 } pub type Short<T> = Vec<(T, u8)>; pub const LEN: usize = 3;";

pub const AUTO_TRAITS: [&str; 5] = [
    "Send",
    "Sync",
    "Unpin",
    "std::panic::UnwindSafe",
    "std::panic::RefUnwindSafe",
];

/// Code that relies on the auto traits of a type with these fields.
pub fn auto_traits_user<'a>(path: &str, fields: impl Iterator<Item = &'a Ty>) -> String {
    let has = Ty::Tuple(fields.cloned().collect()).auto_traits();
    let traits = AUTO_TRAITS.iter().zip(has).filter(|(_, has)| *has);
    let traits: Vec<&str> = traits.map(|(name, _)| *name).collect();
    format!(
        "fn is<T: {}>() {{}} fn is_still() {{ is::<{path}>() }}\n",
        traits.join(" + ")
    )
}

/// How it is written.
#[derive(Clone, Copy)]
pub struct Spelling<'a> {
    /// In the longer of two ways.
    pub is_long: bool,
    /// What is in front of the items of the module: nothing, `self::` or `l::`.
    pub module: &'a str,
    /// The names of lifetimes; elided where the list is empty.
    pub lifetimes: &'a [&'a str],
    pub params: &'a [&'a str],
}

pub const SHORT: Spelling<'_> = Spelling {
    is_long: false,
    module: "",
    lifetimes: &["'a", "'b", "'c", "'d"],
    params: &["T", "U", "V", "W"],
};

pub const LONG: Spelling<'_> = Spelling {
    is_long: true,
    module: "self::",
    lifetimes: &["'x", "'long", "'z", "'b"],
    params: &["A", "T", "Item", "B"],
};

/// In the code of users.
pub const USER: Spelling<'_> = Spelling { module: "l::", ..SHORT };

impl Ty {
    /// A type without lifetimes.
    pub fn closed(draw: &mut Draw, depth: usize) -> Self {
        match draw.below(if depth == 0 { 6 } else { 14 }) {
            0 | 1 => {
                let word = draw.pick(&WORDS);
                Self::Word(word)
            }
            2 => Self::Std(0, Vec::new()),
            3 => Self::Local,
            4 => Self::Reference(STATIC, false, Box::new(Self::Str)),
            5 => Self::Object(draw.some(&["Send", "Sync"])),
            6 => Self::Tuple(vec![Self::closed(draw, depth - 1), Self::closed(draw, depth - 1)]),
            7 => Self::Array(Box::new(Self::closed(draw, depth - 1)), 2 + draw.below(3)),
            8 => {
                let inputs = (0..draw.below(3)).map(|_| Self::closed(draw, depth - 1)).collect();
                Self::Function(inputs, Box::new(Self::closed(draw, 0)))
            }
            9 => Self::Alias(Box::new(Self::closed(draw, depth - 1))),
            _ => {
                let which = draw.below(STD.len());
                let args = (0..STD[which].2).map(|_| Self::closed(draw, depth - 1));
                Self::Std(which, args.collect())
            }
        }
    }

    /// Another one.
    pub fn other(draw: &mut Draw, than: &Self) -> Self {
        loop {
            let ty = Self::closed(draw, 2);
            if ty != *than {
                return ty;
            }
        }
    }

    pub fn spell(&self, spelling: &Spelling<'_>) -> String {
        let all = |types: &[Self]| types.iter().map(|ty| ty.spell(spelling)).collect::<Vec<_>>();
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Std(which, args) => {
                let (short, long, _) = STD[*which];
                let mut text = if spelling.is_long { long } else { short }.to_owned();
                for (at, arg) in all(args).iter().enumerate() {
                    text = text.replace(&format!("${at}"), arg);
                }
                text
            }
            Self::Tuple(types) => format!("({})", all(types).join(", ")),
            Self::Array(ty, length) => {
                let length = match (spelling.is_long, length) {
                    (true, 3) => format!("{}LEN", spelling.module),
                    (true, length) => format!("{} + 1", length - 1),
                    (false, length) => length.to_string(),
                };
                format!("[{}; {length}]", ty.spell(spelling))
            }
            Self::Function(inputs, output) => {
                let inputs = all(inputs).join(", ");
                match (&**output, spelling.is_long) {
                    (Self::Word("()"), false) => format!("fn({inputs})"),
                    (output, _) => format!("fn({inputs}) -> {}", output.spell(spelling)),
                }
            }
            Self::Reference(lifetime, is_mutable, ty) => {
                let name = match lifetime {
                    &STATIC => "'static ",
                    lifetime => spelling.lifetimes.get(*lifetime).copied().unwrap_or_default(),
                };
                let mutable = if *is_mutable { "mut " } else { "" };
                format!("&{name} {mutable}{}", ty.spell(spelling))
            }
            Self::Slice(ty) => format!("[{}]", ty.spell(spelling)),
            Self::Str => "str".to_owned(),
            Self::Object(marks) => {
                let mut parts = vec!["std::fmt::Debug".to_owned()];
                parts.extend(marks.iter().map(|mark| format!("std::marker::{mark}")));
                if spelling.is_long {
                    parts.push("'static".to_owned());
                    parts.reverse();
                }
                format!("Box<dyn {}>", parts.join(" + "))
            }
            Self::Local => format!("{}Local", spelling.module),
            Self::Param(number) => spelling.params[*number].to_owned(),
            Self::Alias(ty) if spelling.is_long => format!("Vec<({}, u8)>", ty.spell(spelling)),
            Self::Alias(ty) => format!("{}Short<{}>", spelling.module, ty.spell(spelling)),
        }
    }

    /// Which of [`AUTO_TRAITS`] it has for sure.
    pub fn auto_traits(&self) -> [bool; 5] {
        let all = |types: &[Self]| {
            let each = types.iter().map(Self::auto_traits);
            each.fold([true; 5], |all, one| std::array::from_fn(|at| all[at] && one[at]))
        };
        match self {
            Self::Object(marks) => [marks.contains(&"Send"), marks.contains(&"Sync"), true, false, false],
            Self::Std(which, args) => {
                let [send, sync, unpin, unwind, reference] = all(args);
                match STD[*which].0 {
                    "std::cell::Cell<$0>" => [send, false, unpin, unwind, false],
                    "std::io::Result<$0>" => [send, sync, unpin, false, false],
                    name if name.starts_with("std::collections") => [send, sync, unpin, unwind && reference, reference],
                    _ => [send, sync, unpin, unwind, reference],
                }
            }
            Self::Tuple(types) => all(types),
            Self::Array(ty, _) | Self::Alias(ty) => ty.auto_traits(),
            _ => [true; 5],
        }
    }

    /// The lifetimes in it.
    pub fn lifetimes(&self, found: &mut Vec<usize>) {
        match self {
            Self::Reference(lifetime, _, ty) => {
                if *lifetime != STATIC {
                    found.push(*lifetime);
                }
                ty.lifetimes(found);
            }
            Self::Std(_, types) | Self::Tuple(types) => types.iter().for_each(|ty| ty.lifetimes(found)),
            Self::Array(ty, _) | Self::Slice(ty) | Self::Alias(ty) => ty.lifetimes(found),
            _ => {}
        }
    }
}
