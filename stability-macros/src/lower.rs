//! From what was written to what is promised: each node's attributes read, and the tier of its container taken over.

use proc_macro2::Span;

use crate::args::{
    parse_area, parse_plain_deprecated, parse_reserved, parse_route, parse_sealed, parse_tier, utoipa_operation,
};
use crate::conditional;
use crate::errors::Errors;
use crate::item::{Built, CfgGate, Kind, Node};
use crate::keys::Word;
use crate::model::{Constructor, Promise, Seal, Shape, Subject, Tier};

/// Reads the attributes of the annotated item and of everything in it.
pub fn lower(node: &mut Node, errors: &mut Errors) {
    lower_node(node, &Outer::default(), errors);
}

/// The promise that a node inherits from its container.
#[derive(Clone, Default)]
struct Outer {
    kind: Option<Kind>,
    name: Option<String>,
    of_trait: bool,
    /// The name of what is deprecated, itself or what it is in.
    deprecated: Option<String>,
    promise: Option<Promise>,
    area: Option<String>,
    shape: Shape,
    wire: Option<Tier>,
}

fn lower_node(node: &mut Node, outer: &Outer, errors: &mut Errors) {
    let subject = node.subject().at(node.place(outer.kind, outer.of_trait));
    read_marks(node, &subject, errors);
    node.fallback = inherited(node, outer);
    node.promise = own(node, outer).or_else(|| node.fallback.clone());
    node.shape = shape(node, outer);
    for route in &mut node.marks.routes {
        route.area = route.area.take().or_else(|| outer.area.clone());
    }
    if node.promise.is_some() {
        read_plain_deprecated(node, &subject, errors);
    }
    if let Some(deprecation) = &mut node.marks.deprecated {
        deprecation.owner.clone_from(&outer.name);
    } else if node.marks.conditional_deprecations.is_empty() {
        node.deprecated_with.clone_from(&outer.deprecated);
    }
    let deprecated = deprecated_name(node).or_else(|| node.deprecated_with.clone());
    let inner = Outer {
        kind: Some(node.kind),
        name: node.own_name().map(ToString::to_string),
        of_trait: node
            .implementation
            .as_ref()
            .is_some_and(|implementation| implementation.trait_path.is_some()),
        deprecated,
        promise: node.promise.clone(),
        area: node
            .marks
            .area
            .as_ref()
            .map(|area| area.value.clone())
            .or_else(|| node.promise.as_ref().and_then(|promise| promise.area.clone()))
            .or_else(|| outer.area.clone()),
        // An area asks for the shape of its items, in modules within it too, but not of their members.
        shape: match (node.kind, &node.marks.area) {
            (Kind::Mod, Some(_)) => node.marks.area_shape.clone(),
            (Kind::Mod, None) => outer.shape.clone(),
            _ => Shape::default(),
        },
        wire: node.shape.wire,
    };
    if let Some(children) = &mut node.children {
        for child in &mut children.nodes {
            lower_node(child, &inner, errors);
            // One expansion has one runtime: its own attribute names it, or else one inside.
            node.marks.krate = node.marks.krate.take().or_else(|| child.marks.krate.clone());
        }
    }
}

/// The name of a container that is deprecated under all predicates.
fn deprecated_name(node: &Node) -> Option<String> {
    let deprecation = node.marks.deprecated.as_ref()?;
    let is_certain = deprecation.plain || node.condition().is_none();
    let is_of_trait = node.implementation.as_ref().is_some_and(|it| it.trait_path.is_some());
    node.own_name()
        .filter(|_| is_certain && !is_of_trait)
        .map(ToString::to_string)
}

