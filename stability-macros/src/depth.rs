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

use proc_macro2::{Spacing, Span, TokenTree, token_stream};

/// The cost of an open `<`, by the stack that `syn` needs.
const ANGLE: usize = 5;
/// The cost of an open group, a reference, a pointer and a return type.
const OTHER: usize = 4;
/// The most that may be open: 160 `<`, or 200 others.
const MOST: usize = 800;

/// Where tokens are nested too deeply, and what is open there.
pub struct TooDeep {
    pub span: Span,
    angles: usize,
    others: usize,
}

impl TooDeep {
    /// The message about it; `what` is what has the tokens.
    // ui-tests/tier/nested-too-deep.rs
    pub fn message(&self, what: &str) -> String {
        let levels = match (self.angles, self.others) {
            (angles, 0) => format!("{angles} levels of `<`"),
            (0, others) => format!("{others} levels of brackets and `&`"),
            (angles, others) => format!("{angles} levels of `<` and {others} of brackets and `&`"),
        };
        format!(
            "{what} has {levels} inside each other, which is too deep for the macro: give a part of it a name, for example \
             with `type Part = …;`"
        )
    }
}

/// The place where `tokens` are nested too deeply; `None` if they are not.
pub fn too_deep(tokens: &[TokenTree]) -> Option<TooDeep> {
    // Hardly anything written is so long, or has groups, that it can be deep.
    let is_group = |token: &TokenTree| matches!(token, TokenTree::Group(_));
    if tokens.len() < MOST / ANGLE && !tokens.iter().any(is_group) {
        return None;
    }
    let mut outermost = tokens.iter().cloned();
    let mut open = Open {
        levels: vec![Level::default()],
        cost: 0,
    };
    let mut arrow = false;
    loop {
        let next = match open.group() {
            Some(group) => group.next(),
            None => outermost.next(),
        };
        let token = match next {
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
            return Some(open.too_deep(span));
        }
    }
}

/// The open groups and `<` at a token. No function here is recursive.
struct Open {
    levels: Vec<Level>,
    cost: usize,
}

/// An open group with the tokens that are left in it, or an open `<`.
#[derive(Default)]
struct Level {
    group: Option<token_stream::IntoIter>,
    /// Its cost, and that of the prefixes since the last comma in it.
    cost: usize,
    prefixes: usize,
}

impl Open {
    /// The tokens of the innermost group; `None` in the outermost.
    fn group(&mut self) -> Option<&mut token_stream::IntoIter> {
        self.levels.iter_mut().rev().find_map(|level| level.group.as_mut())
    }

    fn too_deep(&self, span: Span) -> TooDeep {
        let angles = self.levels.iter().filter(|level| level.cost == ANGLE).count();
        TooDeep {
            span,
            angles,
            others: (self.cost - angles * ANGLE) / OTHER,
        }
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

    use super::too_deep;

    fn is_too_deep(text: &str) -> bool {
        let tokens: Vec<_> = text.parse::<TokenStream>().unwrap().into_iter().collect();
        too_deep(&tokens).is_some()
    }

    #[track_caller]
    fn assert_limit(most: usize, nested: impl Fn(usize) -> String) {
        let is_too_deep = |depth: usize| is_too_deep(&nested(depth));
        assert!(!is_too_deep(most), "{most}");
        assert!(is_too_deep(most + 1), "{}", most + 1);
    }

    #[test]
    fn every_kind_of_nesting_has_its_limit() {
        let around =
            |before: &str, after: &str, depth: usize| format!("{}u8{}", before.repeat(depth), after.repeat(depth));
        assert_limit(160, |depth| around("Option<", ">", depth));
        assert_limit(200, |depth| around("(", ",)", depth));
        assert_limit(200, |depth| around("[", "; 1]", depth));
        assert_limit(200, |depth| around("&'a ", "", depth));
        assert_limit(200, |depth| around("*const ", "", depth));
        assert_limit(200, |depth| around("fn() -> ", "", depth));
        assert_limit(88, |depth| around("Box<fn(", ")>", depth));
    }

    #[test]
    fn adjacent_groups_are_not_nested() {
        let many = |text: &str| text.repeat(1000);
        for text in [
            many("a: Option<&'static (u8, [u8; 3])>,"),
            format!("f({})", many("a: &fn(u8) -> Vec<Vec<u8>>,")),
            format!("S<{}>", many("&'a T = Vec<<T as A>::B>,")),
            many("(1 << 3) = a < b;"),
            many("match x { _ => y, }"),
        ] {
            assert!(!is_too_deep(&text), "{text}");
        }
    }
}
