//! The field `Link` (RFC 8288), as far as deprecations go.

use std::borrow::{Cow, ToOwned as _};

use crate::steps;

/// The relation of a link.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relation {
    /// The documentation of the deprecation, for people (RFC 9745).
    Deprecation,
    /// The policy on sunsets, or more about this one (RFC 8594).
    Sunset,
    /// The successor of the resource (RFC 5829).
    SuccessorVersion,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Relation {
    /// Every relation that is read.
    pub const ALL: [Self; 3] = [Self::Deprecation, Self::Sunset, Self::SuccessorVersion];

    /// The relation type as `rel` spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deprecation => "deprecation",
            Self::Sunset => "sunset",
            Self::SuccessorVersion => "successor-version",
        }
    }
}

/// A link with at least one of the relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    target: String,
    /// In the order of [`Relation::ALL`]. Not a list: a `rel` may repeat a word as often as it likes.
    relations: [bool; Relation::ALL.len()],
}

impl Link {
    /// The target, as a URI reference.
    pub fn target(&self) -> &str {
        &self.target
    }

    pub fn has(&self, relation: Relation) -> bool {
        self.relations[relation as usize]
    }
}

/// Reads the links of one line that have one of the relations. Whether the whole line was well formed comes with them:
/// after a part that is not, reading goes on behind the next comma.
///
/// A link with an `anchor` is about another resource and is ignored (RFC 8288, section 3.2).
pub fn parse(line: &[u8]) -> (Vec<Link>, bool) {
    let mut links = Vec::new();
    let mut is_well_formed = true;
    let mut cursor = Cursor { rest: line };
    loop {
        cursor.skip(|byte| is_space(byte) || byte == b',');
        if cursor.rest.is_empty() {
            return (links, is_well_formed);
        }
        if let Ok(link) = cursor.link_value() {
            links.extend(link);
        } else {
            is_well_formed = false;
            cursor.skip_to_comma();
        }
    }
}

/// The text is not a link value.
struct Broken;

