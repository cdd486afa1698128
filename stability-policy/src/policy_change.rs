//! How a policy differs from the one at the last release, which is part of what was promised.
//!
//! Every struct is taken apart whole, so that a new setting does not compile before this file says which of its values is weaker.
//! Where no order is known, as of the files that count as decisions, another value is weaker. Exceptions and suppressions are
//! permissions with a reason of their own: they are shown, and have their own rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};

use semver::Version;
use stability::Tier;
use stability::contract::Build;

use super::{
    Announcements, ChangelogSettings, Changesets, Commits, Decisions, DefaultTier, DocumentSettings, Exception,
    Features, ForeignSettings, Gate, GateProof, KindNotices, Level, Msrv, NoticeKind, Phase, Policy, Ratchets,
    ReleaseSettings, Suppression, TierPolicy, Tiers, UsageSettings, WireSettings,
};
use crate::diff::{Change, Effect, Fact};

/// What differs between the policy of the last release and the one of today.
pub fn compare(shipped: &Policy, policy: &Policy) -> Vec<Change<'static>> {
    let mut found = Found::default();
    let Policy {
        packages,
        baseline,
        minimum_tool,
        build,
        builds,
        foreign,
        wire,
        default,
        forward_compatible,
        tiers,
        before_one,
        pre_release,
        alpha: _,
        beta: _,
        rc: _,
        next,
        release,
        levels,
        changelog,
        announcements,
        decisions,
        changesets,
        commits,
        features,
        msrv,
        ratchets,
        documents,
        gates,
        exceptions,
        suppressions,
        usage,
        // What the project permits itself to use, and how its pages look, is promised to nobody.
        uses: _,
        doc: _,
    } = shipped;
    found.list("packages", packages, &policy.packages, Growth::Stricter);
    found.other("baseline", baseline, &policy.baseline, true);
    let tools = (minimum_tool.as_ref(), policy.minimum_tool.as_ref());
    found.option("tool.minimum", tools, |was, is| is < was);
    // What is no longer built is missing in the contract, which is reported there.
    found.builds("build", (build, &policy.build));
    found.named_builds(builds, &policy.builds);
    found.foreign(foreign, &policy.foreign);
    found.wire(*wire, policy.wire);
    found.default_tier(default, &policy.default);
    found.flag("profile", *forward_compatible, policy.forward_compatible);
    found.tiers("tiers", tiers, &policy.tiers);
    found.tiers("before-1-0", before_one, &policy.before_one);
    found.tiers("pre-release", pre_release, &policy.pre_release);
    for (key, phase) in [("alpha", Phase::Alpha), ("beta", Phase::Beta), ("rc", Phase::Rc)] {
        let (was, is) = (shipped.tiers(phase), policy.tiers(phase));
        let is_of_all = was == &shipped.pre_release && is == &policy.pre_release;
        if !is_of_all {
            found.tiers(&format!("pre-release.{key}"), was, is);
        }
    }
    // The version that is released decides in the end.
    found.other("next", &shown(next.as_ref()), &shown(policy.next.as_ref()), false);
    found.release(release, &policy.release);
    found.levels(levels, &policy.levels);
    found.changelog(changelog.as_ref(), policy.changelog.as_ref());
    let Announcements { channels } = announcements;
    found.list(
        "announcements.channels",
        channels,
        &policy.announcements.channels,
        Growth::Stricter,
    );
    found.decisions(decisions.as_ref(), policy.decisions.as_ref());
    found.changesets(changesets.as_ref(), policy.changesets.as_ref());
    found.commits(commits.as_ref(), policy.commits.as_ref());
    let Features { off_for_minors, names } = features;
    let [was, is] = [names, &policy.features.names].map(|names| names.as_ref().map(|names| names.join(", ")));
    let more = |was: &String, is: &String| is.split(", ").any(|name| !was.split(", ").any(|other| other == name));
    found.option("features.names", (was.as_ref(), is.as_ref()), more);
    found.ordered(
        "features.off-for-minors",
        off_for_minors,
        &policy.features.off_for_minors,
    );
    let Msrv { bump, announced } = msrv;
    found.ordered("msrv.bump", bump, &policy.msrv.bump);
    found.flag("msrv.announced", *announced, policy.msrv.announced);
    let Ratchets { unmarked } = ratchets;
    found.flag("ratchets.unmarked", *unmarked, policy.ratchets.unmarked);
    found.usage(usage.as_ref(), policy.usage.as_ref());
    found.documents(documents, &policy.documents);
    found.gates(gates, &policy.gates);
    found.permissions(exceptions, suppressions, policy);
    found.0
}

