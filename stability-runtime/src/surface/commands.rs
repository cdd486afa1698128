//! The commands and options of a `clap::Command`.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use clap::{Arg, Command};

use super::{Difference, Discrepancy, promised};
use crate::contract::Contract;
use crate::kind::Kind;

/// Compares the promised commands and options with those of `command` and everything below it.
///
/// Every visible command must be promised, itself or through a command above it, and every visible option, itself or through
/// its command. Hidden commands and options can be promised, but need not be. Aliases are accepted instead of the names.
/// `--help` and `--version`, which clap adds, need no promise. Promises whose first word is the name of another program are
/// ignored.
///
/// ```
/// use stability::{Contract, surface};
///
/// let command = clap::Command::new("aksara").subcommand(clap::Command::new("shell"));
/// let difference = surface::commands(&Contract::default(), &command);
/// assert_eq!(
///     difference.to_string(),
///     "command `aksara shell` exists, but has no tier: \
///      add `command \"aksara shell\";` to a `stability::surface!`, or hide it",
/// );
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn commands(contract: &Contract, command: &Command) -> Difference {
    let root = command.get_bin_name().unwrap_or(command.get_name());
    let is_ours = |name: &str| name == root || name.strip_prefix(root).is_some_and(|rest| rest.starts_with(' '));
    let of = |kind| promised(contract, kind).filter(|item| is_ours(&item.name));
    let mut walk = Walk {
        commands: of(Kind::Command).map(|item| item.name.as_str()).collect(),
        options: of(Kind::CommandOption).map(|item| item.name.as_str()).collect(),
        found: BTreeSet::new(),
        discrepancies: Vec::new(),
    };
    walk.command(command, &[root.to_string()], false, true);
    let Walk {
        found,
        mut discrepancies,
        ..
    } = walk;
    let missing = of(Kind::Command)
        .chain(of(Kind::CommandOption))
        .filter(|item| !found.contains(&(item.kind, item.name.clone())));
    discrepancies.extend(missing.map(Discrepancy::missing));
    Difference::of(discrepancies)
}

struct Walk<'a> {
    commands: BTreeSet<&'a str>,
    options: BTreeSet<&'a str>,
    /// All commands and options, hidden or not, under each of their names.
    found: BTreeSet<(Kind, String)>,
    discrepancies: Vec<Discrepancy>,
}

impl Walk<'_> {
    /// `names` are the names of the command: its own first, then its aliases.
    fn command(&mut self, command: &Command, names: &[String], inherited: bool, is_root: bool) {
        let is_promised = inherited || names.iter().any(|name| self.commands.contains(name.as_str()));
        for name in names {
            self.found.insert((Kind::Command, name.clone()));
        }
        // A program that only leads to its commands says so by having some.
        let leads = is_root && command.has_subcommands();
        if !is_promised && !leads && !command.is_hide_set() {
            self.unpromised(Kind::Command, &names[0], format!("command \"{}\";", names[0]));
        }
        for option in command.get_arguments() {
            self.option(option, names, is_promised || command.is_hide_set());
        }
        for sub in command.get_subcommands() {
            let last = core::iter::once(sub.get_name()).chain(sub.get_all_aliases());
            let below: Vec<String> = last
                .flat_map(|last| names.iter().map(move |name| format!("{name} {last}")))
                .collect();
            self.command(sub, &below, is_promised || command.is_hide_set(), false);
        }
    }

    fn option(&mut self, option: &Arg, commands: &[String], inherited: bool) {
        if matches!(option.get_id().as_str(), "help" | "version") {
            return;
        }
        let spellings = spellings(option);
        let mut is_promised = inherited;
        for command in commands {
            for spelling in &spellings {
                let name = format!("{command} {spelling}");
                is_promised |= self.options.contains(name.as_str());
                self.found.insert((Kind::CommandOption, name));
            }
        }
        if !is_promised && !option.is_hide_set() {
            let (command, spelling) = (&commands[0], &spellings[0]);
            self.unpromised(
                Kind::CommandOption,
                &format!("{command} {spelling}"),
                format!("option \"{command}\" \"{spelling}\";"),
            );
        }
    }

    fn unpromised(&mut self, kind: Kind, name: &str, statement: String) {
        self.discrepancies.push(Discrepancy::Unpromised {
            kind,
            name: name.to_string(),
            statement,
        });
    }
}

/// How users write an option: `--long`, `-s`, `<NAME>` for an argument, the first to be shown.
fn spellings(option: &Arg) -> Vec<String> {
    if option.is_positional() {
        let name = option.get_value_names().and_then(|names| names.first());
        let name = name.map_or_else(|| option.get_id().as_str().to_uppercase(), ToString::to_string);
        return vec![format!("<{name}>")];
    }
    let longs = option
        .get_long()
        .into_iter()
        .chain(option.get_all_aliases().into_iter().flatten());
    let shorts = option
        .get_short()
        .into_iter()
        .chain(option.get_all_short_aliases().into_iter().flatten());
    longs
        .map(|long| format!("--{long}"))
        .chain(shorts.map(|short| format!("-{short}")))
        .collect()
}
