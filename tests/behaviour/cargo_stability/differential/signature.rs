//! Signatures of functions and methods, their respellings and their changes.

use super::draw::Draw;
use super::ty::{LONG, SHORT, Spelling, Ty, USER};

/// Bounds, as they are written and as they are written in another way.
pub const BOUNDS: [(&str, &str); 18] = [
    ("Clone", "std::clone::Clone"),
    ("Copy", "core::marker::Copy"),
    ("PartialEq", "std::cmp::PartialEq"),
    ("Eq", "std::cmp::Eq"),
    ("PartialOrd", "std::cmp::PartialOrd"),
    ("Ord", "std::cmp::Ord"),
    ("std::fmt::Debug", "core::fmt::Debug"),
    ("std::fmt::Display", "core::fmt::Display"),
    ("Default", "std::default::Default"),
    ("Send", "std::marker::Send"),
    ("Sync", "std::marker::Sync"),
    ("std::hash::Hash", "core::hash::Hash"),
    ("'static", "'static"),
    ("Into<u8>", "std::convert::Into<u8>"),
    ("AsRef<str>", "std::convert::AsRef<str>"),
    ("Iterator<Item = u8>", "std::iter::Iterator<Item = u8>"),
    ("IntoIterator<Item = u8>", "std::iter::IntoIterator<Item = u8>"),
    ("Fn(u8) -> u16", "std::ops::Fn(u8) -> u16"),
];

pub const GENERALIZED: &str = "parameter made generic";

#[derive(Clone)]
pub struct Signature {
    pub receiver: Option<&'static str>,
    /// The bounds of each type parameter.
    pub params: Vec<Vec<usize>>,
    pub inputs: Vec<Ty>,
    pub output: Ty,
    pub is_const: bool,
    pub is_unsafe: bool,
    pub is_async: bool,
    pub is_extern: bool,
}

impl Signature {
    pub fn any(draw: &mut Draw) -> Self {
        let mut params = Vec::new();
        let mut lifetimes = 0;
        let mut inputs: Vec<Ty> = (0..=draw.below(2)).map(|_| Ty::closed(draw, 2)).collect();
        for number in 0..draw.below(3) {
            let count = draw.below(3);
            let bounds: Vec<usize> = (0..BOUNDS.len()).collect();
            params.push(draw.shuffled(&bounds)[..count].to_vec());
            inputs.push(match draw.below(4) {
                0 => Ty::Std(2, vec![Ty::Param(number)]),
                1 => Ty::Tuple(vec![Ty::Word("u8"), Ty::Param(number)]),
                _ => Ty::Param(number),
            });
        }
        for _ in 0..draw.below(3) {
            let lifetime = if lifetimes > 0 && draw.once_in(4) { 0 } else { lifetimes };
            lifetimes = lifetimes.max(lifetime + 1);
            inputs.push(Self::reference(draw, lifetime));
        }
        let output = match draw.below(6) {
            0 | 1 if lifetimes > 0 => Self::reference(draw, 0),
            2 if !params.is_empty() => Ty::Std(3, vec![Ty::Param(0)]),
            3 => Ty::Word("()"),
            _ => Ty::closed(draw, 2),
        };
        let inputs = draw.shuffled(&inputs);
        Self {
            receiver: None,
            params,
            inputs,
            output,
            is_const: draw.once_in(6),
            is_unsafe: draw.once_in(6),
            is_async: false,
            is_extern: draw.once_in(8),
        }
    }

    fn reference(draw: &mut Draw, lifetime: usize) -> Ty {
        let of = match draw.below(4) {
            0 => Ty::Str,
            1 => Ty::Slice(Box::new(Ty::Word("u8"))),
            2 => Ty::Local,
            _ => Ty::Std(0, Vec::new()),
        };
        let is_mutable = of != Ty::Str && draw.once_in(4);
        let reference = Ty::Reference(lifetime, is_mutable, Box::new(of));
        if draw.once_in(4) {
            Ty::Std(3, vec![reference])
        } else {
            reference
        }
    }

