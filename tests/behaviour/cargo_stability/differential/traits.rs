//! Traits: their items, supertraits, parameters and who can implement them.

use super::draw::{Change, Draw};

/// An item that a trait can have: with a default, without one, and as users implement it.
const ITEMS: [(&str, &str, &str); 7] = [
    (
        "fn ask(&self) -> u8 { 1 }",
        "fn ask(&self) -> u8;",
        "fn ask(&self) -> u8 { 2 }",
    ),
    (
        "fn tell(&mut self, x: &str) {}",
        "fn tell(&mut self, x: &str);",
        "fn tell(&mut self, x: &str) {}",
    ),
    (
        "fn make() -> u8 where Self: Sized { 1 }",
        "fn make() -> u8 where Self: Sized;",
        "fn make() -> u8 { 2 }",
    ),
    (
        "fn each<X: Clone>(&self, x: X) where Self: Sized {}",
        "fn each<X: Clone>(&self, x: X) where Self: Sized;",
        "fn each<X: Clone>(&self, x: X) {}",
    ),
    ("const MAX: u8 = 1;", "const MAX: u8;", "const MAX: u8 = 2;"),
    (
        "fn any<X>(&self, x: X) {}",
        "fn any<X>(&self, x: X);",
        "fn any<X>(&self, x: X) {}",
    ),
    ("fn new() -> u8 { 1 }", "fn new() -> u8;", "fn new() -> u8 { 2 }"),
];

/// Whether a trait with the item cannot be `dyn`.
fn is_not_dyn(item: usize) -> bool {
    item >= 4
}

#[derive(Clone)]
struct Trait {
    /// Which items, and whether they have defaults.
    items: Vec<(usize, bool)>,
    supers: Vec<&'static str>,
    is_sealed: bool,
    is_unsafe: bool,
}

const SUPERS: [&str; 7] = ["Send", "Sync", "std::fmt::Debug", "Clone", "Copy", "PartialEq", "Eq"];

impl Trait {
    fn spell(&self, draw: &mut Draw) -> String {
        let items = draw.shuffled(&self.items);
        let items: Vec<&str> = items
            .iter()
            .map(|(at, has_default)| if *has_default { ITEMS[*at].0 } else { ITEMS[*at].1 })
            .collect();
        let mut supers = draw.shuffled(&self.supers);
        if self.is_sealed {
            supers.push("seal::Sealed");
        }
        let (inline, clause) = match (supers.is_empty(), draw.once_in(2)) {
            (true, _) => (String::new(), String::new()),
            (false, true) => (format!(": {}", supers.join(" + ")), String::new()),
            (false, false) => (String::new(), format!(" where Self: {}", supers.join(" + "))),
        };
        let words = if self.is_unsafe { "unsafe " } else { "" };
        format!(
            "mod seal {{ pub trait Sealed {{}} impl Sealed for u8 {{}} }} pub {words}trait Own{inline}{clause} {{ {} }} {words}impl Own for u8 {{ {} }}",
            items.join(" "),
            self.items
                .iter()
                .filter(|it| !it.1)
                .map(|it| ITEMS[it.0].2)
                .collect::<Vec<_>>()
                .join(" ")
        )
    }

