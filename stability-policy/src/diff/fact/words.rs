//! The words for each fact.

use std::fmt::{self, Write as _};

use super::Fact;
use crate::diff::wire_change;
use crate::shape::compare::ChangeKind;
use crate::words::kind_name;

/// The words for the thing that differs: `was removed`.
impl fmt::Display for Fact {
    #[expect(clippy::too_many_lines, reason = "one arm for each fact")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |text: &Option<String>| text.clone().map_or("none".to_string(), |text| format!("`{text}`"));
        match self {
            Self::ItemAdded | Self::FeatureAdded { .. } => f.write_str("was added"),
            Self::ItemRemoved | Self::FeatureRemoved { .. } | Self::MemberRemoved { .. } => f.write_str("was removed"),
            Self::ItemRenamed => f.write_str("has another path"),
            Self::MemberAdded { kind } => write!(f, "is a new {}", kind_name(*kind)),
            Self::TierLowered { from, to } | Self::TierRaised { from, to } => write!(f, "was {from} and is now {to}"),
            Self::ImplementTierLowered { from, to } | Self::ImplementTierRaised { from, to } => {
                write!(f, "was {from} for users who implement it and is now {to} for them")
            }
            Self::SinceChanged { from, to } => {
                write!(
                    f,
                    "was promised {} and is now promised {}",
                    since(from.as_ref()),
                    since(to.as_ref())
                )
            }
            Self::MeaningMoved {
                from,
                to,
                other,
                taken: true,
            } => {
                write!(
                    f,
                    "meant “{from}” and now means “{to}”, which was the meaning of `{other}`"
                )
            }
            Self::MeaningMoved {
                from,
                to,
                other,
                taken: false,
            } => {
                write!(
                    f,
                    "meant “{from}” and now means “{to}”, and `{other}` now means “{from}”"
                )
            }
            Self::TextChanged { from, to } => write!(f, "had the text “{from}” and now has “{to}”"),
            Self::SignatureChanged { from, to } | Self::MemberTypeChanged { from, to } => {
                write!(f, "was `{from}` and is now `{to}`")
            }
            Self::PolicyWeakened { from, to, .. } | Self::PolicyChanged { from, to, .. } => {
                write!(f, "was {} and is now {}", setting(from), setting(to))
            }
            Self::MemberNowRequired { .. } => f.write_str("had a default and is now required"),
            Self::MemberNowProvided { .. } => f.write_str("was required and now has a default"),
            Self::NoLongerReserved => f.write_str("was reserved and no longer is"),
            Self::GraduationMoved { from, to: Some(to) } => {
                write!(
                    f,
                    "had until {from} to become stable or be removed, and now has until {to}"
                )
            }
            Self::GraduationMoved { from, to: None } => {
                write!(
                    f,
                    "had until {from} to become stable or be removed, and now has no limit"
                )
            }
            Self::GraduationStated { to } => write!(f, "now has until {to} to become stable or be removed"),
            Self::Deprecated => f.write_str("is deprecated"),
            Self::DeprecationStageChanged { from: Some(from), to } => {
                write!(f, "had the deprecation stage `{from}` and now has `{to}`")
            }
            Self::DeprecationStageChanged { from: None, to } => {
                write!(f, "is deprecated with the stage `{to}` from the start")
            }
            Self::DeprecationMoved { from, to } => {
                write!(
                    f,
                    "was deprecated {} and is now deprecated {}",
                    since(from.as_ref()),
                    since(to.as_ref())
                )
            }
            Self::DeprecationDateMoved { from, to } => {
                write!(
                    f,
                    "was deprecated {} and is now deprecated {}",
                    on(from.as_ref()),
                    on(to.as_ref())
                )
            }
            Self::DeprecationReworded { part, from, to } => {
                write!(
                    f,
                    "had the deprecation {part} {} and now has {}",
                    or_none(from),
                    or_none(to)
                )
            }
            Self::AreaChanged { from, to } => {
                write!(f, "was in {} and is now in {}", area(from.as_ref()), area(to.as_ref()))
            }
            Self::AudienceChanged { from, to } => {
                let or_all =
                    |text: &Option<String>| text.as_ref().map_or("everybody".to_string(), |it| format!("“{it}”"));
                write!(
                    f,
                    "was promised to {} and is now promised to {}",
                    or_all(from),
                    or_all(to)
                )
            }
            Self::OwnerChanged { from, to } => write!(f, "was declared by `{from}` and is now declared by `{to}`"),
            Self::MayExposeChanged { from, to } => {
                write!(
                    f,
                    "could show {} with weaker tiers, and can now show {}",
                    list(from),
                    list(to)
                )
            }
            Self::CodeRetired => f.write_str("is retired"),
            Self::CodeUnretired => f.write_str("was retired and is in use again"),
            Self::Undeprecated => f.write_str("is no longer deprecated"),
            Self::SunsetMoved { from, to } => write!(f, "had the sunset {} and now has {}", or_none(from), or_none(to)),
            Self::RemovalMoved { from, to } => match (from, to) {
                (Some(from), Some(to)) => {
                    write!(f, "was announced for removal in {from}, and is now announced for {to}")
                }
                (Some(from), None) => {
                    write!(
                        f,
                        "was announced for removal in {from}, and now has no announced removal"
                    )
                }
                (None, Some(to)) => write!(f, "is now announced for removal in {to}"),
                (None, None) => f.write_str("has no announced removal"),
            },
            Self::NowNonExhaustive => f.write_str("no longer permits users to construct or match it exhaustively"),
            Self::NowExhaustive => f.write_str("now permits users to construct or match it exhaustively"),
            Self::Sealed => f.write_str("is now sealed"),
            Self::Unsealed => f.write_str("is no longer sealed"),
            Self::FriendRemoved { friend } => write!(f, "no longer lets `{friend}` implement it"),
            Self::FriendAdded { friend } => write!(f, "now lets `{friend}` implement it"),
            Self::SchemaMarkerChanged { from, to } => {
                write!(f, "had the marker {} and now has {}", or_none(from), or_none(to))
            }
            Self::NamespacesChanged => f.write_str("has other namespaces for extension fields"),
            Self::ContentsChanged => f.write_str("has other contents"),
            Self::ErasedRemoved => f.write_str("no longer has a form that can be `dyn`"),
            Self::ErasedAdded => f.write_str("now has a form that can be `dyn`"),
            Self::Shape {
                change, of, from, to, ..
            } => {
                let mut text = String::new();
                phrase(&mut text, *change, of, from, to)?;
                f.write_str(&with_names(&text))
            }
            Self::Wire { change, from, to } => wire_change::phrase(f, *change, from, to),
            Self::FeatureRequired { feature } => write!(f, "now needs the feature `{feature}`"),
            Self::CfgRequired { cfg } => write!(f, "now needs `--cfg {cfg}`"),
            Self::CfgNoLongerRequired { cfg } => write!(f, "no longer needs `--cfg {cfg}`"),
            Self::FeatureNoLongerRequired { feature } => write!(f, "no longer needs the feature `{feature}`"),
            Self::FeatureEnablesLess { other, .. } => write!(f, "no longer enables the feature `{other}`"),
            Self::FeatureDefaultOn { .. } => f.write_str("is now on by default"),
            Self::FeatureDefaultOff { .. } => f.write_str("is no longer on by default"),
            Self::MsrvRaised { from, to } => match from {
                Some(from) => write!(f, "was {from} and is now {to}"),
                None => write!(f, "was not stated and is now {to}"),
            },
            Self::MsrvLowered { from, to: Some(to) } => write!(f, "was {from} and is now {to}"),
            Self::MsrvLowered { from, to: None } => write!(f, "was {from} and is no longer stated"),
            Self::UnmarkedChanged { from, to } => {
                write!(f, "had {from} public items without a tier and now has {to}")
            }
            Self::ScopeNarrowed { from, to } | Self::ScopeWidened { from, to } => {
                let only = if matches!(self, Self::ScopeNarrowed { .. }) {
                    "only "
                } else {
                    ""
                };
                let scope =
                    |it: &Option<String>| it.as_ref().map_or("every version".to_owned(), |it| format!("`{it}`"));
                write!(f, "applied to {} and now applies {only}to {}", scope(from), scope(to))
            }
            Self::StateLowered { from, to: None } => write!(f, "was {from} and is no longer stated"),
            Self::StateLowered { from, to: Some(to) } | Self::StateRaised { from, to } => {
                write!(f, "was {from} and is now {to}")
            }
            Self::ExclusionAdded { words, .. } => write!(f, "now excludes “{words}” from its promises"),
            Self::ExclusionRemoved { words, .. } => write!(f, "no longer excludes “{words}” from its promises"),
            Self::PlannedAdded { name, .. } => write!(f, "now announces `{name}` as planned"),
            Self::PlannedRemoved { name, .. } => write!(f, "no longer announces `{name}` as planned"),
            Self::PackageAdded | Self::BuildAdded { .. } => f.write_str("is now in the contract"),
            Self::PackageRemoved | Self::BuildRemoved { .. } => f.write_str("is no longer in the contract"),
        }
    }
}