fn read_marks(node: &mut Node, subject: &Subject, errors: &mut Errors) {
    let raw_marks = std::mem::take(&mut node.raw_marks);
    let routes = raw_marks.iter().filter(|raw| raw.word.is_route()).count();
    // For a handler of several routes, it is not known which route is described.
    let operation = if routes == 1 {
        utoipa_operation(&node.attrs)
    } else {
        None
    };
    for raw in raw_marks {
        let marks = &mut node.marks;
        let krate = match (raw.word, raw.word.tier()) {
            (_, Some(tier)) => {
                let args = parse_tier(&raw, tier, subject, errors);
                if let Some(first) = &marks.tier {
                    refuse_second(first.word, raw.word, raw.span, subject, errors);
                    continue;
                }
                marks.tier = Some(args.mark);
                marks.deprecated = args.deprecated;
                set_seal(node, args.seal, raw.condition.is_some(), subject, errors);
                args.krate
            }
            (Word::Area, None) => {
                let args = parse_area(&raw, subject, errors);
                // ui-tests/area/on-struct.rs
                if node.kind != Kind::Mod {
                    errors.push(
                        raw.span,
                        format_args!(
                            "`#[area]` does not work on {subject}, only on a module: write the area in its tier \
                             attribute, for example `#[beta(area = \"{}\")]`",
                            args.name.as_ref().map_or("Name", |name| name.value.as_str()),
                        ),
                    );
                }
                if let (Some(first), Some(second)) = (&node.marks.area, &args.name) {
                    // ui-tests/area/area-twice.rs
                    let (first, second) = (&first.value, &second.value);
                    errors.push(
                        raw.span,
                        format_args!("{subject} has two areas, `{first}` and `{second}`: keep one"),
                    );
                }
                node.marks.area = node.marks.area.take().or(args.name);
                node.marks.area_shape = args.shape;
                node.marks.area_wire = args.wire;
                args.krate
            }
            (Word::Reserved, None) => {
                let (reserved, krate) = parse_reserved(&raw, subject, errors);
                if node.marks.reserved.is_some() {
                    // ui-tests/reserved/reserved-twice.rs
                    errors.push(raw.span, format_args!("{subject} has `reserved` twice: keep one"));
                }
                node.marks.reserved = Some(reserved);
                krate
            }
            (Word::Route | Word::DeprecatedRoute, None) => {
                let (route, krate) = parse_route(&raw, operation.as_ref(), subject, errors);
                node.marks.routes.push(route);
                krate
            }
            (_, None) => {
                let (seal, krate) = parse_sealed(raw.span, raw.args, subject, errors);
                set_seal(node, Some(seal), raw.condition.is_some(), subject, errors);
                krate
            }
        };
        node.marks.krate = node.marks.krate.take().or(krate);
    }
    let Some(mark) = &node.marks.tier else { return };
    let feature = mark.feature.as_ref();
    node.gate = feature.map(|feature| syn::LitStr::new(&feature.name, feature.span));
    node.cfg_gate = mark
        .cfg
        .as_ref()
        .map(|cfg| Box::new(CfgGate::new(&cfg.value, mark.condition.as_ref())));
}

// ui-tests/tier/two-tiers.rs
fn refuse_second(first: &str, second: Word, span: Span, subject: &Subject, errors: &mut Errors) {
    let second = second.as_str();
    if first == second {
        errors.push(
            span,
            format_args!("`#[{second}]` is written twice on {subject}: keep one"),
        );
    } else {
        errors.push(
            span,
            format_args!("{subject} has two tiers, `{first}` and `{second}`: keep one"),
        );
    }
}

fn set_seal(node: &mut Node, seal: Option<Seal>, conditional: bool, subject: &Subject, errors: &mut Errors) {
    let Some(seal) = seal else { return };
    if conditional {
        // ui-tests/sealed/under-cfg-attr.rs
        errors.push(
            seal.span,
            format_args!("`sealed` on {subject} does not work inside `cfg_attr`: write it outside of `cfg_attr`"),
        );
        return;
    }
    if node.marks.seal.is_some() {
        // ui-tests/sealed/sealed-twice.rs
        errors.push(seal.span, format_args!("{subject} has `sealed` twice: keep one"));
        return;
    }
    node.marks.seal = Some(seal);
}

fn read_plain_deprecated(node: &mut Node, subject: &Subject, errors: &mut Errors) {
    for (condition, meta) in conditional::named(&node.attrs, "deprecated") {
        let plain = parse_plain_deprecated(&meta, subject, errors);
        if let Some(deprecation) = &node.marks.deprecated {
            // The compiler reports what the language refuses.
            if !deprecation.plain {
                // ui-tests/deprecated/plain-and-key.rs
                errors.push(
                    plain.span,
                    format_args!(
                        "{subject} is deprecated twice: remove `#[deprecated]`, because the key `deprecated(…)` \
                         adds it"
                    ),
                );
            }
            return;
        }
        match condition {
            Some(condition) => node.marks.conditional_deprecations.push((condition, plain)),
            None => node.marks.deprecated = Some(plain),
        }
    }
}

