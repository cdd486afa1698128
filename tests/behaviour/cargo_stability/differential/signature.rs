//! Signatures of functions and methods, their respellings and their changes.

use super::draw::Draw;
use super::ty::{LONG, SHORT, STATIC, Spelling, Ty, USER};

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

const GENERALIZED: &str = "parameter made generic";

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
        let mut inputs: Vec<Ty> = (0..1 + draw.below(2)).map(|_| Ty::closed(draw, 2)).collect();
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
    fn lifetimes(&self) -> Vec<usize> {
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

    /// A change, by its name.
    pub fn changed(&self, draw: &mut Draw) -> (&'static str, Self) {
        loop {
            let mut new = self.clone();
            let at = draw.below(self.inputs.len().max(1));
            let kind = match draw.below(22) {
                0..5 => "respelled",
                5 if !self.inputs.is_empty() => {
                    new.inputs[at] = Ty::other(draw, &self.inputs[at]);
                    "parameter of another type"
                }
                6 if self.inputs.len() > 1 => {
                    let other = (at + 1) % self.inputs.len();
                    new.inputs.swap(at, other);
                    "parameters reordered"
                }
                7 => {
                    new.inputs.insert(at, Ty::closed(draw, 1));
                    "parameter added"
                }
                8 if !self.inputs.is_empty() => {
                    new.inputs.remove(at);
                    "parameter removed"
                }
                9 => {
                    new.output = Ty::other(draw, &self.output);
                    "output of another type"
                }
                10 if !self.params.is_empty() => {
                    let bounds = draw.pick(&[0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 16]);
                    new.params[0].push(*bounds);
                    "bound added"
                }
                11 if self.params.iter().any(|it| !it.is_empty()) => {
                    new.params.iter_mut().for_each(|it| {
                        it.pop();
                    });
                    "bound removed"
                }
                12 if self.params.iter().any(|it| !it.is_empty()) => {
                    for bounds in &mut new.params {
                        for bound in bounds {
                            // To a supertrait, or to what follows from it.
                            *bound = match *bound {
                                1 => 0,
                                3 | 4 => 2,
                                5 => *draw.pick(&[2, 3, 4]),
                                15 => 16,
                                other => other,
                            };
                        }
                    }
                    "bound replaced by one that it implies"
                }
                13 => {
                    new.params.push(Vec::new());
                    let number = new.params.len() - 1;
                    if draw.once_in(2)
                        && !new.inputs.is_empty()
                        && !new.inputs.iter().any(|it| matches!(it, Ty::Param(_)))
                    {
                        new.inputs[at] = Ty::Param(number);
                        GENERALIZED
                    } else {
                        "type parameter added"
                    }
                }
                14 if self.params.len() == 1 => {
                    let concrete = Ty::closed(draw, 1);
                    for ty in new.inputs.iter_mut().chain([&mut new.output]) {
                        *ty = ty.with(&concrete);
                    }
                    new.params.clear();
                    "type parameter made concrete"
                }
                15 => {
                    new.is_unsafe = !self.is_unsafe;
                    if new.is_unsafe { "made unsafe" } else { "made safe" }
                }
                16 => {
                    new.is_const = !self.is_const;
                    if new.is_const { "made const" } else { "no longer const" }
                }
                17 => {
                    new.is_extern = !self.is_extern;
                    "another ABI"
                }
                18 if !self.is_const && !self.is_extern => {
                    new.is_async = true;
                    "made async"
                }
                19 if self.lifetimes().len() > 1 => {
                    new.each_lifetime(|it| if it != STATIC { 0 } else { it });
                    "lifetimes joined"
                }
                20 if !self.lifetimes().is_empty() => {
                    new.inputs
                        .iter_mut()
                        .for_each(|ty| ty.each_lifetime(&mut |it| if it == 0 { STATIC } else { it }));
                    if draw.once_in(2) {
                        new.output.each_lifetime(&mut |it| if it == 0 { STATIC } else { it });
                    }
                    let mut of_output = Vec::new();
                    let mut of_inputs = Vec::new();
                    new.output.lifetimes(&mut of_output);
                    new.inputs.iter().for_each(|ty| ty.lifetimes(&mut of_inputs));
                    if of_output.iter().any(|it| !of_inputs.contains(it)) {
                        continue;
                    }
                    "static parameter required"
                }
                21 if !self.lifetimes().is_empty() => {
                    new.output.each_lifetime(&mut |_| STATIC);
                    if new.output == self.output {
                        continue;
                    }
                    "static output given"
                }
                _ => continue,
            };
            return (kind, new);
        }
    }

    fn each_lifetime(&mut self, mut change: impl FnMut(usize) -> usize) {
        for ty in self.inputs.iter_mut().chain([&mut self.output]) {
            ty.each_lifetime(&mut change);
        }
    }
}

impl Ty {
    fn each_lifetime(&mut self, change: &mut dyn FnMut(usize) -> usize) {
        match self {
            Self::Reference(lifetime, _, ty) => {
                *lifetime = change(*lifetime);
                ty.each_lifetime(change);
            }
            Self::Std(_, types) | Self::Tuple(types) => types.iter_mut().for_each(|ty| ty.each_lifetime(change)),
            Self::Array(ty, _) | Self::Slice(ty) | Self::Alias(ty) => ty.each_lifetime(change),
            _ => {}
        }
    }

    /// Itself with a type in the place of the first parameter.
    fn with(&self, concrete: &Self) -> Self {
        let all = |types: &[Self]| types.iter().map(|ty| ty.with(concrete)).collect();
        match self {
            Self::Param(_) => concrete.clone(),
            Self::Std(which, types) => Self::Std(*which, all(types)),
            Self::Tuple(types) => Self::Tuple(all(types)),
            other => other.clone(),
        }
    }
}

/// The two spellings in an order that is drawn.
pub fn spellings(draw: &mut Draw) -> [Spelling<'static>; 2] {
    if draw.once_in(2) { [SHORT, LONG] } else { [LONG, SHORT] }
}