/// The unread rest of a line. Every step goes forward, so that the cost is proportional to the length of the line.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// One link value; `None` if its relation is not known.
    fn link_value(&mut self) -> Result<Option<Link>, Broken> {
        if !self.take(b'<') {
            return Err(Broken);
        }
        let target = self.take_until(|byte| byte == b'>');
        if !self.take(b'>') {
            return Err(Broken);
        }
        let mut relations = None;
        let mut has_anchor = false;
        loop {
            self.skip(is_space);
            if self.rest.first().is_none_or(|&byte| byte == b',') {
                break;
            }
            if !self.take(b';') {
                return Err(Broken);
            }
            self.skip(is_space);
            let (name, value) = self.parameter().ok_or(Broken)?;
            // Of several `rel`, the first counts (RFC 8288, section 3.3).
            if relations.is_none() && name.eq_ignore_ascii_case(b"rel") {
                relations = Some(parse_relations(&value));
            }
            has_anchor |= name.eq_ignore_ascii_case(b"anchor");
        }
        let relations = relations.unwrap_or_default();
        if has_anchor || !relations.contains(&true) {
            return Ok(None);
        }
        // A target of other characters is no URI reference; a template (RFC 9652) would lead nowhere.
        let is_reference = target
            .iter()
            .all(|byte| byte.is_ascii_graphic() && !b"<\"{}|\\^`".contains(byte));
        let target = str::from_utf8(target).ok().filter(|_| is_reference).ok_or(Broken)?;
        Ok(Some(Link {
            target: target.to_owned(),
            relations,
        }))
    }

    /// `name`, `name=token` or `name="quoted"`, with spaces around the `=` (RFC 8288, appendix B.3); `None` where a quoted
    /// string does not end.
    fn parameter(&mut self) -> Option<(&'a [u8], Cow<'a, [u8]>)> {
        let name = self.take_until(|byte| is_space(byte) || b"=;,\"<>".contains(&byte));
        self.skip(is_space);
        if !self.take(b'=') {
            return Some((name, Cow::Borrowed(&[])));
        }
        self.skip(is_space);
        let value = if self.rest.first() == Some(&b'"') {
            self.quoted()?
        } else {
            Cow::Borrowed(self.take_until(|byte| is_space(byte) || b";,\"".contains(&byte)))
        };
        Some((name, value))
    }

    /// A quoted string without its quotes and escapes; `None` where it does not end.
    fn quoted(&mut self) -> Option<Cow<'a, [u8]>> {
        let inside = self.rest.get(1..)?;
        let mut end = 0;
        let mut escapes = false;
        loop {
            steps::looked_at(1);
            match inside.get(end)? {
                b'"' => break,
                b'\\' => {
                    escapes = true;
                    end += 2;
                }
                _ => end += 1,
            }
        }
        self.rest = &inside[end + 1..];
        let inside = &inside[..end];
        Some(if escapes {
            Cow::Owned(unescape(inside))
        } else {
            Cow::Borrowed(inside)
        })
    }

    /// Goes on to the next comma that is in no quoted string.
    fn skip_to_comma(&mut self) {
        loop {
            self.skip(|byte| byte != b',' && byte != b'"');
            if self.rest.first() != Some(&b'"') {
                return;
            }
            if self.quoted().is_none() {
                self.rest = &[];
            }
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let rest = self.rest.strip_prefix(&[byte]);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn take_until(&mut self, stops: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|&byte| stops(byte));
        steps::looked_at(end.unwrap_or(self.rest.len()) + 1);
        let (taken, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        self.take_until(|byte| !skipped(byte));
    }
}

fn is_space(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn unescape(text: &[u8]) -> Vec<u8> {
    steps::looked_at(text.len());
    let mut bytes = text.iter().copied();
    let mut unescaped = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        unescaped.extend(if byte == b'\\' { bytes.next() } else { Some(byte) });
    }
    unescaped
}

/// The relation types of a `rel`, in the order of [`Relation::ALL`]; compared without regard to case.
fn parse_relations(rel: &[u8]) -> [bool; 3] {
    let mut relations = [false; 3];
    steps::looked_at(rel.len());
    for word in rel.split(|&byte| is_space(byte)) {
        for relation in Relation::ALL {
            relations[relation as usize] |= word.eq_ignore_ascii_case(relation.as_str().as_bytes());
        }
    }
    relations
}

#[cfg(test)]
mod tests {

    use proptest::prelude::*;

    use super::*;

    /// Each link of ours as `relation target`.
    fn read(line: &str) -> (Vec<String>, bool) {
        let (links, is_well_formed) = parse(line.as_bytes());
        let shown = links.iter().map(|link| {
            let relations = Relation::ALL.into_iter().filter(|&relation| link.has(relation));
            let relations: Vec<_> = relations.map(Relation::as_str).collect();
            format!("{} {}", relations.join("+"), link.target())
        });
        (shown.collect(), is_well_formed)
    }

    fn assert_reads(line: &str, expected: &[&str]) {
        let (links, is_well_formed) = read(line);
        assert_eq!(links, expected, "{line}");
        assert!(is_well_formed, "{line}");
    }

    #[test]
    fn each_relation_is_read() {
        assert_reads(
            "<https://a.example/d#x>; rel=\"deprecation\", </policy>;rel=sunset,</v2>; rel = \"successor-version\"",
            &[
                "deprecation https://a.example/d#x",
                "sunset /policy",
                "successor-version /v2",
            ],
        );
    }

    #[test]
    fn one_link_may_have_several_relations() {
        assert_reads("</d>; rel=\"sunset  Deprecation\tsunset\"", &["deprecation+sunset /d"]);
    }

    #[test]
    fn punctuation_inside_a_target_or_a_quoted_string_is_no_separator() {
        assert_reads(
            "</a,b;c>; title=\"x, <y>; rel=\\\"sunset\\\"\"; rel=deprecation",
            &["deprecation /a,b;c"],
        );
    }

    #[test]
    fn an_escaped_word_is_read_as_the_word() {
        assert_reads("</d>; rel=\"sun\\set\"", &["sunset /d"]);
    }

    #[test]
    fn other_links_and_parameters_are_passed_over() {
        assert_reads("<?page=2>; rel=\"next\", <?page=9>; rel=last, </x>, ,", &[]);
        assert_reads(
            "</d>; type=\"text/html\"; title*=UTF-8''%e2%82%ac; flag; rel=deprecation",
            &["deprecation /d"],
        );
        assert_reads("<{template}>; rel=next", &[]);
    }

    #[test]
    fn the_first_rel_counts() {
        assert_reads("</d>; rel=next; rel=deprecation", &[]);
        assert_reads("</d>; REL=sunset; rel=next", &["sunset /d"]);
    }

    #[test]
    fn a_link_of_another_resource_is_passed_over() {
        assert_reads("</d>; anchor=\"/other\"; rel=deprecation", &[]);
    }

    #[test]
    fn reading_continues_after_malformed_values() {
        for malformed in [
            "garbage",
            "</x",
            "</x> rel=sunset",
            "</x>; rel=a\"b\"",
            "</users/{id}>; rel=successor-version",
            "</a b>; rel=sunset",
            "<é>; rel=sunset",
            "x=\"a,b\"",
        ] {
            // A target that does not end takes in what follows.
            let expected: &[&str] = if malformed == "</x" { &[] } else { &["deprecation /d"] };
            let (links, is_well_formed) = read(&format!("{malformed}, </d>; rel=deprecation"));
            assert_eq!(links, expected, "{malformed}");
            assert!(!is_well_formed, "{malformed}");
        }
        assert_eq!(read("</d>; rel=\"deprecation"), (Vec::new(), false));
        assert_eq!(read("</d>; rel=\"deprecation\\"), (Vec::new(), false));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            targets in proptest::collection::vec("[a-z/?#,;=:.]{0,12}", 0..8),
            relation in proptest::sample::select(Relation::ALL.to_vec()),
            title in "[ -!#-\\[\\]-~]{0,8}",
        ) {
            let name = relation.as_str();
            let line: Vec<_> = targets.iter().map(|target| format!("<{target}>; title=\"{title}\"; rel={name}")).collect();
            let expected = targets.iter().map(|target| format!("{name} {target}")).collect();
            prop_assert_eq!(read(&line.join(", ")), (expected, true));
        }

        #[test]
        fn nothing_makes_it_panic(line in any::<Vec<u8>>(), text in "([<>;,=\"\\\\ ]|rel|sunset|/){0,40}") {
            parse(&line);
            let (links, _) = parse(text.as_bytes());
            prop_assert!(links.iter().all(|link| text.contains(link.target())));
        }
    }
}