fn since(version: Option<&String>) -> String {
    version.map_or("without a version".to_owned(), |version| format!("since `{version}`"))
}

fn on(date: Option<&String>) -> String {
    date.map_or("without a date".to_owned(), |date| format!("on `{date}`"))
}

fn area(name: Option<&String>) -> String {
    name.map_or("no area".to_owned(), |name| format!("the area `{name}`"))
}

/// A value of the policy as it is written, or the words for one that is not.
fn setting(value: &str) -> String {
    match value {
        "none" => "not set".to_owned(),
        "set" => "set".to_owned(),
        "the default level" => "at its default level".to_owned(),
        "that of the item" => "the tier of the item".to_owned(),
        written => format!("`{written}`"),
    }
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "no types".to_string()
    } else {
        names.join(", ")
    }
}

/// The words for an item whose shape differs: ``no longer implements `Clone` ``.
fn phrase(f: &mut String, change: ChangeKind, of: &str, from: &str, to: &str) -> fmt::Result {
    let within = |f: &mut String| match of {
        "" => Ok(()),
        of => write!(f, " in `{of}`"),
    };
    match change {
        ChangeKind::ImplRemoved | ChangeKind::AutoTraitLost => write!(f, "no longer implements `{from}`"),
        ChangeKind::ImplAdded | ChangeKind::AutoTraitGained => write!(f, "now implements `{to}`"),
        ChangeKind::PathRemoved => write!(f, "can no longer be named by the path `{from}`"),
        ChangeKind::PathRetargeted if of.is_empty() => {
            write!(f, "re-exported `{}` and now re-exports `{}`", plain(from), plain(to))
        }
        ChangeKind::AbiChanged => write!(f, "had {} and now has {}", abi(from), abi(to)),
        ChangeKind::HelperRemoved => write!(f, "no longer has the helper attribute `{from}`"),
        ChangeKind::HelperAdded => write!(f, "now has the helper attribute `{to}`"),
        ChangeKind::PathRetargeted => write!(f, "is no longer what the path `{of}` names"),
        ChangeKind::BoundTightened if to.is_empty() => {
            write!(f, "now requires more than `{from}`").and_then(|()| within(f))
        }
        ChangeKind::BoundTightened => write!(f, "now requires `{to}`").and_then(|()| within(f)),
        ChangeKind::BoundLoosened if from.is_empty() => write!(f, "now allows `{to}`").and_then(|()| within(f)),
        ChangeKind::BoundLoosened => write!(f, "no longer requires `{from}`").and_then(|()| within(f)),
        ChangeKind::ValueChanged if to.is_empty() => {
            write!(f, "had the value `{from}`, and its value is now unknown")
        }
        ChangeKind::ValueChanged if from.is_empty() => {
            write!(f, "has the value `{to}`, and its value was not recorded before")
        }
        ChangeKind::ValueChanged => write!(f, "had the value `{from}` and now has `{to}`"),
        ChangeKind::OutputAutoTraitLost => {
            let (name, condition) = from.split_at(from.find(" where ").unwrap_or(from.len()));
            write!(
                f,
                "returned a type that implements `{name}`{condition}, and no longer does"
            )
        }
        ChangeKind::VarianceNarrowed if to.is_empty() => {
            write!(f, "was {from} in its parameter `{of}`, and its variance is now unknown")
        }
        ChangeKind::VarianceNarrowed => write!(f, "was {from} in its parameter `{of}` and is now {to}"),
        ChangeKind::MayDangleLost if of.is_empty() => {
            f.write_str("now implements `Drop`, which may use what it borrows")
        }
        ChangeKind::MayDangleLost => write!(
            f,
            "now uses its parameter `{of}` when it is dropped, so what it borrows must not change before that"
        ),
        ChangeKind::HiddenVariantAdded => {
            f.write_str("now has a variant with `#[doc(hidden)]`, so users cannot match all of its variants")
        }
        ChangeKind::InferenceLost => {
            f.write_str("does not show rustc a new parameter of its type, so callers must name that parameter")
        }
        ChangeKind::DiscriminantChanged if to.is_empty() => {
            write!(f, "can no longer be converted to a number with `as`")
        }
        ChangeKind::DiscriminantChanged => write!(f, "had the discriminant {from} and now has {to}"),
        ChangeKind::ConstructorOrderChanged => write!(f, "took ({from}) and now takes ({to})"),
        ChangeKind::ArmRemoved => write!(f, "no longer has the arm `({from})`"),
        ChangeKind::ArmAdded => write!(f, "has the new arm `({to})`"),
        ChangeKind::TargetFeatureAdded => write!(f, "now requires the target feature `{to}`"),
        ChangeKind::ExportNameChanged if to.is_empty() => write!(f, "is no longer exported as `{from}`"),
        ChangeKind::ExportNameChanged => write!(f, "was exported as `{from}` and is now exported as `{to}`"),
        ChangeKind::LayoutChanged => write!(f, "had the layout `{from}` and now has `{to}`"),
        ChangeKind::ReprChanged => write!(f, "had {} and now has {}", repr(from), repr(to)),
        ChangeKind::ParametersChanged if of.starts_with("parameter ") => {
            write!(f, "took `{}` and now takes `{}` as {of}", plain(from), plain(to))
        }
        // With an output, the text is the whole declaration.
        ChangeKind::ParametersChanged if of.is_empty() && !from.contains(") -> ") => {
            write!(f, "took `({})` and now takes `({})`", plain(from), plain(to))
        }
        ChangeKind::CapturesChanged => write!(
            f,
            "returned `{}` and now returns `{}`, which captures other lifetimes of its arguments",
            plain(from),
            plain(to)
        ),
        ChangeKind::OutputChanged => {
            write!(f, "returned `{}` and now returns `{}`", plain(from), plain(to)).and_then(|()| within(f))
        }
        ChangeKind::FieldAdded => write!(f, "now has {to}"),
        ChangeKind::TraitItemAdded => write!(f, "was added"),
        ChangeKind::UnnamedNarrowed | ChangeKind::UnnamedReplaced => unnamed(f, change, of, from, to),
        ChangeKind::DynCompatibilityLost => write!(f, "can no longer be `dyn`"),
        _ if to.is_empty() => write!(f, "is no longer `{}`", plain(from)).and_then(|()| within(f)),
        _ if from.is_empty() => write!(f, "is now `{}`", plain(to)).and_then(|()| within(f)),
        _ => write!(f, "was `{}` and is now `{}`", plain(from), plain(to)).and_then(|()| within(f)),
    }
}

