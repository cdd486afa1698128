//! The record of a promise: its facts, and its JSON.
//!
//! Functions and constants carry their record inside, at the start of the body or of the initialiser: the attribute may be in
//! an `impl`, where no item can be added, and the macro cannot tell.
//!
//! A method with an attribute of its own in an `impl` without one does not know its type. Its id is
//! `module::{impl#line}::name`, and its types are not probed, because a parameter of the `impl` may be among them. The
//! attribute on the `impl` gives both in full.
//!
//! `experimental(feature)` is recorded whether or not the feature is on: the contract of a package must not depend on how it
//! was built.
//!
//! Members of inherent `impl`s are items, because documentation has a path for them; fields and variants are members of their
//! type. An `impl` block has no name that a reader could look for.
//!
//! Members of an item with `path` are listed under that path, because its own module may be private.

use proc_macro2::TokenStream;
use quote::quote;

use super::json::{List, Object, Pieces};
use crate::conditional::Presence;
use crate::model::{Deprecation, Extensions, Mark, Promise, Replacement, Reserved, Seal, Since, Spanned, Tier};
use crate::signature::text;

/// Facts about one item or member. Empty values are left out of its JSON.
#[derive(Default)]
pub struct Record<'a> {
    /// The word for the kind, as the contract spells it.
    pub kind: &'a str,
    /// The path below the module; of a member its own name.
    pub name: String,
    /// Its id in the contract, if that is not module and name.
    pub id: Option<String>,
    pub tier: Option<Tier>,
    pub since: Option<&'a Since>,
    pub area: Option<&'a str>,
    pub feature: Option<&'a str>,
    /// The name that `--cfg` sets where it is there.
    pub cfg: Option<&'a str>,
    /// The text of the promise.
    pub text: Option<&'a str>,
    /// The attribute, of which many keys are only carried.
    pub mark: Option<&'a Mark>,
    /// A note for readers, if no attribute has one.
    pub note: Option<String>,
    pub reserved: Option<&'a Reserved>,
    /// Whether it has a default: a trait's method by its body, a field by a value.
    pub provided: bool,
    /// The deprecations, each with the attributes under which it is there.
    pub deprecated: Vec<(TokenStream, Object)>,
    pub signature: String,
    /// When the type is `#[non_exhaustive]`, where that can be asked.
    pub non_exhaustive: Option<Presence>,
    /// The friends of a sealed trait.
    pub sealed: Option<&'a [String]>,
    /// Of an implementation of a sealed trait: the path of the sealing module, as an expression.
    pub implements: Option<TokenStream>,
    /// The key and the value of the marker.
    pub schema: Option<(&'a str, &'a str)>,
    pub namespaces: Option<&'a Extensions>,
    pub document: bool,
    /// The form in documents, each with the attributes under which it is so.
    pub wire: Vec<(TokenStream, Object)>,
    pub erased: Option<String>,
    pub may_expose: Vec<String>,
    pub members: List,
    /// The file and the line.
    pub location: Option<(String, u32)>,
}

impl<'a> Record<'a> {
    /// The same with the whole promise.
    pub fn promised(self, promise: &'a Promise) -> Self {
        Self {
            tier: Some(promise.tier),
            since: promise.since.as_ref(),
            area: promise.area.as_deref(),
            feature: promise.feature.as_deref(),
            cfg: promise.cfg.as_deref(),
            ..self
        }
    }

