//! How deep types nest, counted before they are parsed.
//!
//! `syn` calls itself for each level, and the stack of rustc, 8 MiB unless `RUST_MIN_STACK` says otherwise, is then too small for
//! what rustc itself reads. Measured with rustc 1.95 on x86_64 and macros that are not optimised: the deepest field that
//! compiles, before rustc ends with a signal. Where there are two numbers, the limit is between them.
//!
//! | | plain `syn` 3.0 | `serde_derive` 1.0 | these macros without the check | refused here beyond |
//! |---|--:|--:|--:|--:|
//! | `Option<…>` | 194–203 | 173–188 | 170–178 | 160 |
//! | `(…,)` | 337–351 | 277–292 | 277–292 | 200 |
//! | `[…; 1]` | 341–350 | | 260–300 | 200 |
//! | `&…` | 323–332 | | 260–300 | 200 |
//! | `fn() -> …` | 277–286 | | 238–245 | 200 |
//! | `fn(…)` | 263–268 | | 225–236 | 200 |
//! | `Box<dyn Fn(…)>` | 110–115 | | under 105 | 88 |
//!
//! rustc itself takes about 128 levels of a type that it lays out, unless `#![recursion_limit]` allows more; with a higher limit it
//! compiled 1985 levels of the first two.

use proc_macro2::{Delimiter, Spacing, Span, TokenTree, token_stream};

/// What an open `<` costs, by what `syn` needs for it.
const ANGLE: usize = 5;
/// What an open group, a reference, a pointer and the type that a function returns cost.
const OTHER: usize = 4;
/// The most that may be open: 160 `<`, or 200 others.
const MOST: usize = 800;

/// What is said of it.
pub const TOO_DEEP: &str = "this nests too deep to be read, deeper than 160 `<`, or 200 brackets and `&`: give a part of it a \
     name, as in `type Part = …;`";

/// Where the tokens end that are read as types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// At a body, a semicolon or a value: those of an item.
    Body,
    /// At a body or a semicolon: those of a type alias, whose value is a type.
    Semicolon,
    /// At a comma or a value: those of a field.
    Comma,
    /// Nowhere.
    All,
}

/// Where `tokens` nest too deep; `None` where they do not.
pub fn too_deep(outermost: impl IntoIterator<Item = TokenTree>, end: End) -> Option<Span> {
    let mut outermost = outermost.into_iter();
    let mut open = Open {
        levels: vec![Level::default()],
        cost: 0,
    };
    let mut arrow = false;
    loop {
        let is_outermost = open.levels.len() == 1;
        let next = match open.group() {
            Some(group) => group.next(),
            None => outermost.next(),
        };
        let token = match next {
            Some(token) if is_outermost && end.is_at(&token) => return None,
            Some(token) => token,
            None if open.group().is_none() => return None,
            None => {
                open.close_group();
                continue;
            }
        };
        let span = match &token {
            TokenTree::Group(group) => group.span_open(),
            token => token.span(),
        };
        let was_arrow = std::mem::take(&mut arrow);
        match token {
            TokenTree::Group(group) => open.open(OTHER, Some(group.stream().into_iter())),
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => open.open(ANGLE, None),
                '>' if was_arrow => open.add_prefix(),
                '>' => open.close_angle(),
                '&' | '*' => open.add_prefix(),
                ',' => open.end_part(),
                ';' => open.end_statement(),
                '-' | '=' => arrow = punct.spacing() == Spacing::Joint,
                _ => {}
            },
            _ => {}
        }
        if open.cost > MOST {
            return Some(span);
        }
    }
}