    /// The lifetimes in order of their numbers.
    pub fn lifetimes(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.inputs
            .iter()
            .chain([&self.output])
            .for_each(|ty| ty.lifetimes(&mut found));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn can_elide(&self) -> bool {
        let (mut inputs, mut output) = (Vec::new(), Vec::new());
        self.inputs.iter().for_each(|ty| ty.lifetimes(&mut inputs));
        self.output.lifetimes(&mut output);
        let is_single = (0..4).all(|it| inputs.iter().filter(|life| **life == it).count() <= 1);
        is_single && output.iter().all(|life| inputs == [*life]) && (output.is_empty() || self.receiver.is_none())
    }

    /// `pub fn f<…>(…) -> …`, without what follows.
    pub fn spell(&self, name: &str, spelling: Spelling<'_>, draw: &mut Draw) -> String {
        let lifetimes = if spelling.is_long && self.can_elide() {
            &[]
        } else {
            spelling.lifetimes
        };
        let spelling = Spelling { lifetimes, ..spelling };
        let mut generics: Vec<String> = Vec::new();
        if !lifetimes.is_empty() {
            generics.extend(self.lifetimes().iter().map(|it| lifetimes[*it].to_owned()));
        }
        let mut clauses = Vec::new();
        for (number, bounds) in self.params.iter().enumerate() {
            let name = spelling.params[number];
            let bounds = draw.shuffled(bounds);
            let texts: Vec<&str> = bounds
                .iter()
                .map(|it| if spelling.is_long { BOUNDS[*it].1 } else { BOUNDS[*it].0 })
                .collect();
            if texts.is_empty() {
                generics.push(name.to_owned());
            } else if draw.once_in(2) {
                generics.push(name.to_owned());
                clauses.push(format!("{name}: {}", texts.join(" + ")));
            } else {
                generics.push(format!("{name}: {}", texts.join(" + ")));
            }
        }
        let generics = if generics.is_empty() {
            String::new()
        } else {
            format!("<{}>", generics.join(", "))
        };
        let clauses = if clauses.is_empty() {
            String::new()
        } else {
            format!(" where {}", clauses.join(", "))
        };
        let output = match &self.output {
            Ty::Word("()") if !spelling.is_long => String::new(),
            output => format!(" -> {}", output.spell(&spelling)),
        };
        let letter = if spelling.is_long { "given" } else { "x" };
        let inputs = self
            .inputs
            .iter()
            .enumerate()
            .map(|(at, ty)| format!("{letter}{at}: {}", ty.spell(&spelling)));
        let inputs: Vec<String> = self.receiver.iter().map(|it| (*it).to_owned()).chain(inputs).collect();
        format!(
            "{}fn {name}{generics}({}){output}{clauses}",
            self.words(),
            inputs.join(", ")
        )
    }

    pub fn words(&self) -> String {
        let word = |is: bool, word: &'static str| if is { word } else { "" };
        let parts = [
            word(self.is_const, "const "),
            word(self.is_async, "async "),
            word(self.is_unsafe, "unsafe "),
            word(self.is_extern, "extern \"C\" "),
        ];
        parts.concat()
    }

    /// Code that calls it and that makes a function pointer of it, by a path and with the type of `self`, where there is one.
    pub fn user(&self, path: &str, receiver: Option<&str>, kind: &str) -> String {
        let mut lifetimes: Vec<&str> = self.lifetimes().iter().map(|it| USER.lifetimes[*it]).collect();
        let mut inputs: Vec<String> = self.inputs.iter().map(|ty| ty.spell(&USER)).collect();
        if let Some(receiver) = receiver {
            inputs.insert(0, receiver.to_owned());
            if receiver.contains("'s ") {
                lifetimes.insert(0, "'s");
            }
        }
        let params: Vec<String> = self
            .params
            .iter()
            .enumerate()
            .map(|(number, bounds)| {
                let bounds: Vec<&str> = bounds.iter().map(|it| BOUNDS[*it].0).collect();
                format!("{}: {}", USER.params[number], bounds.join(" + "))
            })
            .collect();
        let all: Vec<String> = lifetimes
            .iter()
            .map(|it| (*it).to_owned())
            .chain(params.clone())
            .collect();
        let list = |parts: &[String]| {
            if parts.is_empty() {
                String::new()
            } else {
                format!("<{}>", parts.join(", "))
            }
        };
        let args: Vec<String> = (0..inputs.len()).map(|at| format!("x{at}")).collect();
        let typed: Vec<String> = inputs
            .iter()
            .enumerate()
            .map(|(at, ty)| format!("x{at}: {ty}"))
            .collect();
        let output = self.output.spell(&USER);
        let call = format!("{path}({})", args.join(", "));
        let call = if self.is_unsafe {
            format!("unsafe {{ {call} }}")
        } else {
            call
        };
        let call = if self.is_async { format!("{call}.await") } else { call };
        let start = match (self.is_const, self.is_async) {
            (true, _) => "const ",
            (_, true) => "async ",
            _ => "",
        };
        let mut text = format!(
            "{start}fn call{}({}) -> {output} {{ {call} }}\n",
            list(&all),
            typed.join(", ")
        );
        // The Cargo book lets a parameter become generic, though a pointer is for one lifetime then.
        if !self.is_async && (kind != GENERALIZED || lifetimes.is_empty()) {
            let binder = if lifetimes.is_empty() {
                String::new()
            } else {
                format!("for<{}> ", lifetimes.join(", "))
            };
            let words = Self {
                is_const: false,
                ..self.clone()
            }
            .words();
            let inputs = inputs.join(", ");
            text += &format!(
                "fn pointer{}() {{ let _: {binder}{words}fn({inputs}) -> {output} = {path}; }}\n",
                list(&params)
            );
        }
        text
    }
}

/// The two spellings in an order that is drawn.
pub fn spellings(draw: &mut Draw) -> [Spelling<'static>; 2] {
    if draw.once_in(2) { [SHORT, LONG] } else { [LONG, SHORT] }
}