    /// The record as JSON: an item of the contract, or a member of one.
    pub fn json(self) -> Pieces {
        let mut object = Object::default();
        object.text("kind", Some(self.kind));
        object.text("name", Some(self.name));
        object.text("id", self.id);
        object.text("tier", self.tier);
        object.text("since", self.since);
        object.text("area", self.area);
        object.text("feature", self.feature);
        object.text("cfg", self.cfg);
        object.text("text", self.text);
        if let Some(mark) = self.mark {
            object.text("note", mark.note.as_ref());
            object.text("issue", mark.issue.as_ref());
            object.text("docs", mark.docs.as_ref());
            object.text("audience", mark.audience.as_ref());
            if self.reserved.is_none() {
                object.text("until", mark.until.as_ref());
            }
            object.text("implement", mark.implement.as_ref());
            object.text("was", mark.was.as_ref());
        }
        object.text("note", self.note);
        if let Some(reserved) = self.reserved {
            object.flag("reserved", true);
            object.text("until", reserved.until.as_ref());
        }
        object.flag("provided", self.provided);
        for (cfgs, deprecation) in self.deprecated {
            object.value_under(&cfgs, "deprecated", deprecation.end());
        }
        object.text(
            "signature",
            Some(self.signature).filter(|signature| !signature.is_empty()),
        );
        match self.non_exhaustive {
            None => {}
            Some(Presence::Always) => object.value("exhaustive", "false".into()),
            Some(Presence::Never) => object.value("exhaustive", "true".into()),
            // Only the compiler knows whether what a `cfg_attr` says is there.
            Some(Presence::If(condition)) => {
                object.value_under(&quote!(#[cfg(#condition)]), "exhaustive", "false".into());
                object.value_under(&quote!(#[cfg(not(#condition))]), "exhaustive", "true".into());
            }
        }
        if let Some(friends) = self.sealed {
            let mut sealed = Object::default();
            sealed.texts("friends", friends);
            object.value("sealed", sealed.end());
        }
        if let Some(module) = self.implements {
            object.value("implements", Pieces::of_expression(module));
        }
        if let Some((key, value)) = self.schema {
            let mut schema = Object::default();
            schema.text("key", Some(key));
            schema.text("value", Some(value));
            object.value("schema", schema.end());
        }
        if let Some(Extensions { core, community, .. }) = self.namespaces {
            let prefix = |prefix: &'a Option<Spanned<String>>| prefix.as_ref().map_or("", |it| it.value.as_str());
            let mut namespaces = Object::default();
            namespaces.text("core", Some(prefix(core)));
            namespaces.text("community", Some(prefix(community)));
            object.value("namespaces", namespaces.end());
        }
        object.flag("document", self.document);
        for (cfgs, wire) in self.wire {
            object.value_under(&cfgs, "wire", wire.end());
        }
        object.text("erased", self.erased);
        object.texts("may_expose", self.may_expose);
        if !self.members.is_empty() {
            object.value("members", self.members.end());
        }
        object.location(self.location);
        object.end()
    }
}

impl Object {
    /// Adds the place in the source, where it is known.
    pub fn location(&mut self, location: Option<(String, u32)>) {
        if let Some((file, line)) = location {
            let mut place = Self::default();
            place.text("file", Some(file));
            place.value("line", line.to_string().as_str().into());
            self.value("location", place.end());
        }
    }
}

/// The facts in `deprecated(…)`.
pub fn deprecated(deprecation: &Deprecation) -> Object {
    let mut object = Object::default();
    object.text("since", deprecation.since());
    object.text("note", deprecation.note.as_ref());
    object.text("replacement", replacement(deprecation));
    object.text("remove_in", deprecation.remove_in.as_ref());
    object.text("stage", deprecation.stage.as_ref());
    if let Some(planned) = &deprecation.stages {
        let mut stages = Object::default();
        for (stage, since) in &planned.planned {
            stages.text(stage.as_str(), Some(since));
        }
        object.value("stages", stages.end());
    }
    object
}

/// A replacement as a reader sees it.
pub fn replacement(deprecation: &Deprecation) -> Option<String> {
    Some(match (&deprecation.replacement.as_ref()?.value, &deprecation.owner) {
        (Replacement::Path(path), Some(owner)) => match text(path).strip_prefix("Self::") {
            Some(rest) => format!("{owner}::{rest}"),
            None => text(path),
        },
        (Replacement::Path(path), None) => text(path),
        (Replacement::Text(words), _) => words.clone(),
    })
}

/// The packages besides its own that may implement a sealed trait.
pub fn friends(seal: &Seal) -> &[String] {
    seal.friends.as_ref().map_or(&[], |friends| &friends.value)
}