impl End {
    fn is_at(self, token: &TokenTree) -> bool {
        match (self, token) {
            (Self::Comma, TokenTree::Punct(punct)) => matches!(punct.as_char(), ',' | '='),
            (Self::All | Self::Comma, _) => false,
            (_, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
            (Self::Body, TokenTree::Punct(punct)) => matches!(punct.as_char(), ';' | '='),
            (Self::Semicolon, TokenTree::Punct(punct)) => punct.as_char() == ';',
            _ => false,
        }
    }
}

/// What is open at a token. No function here calls itself.
struct Open {
    levels: Vec<Level>,
    cost: usize,
}

/// An open group with the tokens that are left in it, or an open `<`.
#[derive(Default)]
struct Level {
    group: Option<token_stream::IntoIter>,
    /// What it took to open it, and the prefixes since the last comma in it.
    cost: usize,
    prefixes: usize,
}

impl Open {
    /// The tokens of the innermost group; `None` in the outermost.
    fn group(&mut self) -> Option<&mut token_stream::IntoIter> {
        self.levels.iter_mut().rev().find_map(|level| level.group.as_mut())
    }

    fn open(&mut self, cost: usize, group: Option<token_stream::IntoIter>) {
        self.cost += cost;
        self.levels.push(Level {
            group,
            cost,
            prefixes: 0,
        });
    }

    fn close(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.cost -= level.cost + level.prefixes;
        }
    }

    fn innermost_is_angle(&self) -> bool {
        self.levels.len() > 1 && self.levels.last().is_some_and(|level| level.group.is_none())
    }

    fn close_angle(&mut self) {
        if self.innermost_is_angle() {
            self.close();
        }
    }

    /// Closes the innermost group, with each `<` in it that was an operator.
    fn close_group(&mut self) {
        self.end_statement();
        self.close();
    }

    fn end_statement(&mut self) {
        while self.innermost_is_angle() {
            self.close();
        }
        self.end_part();
    }

    fn add_prefix(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.prefixes += OTHER;
            self.cost += OTHER;
        }
    }

    fn end_part(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            self.cost -= std::mem::take(&mut level.prefixes);
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::{End, too_deep};

    fn is_too_deep(text: &str, end: End) -> bool {
        too_deep(text.parse::<TokenStream>().unwrap(), end).is_some()
    }

    #[track_caller]
    fn assert_limit(most: usize, nested: impl Fn(usize) -> String, end: End) {
        let is_too_deep = |depth: usize| is_too_deep(&nested(depth), end);
        assert!(!is_too_deep(most), "{most}");
        assert!(is_too_deep(most + 1), "{}", most + 1);
    }

    #[test]
    fn every_kind_of_nesting_has_its_limit() {
        let around =
            |before: &str, after: &str, depth: usize| format!("{}u8{}", before.repeat(depth), after.repeat(depth));
        for end in [End::All, End::Body, End::Semicolon, End::Comma] {
            assert_limit(160, |depth| around("Option<", ">", depth), end);
            assert_limit(200, |depth| around("(", ",)", depth), end);
            assert_limit(200, |depth| around("[", "; 1]", depth), end);
            assert_limit(200, |depth| around("&'a ", "", depth), end);
            assert_limit(200, |depth| around("*const ", "", depth), end);
            assert_limit(200, |depth| around("fn() -> ", "", depth), end);
            assert_limit(88, |depth| around("Box<fn(", ")>", depth), end);
        }
    }

    #[test]
    fn what_stands_side_by_side_is_not_nested() {
        let many = |text: &str| text.repeat(1000);
        for text in [
            many("a: Option<&'static (u8, [u8; 3])>,"),
            format!("f({})", many("a: &fn(u8) -> Vec<Vec<u8>>,")),
            format!("S<{}>", many("&'a T = Vec<<T as A>::B>,")),
            many("(1 << 3) = a < b;"),
            many("match x { _ => y, }"),
        ] {
            assert!(!is_too_deep(&text, End::All), "{text}");
        }
    }

    #[test]
    fn bodies_and_values_are_not_looked_at() {
        let deep = format!("{}1{}", "(".repeat(1000), ")".repeat(1000));
        for (text, end) in [
            (format!("fn f() -> u8 {{ {deep} }}"), End::Body),
            (format!("const X: u8 = {deep};"), End::Body),
            (format!("u8 = {deep}, {deep}"), End::Comma),
            (format!("type A = u8; {deep}"), End::Semicolon),
        ] {
            assert!(!is_too_deep(&text, end), "{text}");
        }
        assert!(is_too_deep(&format!("type A = {deep};"), End::Semicolon));
    }
}