fn repr(repr: &str) -> String {
    if repr.is_empty() {
        "no `repr`".to_owned()
    } else {
        format!("`repr({repr})`")
    }
}

fn abi(abi: &str) -> String {
    if abi.is_empty() {
        "the ABI of Rust".to_owned()
    } else {
        format!("the ABI `{abi}`")
    }
}

/// The text with names for lifetimes as people write them: of a type and its second lifetime, `'T1`, `'b`; of a function, `'1`, `'b` too,
/// or `'y` beside those of a type.
fn with_names(text: &str) -> String {
    const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
    const BESIDE: [&str; 3] = ["x", "y", "z"];
    let numbered = |part: &str| {
        let rest = part.strip_prefix('T').unwrap_or(part);
        let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        // In quotation marks, it is a letter.
        let is_letter = rest[end..].starts_with(|it: char| it.is_alphanumeric() || it == '\'');
        let number: usize = rest[..end].parse().ok().filter(|_| !is_letter)?;
        Some((part.starts_with('T'), number, part.len() - rest.len() + end))
    };
    let is_of_type = |at: usize| numbered(&text[at + 1..]).is_some_and(|(is_of_type, ..)| is_of_type);
    let has_type = text.match_indices('\'').any(|(at, _)| is_of_type(at));
    let mut named = String::new();
    let mut rest = text;
    while let Some((before, part)) = rest.split_once('\'') {
        named.push_str(before);
        named.push('\'');
        rest = part;
        if let Some((is_of_type, number, end)) = numbered(part) {
            let letters = if has_type && !is_of_type {
                &BESIDE[..]
            } else {
                &NAMES[..]
            };
            if let Some(name) = letters.get(number) {
                named.push_str(name);
                rest = &part[end..];
            }
        }
    }
    named.push_str(rest);
    named
}

