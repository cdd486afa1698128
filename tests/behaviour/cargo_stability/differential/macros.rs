//! Exported macros.

use super::draw::{Change, Draw};

/// Patterns of arms in two spellings, with a call that they take.
const ARMS: [(&str, &str, &str); 5] = [
    ("()", "[]", ""),
    ("($x:expr)", "( $value : expr )", "1 + 1"),
    ("(name $x:ident)", "{name $y:ident}", "name hello"),
    (
        "(types $($t:ty),* $(,)?)",
        "(types $( $each:ty ) , * $( , )?)",
        "types u8, u16,",
    ),
    (
        "($a:literal => $b:tt)",
        "($key:literal /* to */ => $value:tt)",
        "1 => [2 3]",
    ),
];

pub fn arms(draw: &mut Draw) -> Change {
    // What takes any expression is tried last.
    let order = [0, 2, 3, 4, 1];
    let mut old: Vec<usize> = draw.some(&order[..4]);
    old.push(1);
    let mut new = old.clone();
    let kind = match draw.below(5) {
        0 | 1 => "respelled",
        2 => {
            let at = draw.below(old.len());
            new.remove(at);
            "arm removed"
        }
        3 => {
            new = order.to_vec();
            "arms added"
        }
        _ => "no longer exported",
    };
    let is_exported = kind != "no longer exported";
    let name = "$m_say";
    let whole = |arms: &[usize], is_long: bool, is_exported: bool| {
        let arms: Vec<String> = arms
            .iter()
            .map(|at| format!("{} => {{ 1 }};", if is_long { ARMS[*at].1 } else { ARMS[*at].0 }))
            .collect();
        format!(
            "/// Says.\n{}macro_rules! {name} {{ {} }}",
            if is_exported {
                "#[macro_export] "
            } else {
                "#[allow(unused)] "
            },
            arms.join(" ")
        )
    };
    // An empty macro cannot be written.
    if new.is_empty() {
        new.push(0);
    }
    let calls: Vec<String> = old
        .iter()
        .map(|at| format!("let _ = nika::{name}!({});", ARMS[*at].2))
        .collect();
    let user = format!("fn u() {{ {} }}", calls.join(" "));
    Change::new(
        &format!("macro: {kind}"),
        &whole(&old, false, true),
        &whole(&new, true, is_exported),
        &user,
    )
}