    fn user(&self) -> String {
        let mut text = String::new();
        if !self.is_sealed {
            let items: Vec<&str> = self.items.iter().filter(|it| !it.1).map(|it| ITEMS[it.0].2).collect();
            let all: Vec<&str> = self.items.iter().map(|it| ITEMS[it.0].2).collect();
            let derives = self.supers.iter().filter(|it| !matches!(**it, "Send" | "Sync"));
            let words = if self.is_unsafe { "unsafe " } else { "" };
            for (name, items) in [("X", items), ("Y", all)] {
                let derives: Vec<&str> = derives.clone().copied().collect();
                let more = if derives.contains(&"Copy") && !derives.contains(&"Clone") {
                    ", Clone"
                } else {
                    ""
                };
                let equal = if derives.contains(&"Eq") && !derives.contains(&"PartialEq") {
                    ", PartialEq"
                } else {
                    ""
                };
                let (more, equal) = (more.trim_start_matches(", "), equal.trim_start_matches(", "));
                let list: Vec<&str> = derives
                    .into_iter()
                    .chain([more, equal])
                    .filter(|it| !it.is_empty())
                    .collect();
                // It is `Send` and `Sync` only where that is promised.
                let mark = match (self.supers.contains(&"Send"), self.supers.contains(&"Sync")) {
                    (false, false) => "*const u8",
                    (true, false) => "std::cell::Cell<u8>",
                    (false, true) => "std::sync::MutexGuard<'static, u8>",
                    (true, true) => "u8",
                };
                text += &format!(
                    "#[derive({})] struct {name}(std::marker::PhantomData<{mark}>); ",
                    list.join(", ")
                );
                text += &format!("{words}impl l::Own for {name} {{ {} }}\n", items.join(" "));
            }
        }
        let has = |item: usize| self.items.iter().any(|it| it.0 == item);
        let calls = [
            (0, "let _: u8 = x.ask();"),
            (1, "x.tell(\"\");"),
            (2, "let _: u8 = T::make();"),
            (3, "x.each(1_u8);"),
            (4, "let _: u8 = T::MAX;"),
            (5, "x.any(1_u8);"),
            (6, "let _: u8 = T::new();"),
        ];
        let calls: String = calls.iter().filter(|it| has(it.0)).map(|it| it.1).collect();
        text += &format!("fn call<T: l::Own>(x: &mut T) {{ {calls} }}\n");
        if !self.supers.is_empty() {
            text += &format!(
                "fn has<T: {}>() {{}} fn is<T: l::Own>() {{ has::<T>() }}\n",
                self.supers.join(" + ")
            );
        }
        let is_dyn = self.items.iter().all(|it| !is_not_dyn(it.0))
            && self
                .supers
                .iter()
                .all(|it| matches!(*it, "Send" | "Sync" | "std::fmt::Debug"));
        if is_dyn {
            text += "fn object(x: &dyn l::Own) {} fn erase(x: &u8) { object(x) }\n";
        }
        text + "fn given() { fn is<T: l::Own>() {} is::<u8>() }\n"
    }
}

pub fn whole(draw: &mut Draw) -> Change {
    let items: Vec<(usize, bool)> = (0..ITEMS.len()).map(|at| (at, draw.once_in(2))).collect();
    let at_most = if draw.once_in(2) { 4 } else { 7 };
    let old = Trait {
        items: draw.some(&items[..at_most]),
        supers: {
            let known = if draw.once_in(2) { 3 } else { 7 };
            let some = draw.some(&SUPERS[..known]);
            draw.some(&some)
        },
        is_sealed: draw.once_in(5),
        is_unsafe: draw.once_in(8),
    };
    let mut new = old.clone();
    let free: Vec<usize> = (0..ITEMS.len())
        .filter(|at| old.items.iter().all(|it| it.0 != *at))
        .collect();
    let kind = loop {
        break match draw.below(11) {
            0 | 1 => "respelled",
            2 if !free.is_empty() => {
                new.items.push((*draw.pick(&free), true));
                "item with a default added"
            }
            3 if !free.is_empty() => {
                new.items.push((*draw.pick(&free), false));
                "item without a default added"
            }
            4 if !old.items.is_empty() => {
                new.items.pop();
                "item removed"
            }
            5 if !old.items.is_empty() => {
                new.items[0].1 = !old.items[0].1;
                if new.items[0].1 {
                    "default added"
                } else {
                    "default removed"
                }
            }
            6 | 7 => {
                let more = draw.pick(&SUPERS);
                if old.supers.contains(more) {
                    continue;
                }
                new.supers.push(more);
                "supertrait added"
            }
            8 if !old.supers.is_empty() => {
                new.supers.remove(0);
                "supertrait removed"
            }
            9 => {
                new.is_sealed = !old.is_sealed;
                if new.is_sealed { "sealed" } else { "no longer sealed" }
            }
            10 => {
                new.is_unsafe = !old.is_unsafe;
                if new.is_unsafe { "made unsafe" } else { "made safe" }
            }
            _ => continue,
        };
    };
    Change::new(
        &format!("trait: {kind}"),
        &old.spell(draw),
        &new.spell(draw),
        &old.user(),
    )
}