/// The canonical text of a declaration without the braces around what only another package can resolve: of
/// `fn() -> {other@1::Result<u8>}`, `fn() -> other@1::Result<u8>`. A constant in braces keeps them.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = bare(text);
    while let Some((before, inside)) = rest.split_once('{') {
        plain.push_str(before);
        let path = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '@' | '.')));
        let is_alias = inside[..path.unwrap_or(inside.len())].contains('@');
        let mut depth = 1_usize;
        let end = inside.char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        match end {
            Some((end, _)) if is_alias => {
                plain.push_str(&self::plain(&inside[..end]));
                rest = &inside[end + 1..];
            }
            _ => {
                plain.push('{');
                rest = inside;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// A type without brackets around all of it: of `(impl Sized)`, `impl Sized`.
fn bare(text: &str) -> &str {
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let Some(inner) = inner.filter(|it| it.starts_with("impl ") || it.starts_with("dyn ")) else {
        return text;
    };
    let mut depth = 0_i32;
    let closes_first = inner.chars().any(|it| {
        depth += match it {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth < 0
    });
    if closes_first { text } else { inner }
}

/// The words for an item that shows a type which users cannot name.
fn unnamed(f: &mut String, change: ChangeKind, of: &str, from: &str, to: &str) -> fmt::Result {
    let of = of.trim_start_matches('~');
    // An implementation of it, so that it is a trait.
    let implementation = [from, to].into_iter().find(|it| it.starts_with('~'));
    if let (ChangeKind::UnnamedNarrowed, Some(implementation)) = (change, implementation) {
        let (_, on) = implementation.split_once(" for ").unwrap_or_default();
        let on = on.split(": ").next().unwrap_or(on);
        return match to.split_once(&format!("{on}: ")) {
            Some((_, bound)) => write!(
                f,
                "requires `{of}`, a trait that users cannot name, which `{on}` now implements only for `{bound}`"
            ),
            None => write!(
                f,
                "requires `{of}`, a trait that users cannot name, and `{on}` no longer implements it"
            ),
        };
    }
    match (change, from, to) {
        (ChangeKind::UnnamedReplaced, ..) => {
            let to = to.trim_start_matches('~');
            write!(
                f,
                "gave values of `{of}`, a type that users cannot name, and now gives values of `{to}`, which do not have `{from}`"
            )
        }
        (_, _, "") => write!(
            f,
            "gives values of `{of}`, a type that users cannot name, and they no longer have `{from}`"
        ),
        (_, "", _) => write!(
            f,
            "gives values of `{of}`, a type that users cannot name, and they now require `{to}`"
        ),
        _ => write!(
            f,
            "gives values of `{of}`, a type that users cannot name, and their `{from}` is now `{to}`"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, with_names};

    #[test]
    fn only_what_another_package_resolves_loses_its_braces() {
        for (text, expected) in [
            ("fn() -> {other@1::Result<u8>}", "fn() -> other@1::Result<u8>"),
            ("{a@1::B<{c@2::D}>}", "a@1::B<c@2::D>"),
            ("[u8; {N + 1}]", "[u8; {N + 1}]"),
            ("[{a@1::B}; {N}]", "[a@1::B; {N}]"),
            ("{a@1::B", "{a@1::B"),
            ("(impl A + {a@1::B})", "impl A + a@1::B"),
            ("(dyn Fn() -> (u8, u8))", "dyn Fn() -> (u8, u8)"),
            ("(impl A) -> (impl B)", "(impl A) -> (impl B)"),
            ("(u8, u8)", "(u8, u8)"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn lifetimes_have_names_as_people_write_them() {
        for (text, expected) in [
            (
                "took `&'0 str` and now takes `&'1 mut str`",
                "took `&'a str` and now takes `&'b mut str`",
            ),
            (
                "was covariant in its parameter `'T1`",
                "was covariant in its parameter `'b`",
            ),
            ("(self: &'0 k::R<'T0>) -> &'T0 str", "(self: &'x k::R<'a>) -> &'a str"),
            (
                "had the value `'0'` and now has `'T'`",
                "had the value `'0'` and now has `'T'`",
            ),
            ("`&'static str` with `'12`", "`&'static str` with `'12`"),
        ] {
            assert_eq!(with_names(text), expected);
        }
    }
}
