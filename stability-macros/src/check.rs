//! Rules over more than one key: one function per rule, every breach noted.

mod contract;
mod deprecation;
mod document;
mod entry;
mod error_code;
mod evidence;
mod generated;
mod guarantee;
mod place;
mod reserved;
mod route;
mod seal;
mod shape;
mod stage;
mod surface;
mod version;

pub use self::contract::check_contract;
pub use self::deprecation::replaced_by_itself;
pub use self::error_code::check_error_codes;
pub use self::evidence::check_evidence;
pub use self::generated::check_artefacts;
pub use self::guarantee::check_guarantees;
pub use self::surface::check_surface;

use crate::environment::Environment;
use crate::errors::Errors;
use crate::item::Node;
use crate::model::Subject;

/// The input of a rule.
struct Case<'a> {
    node: &'a Node,
    outer: Option<&'a Node>,
    subject: &'a Subject,
    environment: &'a Environment,
}

/// Checks the annotated item and everything in it.
pub fn check(node: &Node, environment: &Environment, errors: &mut Errors) {
    check_node(node, None, environment, errors);
    route::check_distinct(node, errors);
}

fn check_node(node: &Node, outer: Option<&Node>, environment: &Environment, errors: &mut Errors) {
    let of_trait = outer.and_then(|outer| outer.implementation.as_ref());
    let of_trait = of_trait.is_some_and(|outer| outer.trait_path.is_some());
    let place = node.place(outer.map(|outer| outer.kind), of_trait);
    let subject = &node.subject().at(place);
    let case = Case {
        node,
        outer,
        subject,
        environment,
    };
    place::check_kind(&case, errors);
    place::check_public(&case, errors);
    place::check_unstable(&case, errors);
    place::check_feature(&case, errors);
    place::check_gate(&case, errors);
    place::check_not_stronger(&case, errors);
    seal::check_seal(&case, errors);
    seal::check_implement(&case, errors);
    version::check_node(&case, errors);
    stage::check_node(&case, errors);
    deprecation::check_sibling(&case, errors);
    deprecation::check_not_itself(&case, errors);
    deprecation::check_constructor(&case, errors);
    reserved::check_target(&case, errors);
    route::check_target(&case, errors);
    route::check_versions(&case, errors);
    route::check_successor(&case, errors);
    shape::check_field(&case, errors);
    shape::check_younger_field(&case, errors);
    document::check_keys(&case, errors);
    document::check_names(&case, errors);
    document::check_serde(&case, errors);
    document::check_namespaces(&case, errors);
    document::check_reserved_field(&case, errors);
    for child in node.children() {
        check_node(child, Some(node), environment, errors);
    }
}