/// The promise in the attribute of the node.
fn own(node: &Node, outer: &Outer) -> Option<Promise> {
    let mark = node
        .marks
        .tier
        .as_ref()
        .filter(|_| !matches!(node.kind, Kind::Other(_)))?;
    // In the same tier, a part has been there for as long as the whole, unless it says otherwise.
    let whole = outer.promise.as_ref().filter(|promise| promise.tier == mark.tier);
    let since = mark.since.as_ref().map(|since| since.value.clone());
    let area = mark
        .area
        .as_ref()
        .or(node.marks.area.as_ref())
        .map(|area| area.value.clone());
    let feature = mark.feature.as_ref().map(|feature| feature.name.clone());
    let cfg = mark.cfg.as_ref().map(ToString::to_string);
    Some(Promise {
        tier: mark.tier,
        since: since.or_else(|| whole.and_then(|promise| promise.since.clone())),
        area: area.or_else(|| outer.area.clone()),
        feature: feature.or_else(|| outer.promise.as_ref().and_then(|promise| promise.feature.clone())),
        cfg: cfg.or_else(|| outer.promise.as_ref().and_then(|promise| promise.cfg.clone())),
        own: true,
    })
}

/// The promise of the container about a node that users can access.
fn inherited(node: &Node, outer: &Outer) -> Option<Promise> {
    let promise = outer
        .promise
        .as_ref()
        .filter(|_| !matches!(node.kind, Kind::Other(_)))?;
    let reachable = match outer.kind {
        Some(Kind::Enum | Kind::Variant | Kind::Trait) => true,
        Some(Kind::Impl) if outer.of_trait => node.kind == Kind::AssociatedType,
        _ => node.is_public(),
    };
    let area = node.marks.area.as_ref().map(|area| area.value.clone());
    reachable.then(|| Promise {
        area: area.or_else(|| outer.area.clone()),
        own: false,
        ..promise.clone()
    })
}

/// The shape of an item with a promise: what it asks for itself, and what its area asks for.
fn shape(node: &Node, outer: &Outer) -> Built {
    let asked = node
        .marks
        .tier
        .as_ref()
        .map(|mark| mark.shape.clone())
        .unwrap_or_default();
    let of_area = if node.promise.is_some() {
        outer.shape.clone()
    } else {
        Shape::default()
    };
    let is_struct = node.kind == Kind::Struct;
    let forward_compatible = asked.forward_compatible.is_some() || of_area.forward_compatible.is_some();
    let non_exhaustive = forward_compatible || asked.non_exhaustive.is_some() || of_area.non_exhaustive.is_some();
    let constructor = forward_compatible || asked.constructor.is_some() || of_area.constructor.is_some();
    // If another function has that name, the compiler points to the attribute.
    let asking = asked
        .constructor
        .as_ref()
        .map(|constructor| constructor.key)
        .or(asked.forward_compatible);
    let span = asking
        .or(node.ident.as_ref().map(proc_macro2::Ident::span))
        .unwrap_or_else(Span::call_site);
    let Constructor { name, mut deprecated } = asked.constructor.map(|it| it.value).unwrap_or_default();
    if let Some(deprecation) = &mut deprecated {
        deprecation.owner = node.own_name().map(ToString::to_string);
    }
    let wire = node.marks.tier.as_ref().and_then(|mark| mark.wire.as_ref());
    Built {
        non_exhaustive: non_exhaustive && matches!(node.kind, Kind::Struct | Kind::Enum | Kind::Variant),
        constructor_deprecated: deprecated,
        derived: Vec::new(),
        wire: wire
            .or(node.marks.area_wire.as_ref())
            .map_or(outer.wire, |wire| Some(wire.value)),
        constructor: (constructor && is_struct).then(|| name.unwrap_or_else(|| syn::Ident::new("new", span))),
    }
}