/// What it means that a list has more entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Growth {
    Stricter,
    Weaker,
}

fn shown<T: Display>(value: Option<&T>) -> String {
    value.map_or("none".to_owned(), ToString::to_string)
}

/// What differs.
#[derive(Default)]
struct Found(Vec<Change<'static>>);

impl Found {
    fn add(&mut self, setting: &str, from: String, to: String, is_weaker: bool) {
        let setting = setting.to_owned();
        let fact = if is_weaker {
            Fact::PolicyWeakened { setting, from, to }
        } else {
            Fact::PolicyChanged { setting, from, to }
        };
        self.0.push(Change::of_package(fact, Effect::Neutral, "", Tier::Stable));
    }

    /// A setting without an order.
    fn other(&mut self, setting: &str, was: &str, is: &str, is_weaker: bool) {
        if was != is {
            self.add(setting, was.to_owned(), is.to_owned(), is_weaker);
        }
    }

    /// A setting of which a smaller value permits more.
    fn ordered<T: Ord + Display>(&mut self, setting: &str, was: &T, is: &T) {
        if was != is {
            self.add(setting, was.to_string(), is.to_string(), is < was);
        }
    }

    /// Which releases count. Where a tag or a branch has another name, a release may no longer be found.
    fn release(&mut self, shipped: &ReleaseSettings, settings: &ReleaseSettings) {
        let ReleaseSettings {
            tag,
            from_any,
            ignore,
            branch,
        } = shipped;
        self.other("release.tag", &shown(tag.as_ref()), &shown(settings.tag.as_ref()), true);
        let from = |any: bool| if any { "any" } else { "ancestors" };
        self.other(
            "release.from",
            from(*from_any),
            from(settings.from_any),
            settings.from_any,
        );
        let versions = |ignored: &[Version]| ignored.iter().map(ToString::to_string).collect::<Vec<_>>();
        self.list(
            "release.ignore",
            &versions(ignore),
            &versions(&settings.ignore),
            Growth::Weaker,
        );
        self.other(
            "release.branch",
            &shown(branch.as_ref()),
            &shown(settings.branch.as_ref()),
            true,
        );
    }

    /// A setting that asks for something where it is `true`.
    fn flag(&mut self, setting: &str, was: bool, is: bool) {
        self.ordered(setting, &was, &is);
    }

    /// A setting that asks for nothing where it is left out.
    fn option<T: PartialEq + Display>(
        &mut self,
        setting: &str,
        (was, is): (Option<&T>, Option<&T>),
        is_weaker: impl Fn(&T, &T) -> bool,
    ) {
        if was == is {
            return;
        }
        let is_weaker = match (was, is) {
            (Some(was), Some(is)) => is_weaker(was, is),
            (was, _) => was.is_some(),
        };
        self.add(setting, shown(was), shown(is), is_weaker);
    }

    /// A table that asks for nothing where it is left out. Of two tables, `None` is given: their keys are compared.
    fn presence<'p, T>(&mut self, setting: &str, was: Option<&'p T>, is: Option<&'p T>) -> Option<(&'p T, &'p T)> {
        let word = |table: Option<&T>| if table.is_some() { "set" } else { "none" };
        self.other(setting, word(was), word(is), was.is_some());
        was.zip(is)
    }

    fn list<T: PartialEq + Debug>(&mut self, setting: &str, was: &[T], is: &[T], growth: Growth) {
        let has_less = |some: &[T], other: &[T]| other.iter().any(|entry| !some.contains(entry));
        let (lost, gained) = (has_less(is, was), has_less(was, is));
        if !lost && !gained {
            return;
        }
        let is_weaker = match growth {
            Growth::Stricter => lost,
            Growth::Weaker => gained,
        };
        self.add(setting, format!("{was:?}"), format!("{is:?}"), is_weaker);
    }

    fn builds(&mut self, setting: &str, (was, is): (&Build, &Build)) {
        self.other(setting, &format!("{was:?}"), &format!("{is:?}"), false);
    }

    fn named_builds(&mut self, was: &BTreeMap<String, Build>, is: &BTreeMap<String, Build>) {
        for name in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let shown = |build: Option<&Build>| build.map_or("none".to_owned(), |build| format!("{build:?}"));
            self.other(
                &format!("builds.{name}"),
                &shown(was.get(name)),
                &shown(is.get(name)),
                false,
            );
        }
    }

    fn foreign(&mut self, was: &ForeignSettings, is: &ForeignSettings) {
        let ForeignSettings { allowed } = was;
        match (allowed, &is.allowed) {
            (Some(was), Some(is)) => self.list("foreign.allowed", was, is, Growth::Weaker),
            (Some(was), None) => self.add("foreign.allowed", format!("{was:?}"), "every package".into(), true),
            (None, Some(is)) => self.add("foreign.allowed", "every package".into(), format!("{is:?}"), false),
            (None, None) => {}
        }
    }

    fn wire(&mut self, was: WireSettings, is: WireSettings) {
        let WireSettings { default } = was;
        // Forms have the tier of their items where none is written.
        let tier = |tier: Option<Tier>| tier.unwrap_or(Tier::Frozen);
        let word = |tier: Option<Tier>| tier.map_or("that of the item", Tier::as_str);
        let is_weaker = tier(is.default) < tier(default);
        self.other("wire.default", word(default), word(is.default), is_weaker);
    }

    fn default_tier(&mut self, was: &DefaultTier, is: &DefaultTier) {
        let DefaultTier { tier, modules } = was;
        let word = |tier: Option<Tier>| tier.map_or("none", Tier::as_str);
        self.other("default.tier", word(*tier), word(is.tier), is.tier < *tier);
        for module in modules.keys().chain(is.modules.keys()).collect::<BTreeSet<_>>() {
            let (had, has) = (tier_of(was, module), tier_of(is, module));
            self.other(&format!("default.modules.{module}"), word(had), word(has), has < had);
        }
    }

    fn tiers(&mut self, key: &str, was: &Tiers, is: &Tiers) {
        let Tiers {
            frozen,
            stable,
            beta,
            evolving,
            experimental,
            internal,
        } = was;
        for (tier, was) in [
            (Tier::Frozen, frozen),
            (Tier::Stable, stable),
            (Tier::Beta, beta),
            (Tier::Evolving, evolving),
            (Tier::Experimental, experimental),
            (Tier::Internal, internal),
        ] {
            self.tier(&format!("{key}.{tier}"), was, is.get(tier));
        }
    }

    fn tier(&mut self, key: &str, was: &TierPolicy, is: &TierPolicy) {
        let TierPolicy {
            breaks,
            adds,
            notice,
            kind_notices,
            once_deprecated,
            break_needs_deprecation,
        } = was;
        self.ordered(&format!("{key}.break"), breaks, &is.breaks);
        self.ordered(&format!("{key}.add"), adds, &is.adds);
        self.ordered(&format!("{key}.notice.minors"), &notice.minors, &is.notice.minors);
        self.ordered(&format!("{key}.notice.days"), &notice.days, &is.notice.days);
        let (had, has) = (once_deprecated, &is.once_deprecated);
        self.ordered(&format!("{key}.once-deprecated.minors"), &had.minors, &has.minors);
        self.ordered(&format!("{key}.once-deprecated.days"), &had.days, &has.days);
        self.flag(
            &format!("{key}.break-needs-deprecation"),
            *break_needs_deprecation,
            is.break_needs_deprecation,
        );
        if (kind_notices, &is.kind_notices) == (&KindNotices::NONE, &KindNotices::NONE) {
            return;
        }
        for kind in NoticeKind::ALL {
            let (had, has) = (was.notice_of(Some(kind)), is.notice_of(Some(kind)));
            let key = format!("{key}.notice.{}", kind.as_str());
            self.ordered(&format!("{key}.minors"), &had.minors, &has.minors);
            self.ordered(&format!("{key}.days"), &had.days, &has.days);
        }
    }

    /// Without the rules, a level that is left out is not known: whatever may be lower is weaker.
    fn levels(&mut self, was: &BTreeMap<String, Level>, is: &BTreeMap<String, Level>) {
        for id in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let (had, has) = (was.get(id), is.get(id));
            let is_weaker = match (had, has) {
                (Some(had), Some(has)) => has < had,
                (Some(had), None) => *had == Level::Deny,
                (None, has) => has.is_some_and(|has| *has < Level::Deny),
            };
            let shown = |level: Option<&Level>| level.map_or("the default level", |level| level.as_str());
            self.other(&format!("levels.{id}"), shown(had), shown(has), is_weaker);
        }
    }

    fn changelog(&mut self, was: Option<&ChangelogSettings>, is: Option<&ChangelogSettings>) {
        let Some((was, is)) = self.presence("changelog", was, is) else {
            return;
        };
        let ChangelogSettings {
            path,
            breaking,
            deprecated,
            security,
            generated,
            migration,
            example,
        } = was;
        self.other("changelog.path", path, &is.path, false);
        self.list("changelog.breaking", breaking, &is.breaking, Growth::Weaker);
        self.list("changelog.deprecated", deprecated, &is.deprecated, Growth::Weaker);
        self.list("changelog.security", security, &is.security, Growth::Weaker);
        self.list("changelog.generated", generated, &is.generated, Growth::Weaker);
        self.flag("changelog.migration", *migration, is.migration);
        self.flag("changelog.example", *example, is.example);
    }

    fn decisions(&mut self, was: Option<&Decisions>, is: Option<&Decisions>) {
        if let Some((was, is)) = self.presence("decisions", was, is) {
            let Decisions { files, accepted } = was;
            self.other("decisions.files", files, &is.files, true);
            self.other("decisions.accepted", accepted, &is.accepted, true);
        }
    }

    fn changesets(&mut self, was: Option<&Changesets>, is: Option<&Changesets>) {
        if let Some((was, is)) = self.presence("changesets", was, is) {
            let Changesets { folder } = was;
            self.other("changesets.folder", folder, &is.folder, false);
        }
    }

    fn commits(&mut self, was: Option<&Commits>, is: Option<&Commits>) {
        if let Some((was, is)) = self.presence("commits", was, is) {
            let Commits { subject, footer, bang } = was;
            self.list("commits.subject", subject, &is.subject, Growth::Weaker);
            self.list("commits.footer", footer, &is.footer, Growth::Weaker);
            // One more way to mark a break permits more.
            if *bang != is.bang {
                self.add("commits.bang", bang.to_string(), is.bang.to_string(), is.bang);
            }
        }
    }

    fn documents(&mut self, was: &[DocumentSettings], is: &[DocumentSettings]) {
        let shown = |documents: &[DocumentSettings]| -> Vec<String> {
            let shown = |DocumentSettings { path, format }: &DocumentSettings| format!("{path} ({format:?})");
            documents.iter().map(shown).collect()
        };
        self.list("document", &shown(was), &shown(is), Growth::Stricter);
    }

    fn gates(&mut self, was: &[Gate], is: &[Gate]) {
        let proofs = |gates: &[Gate]| -> BTreeMap<String, String> {
            let entry = |Gate { name, proof, line: _ }: &Gate| (name.clone(), words(proof));
            gates.iter().map(entry).collect()
        };
        let (was, is) = (proofs(was), proofs(is));
        for name in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
            let pair = (was.get(name), is.get(name));
            // Another proof is not known to prove as much.
            self.option(&format!("gate.{name}"), pair, |_, _| true);
        }
    }

    /// Uses that are no longer counted no longer hold a removal back.
    fn usage(&mut self, was: Option<&UsageSettings>, is: Option<&UsageSettings>) {
        if let Some((was, is)) = self.presence("usage", was, is) {
            let UsageSettings { source, days } = was;
            self.other(
                "usage.source",
                &format!("{source:?}"),
                &format!("{:?}", is.source),
                true,
            );
            let counted = |days: Option<u32>| days.map_or("all".to_owned(), |days| days.to_string());
            let is_weaker = is.days.unwrap_or(u32::MAX) < days.unwrap_or(u32::MAX);
            self.other("usage.days", &counted(*days), &counted(is.days), is_weaker);
        }
    }

    /// The permissions that are new, each of which argues for itself.
    fn permissions(&mut self, exceptions: &[Exception], suppressions: &[Suppression], policy: &Policy) {
        let of_exception = |it: &Exception| format!("exception for {}", it.item);
        let of_suppression = |it: &Suppression| format!("suppression of {} for {}", it.rule, it.item);
        let names = |exceptions: &[Exception], suppressions: &[Suppression]| -> BTreeSet<String> {
            let named = exceptions.iter().map(of_exception);
            named.chain(suppressions.iter().map(of_suppression)).collect()
        };
        let known = names(exceptions, suppressions);
        for name in names(&policy.exceptions, &policy.suppressions).difference(&known) {
            self.add(name, "none".into(), "set".into(), false);
        }
    }
}

/// How a gate is known to hold, as the policy has it.
fn words(proof: &GateProof) -> String {
    match proof {
        GateProof::Contains { files, text } => format!("contains {text:?} in {files}"),
        GateProof::Lacks { files, text } => format!("lacks {text:?} in {files}"),
        GateProof::Field { files, name, value } => format!("{name} = {value:?} in {files}"),
        GateProof::Ticked { files } => format!("every box ticked in {files}"),
        GateProof::Command { command } => command.join(" "),
    }
}

/// The default tier of a module: that of the innermost module that has one.
fn tier_of(default: &DefaultTier, module: &str) -> Option<Tier> {
    let is_around = |outer: &str| {
        module
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let around = default.modules.iter().filter(|(outer, _)| is_around(outer));
    let innermost = around.max_by_key(|(outer, _)| outer.len()).map(|(_, tier)| *tier);
    innermost.or(default.tier)
}
