//! Edits of a recorded contract, as the next release of its source would have them.

use serde::Deserialize;
use serde_json::{Value, json};
use stability::Contract;

/// One edit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The item, or the package, that is edited.
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    package: Option<String>,
    /// The member of the item.
    #[serde(default)]
    member: Option<String>,
    /// Takes it away, an item with what belongs to it.
    #[serde(default)]
    remove: bool,
    /// Puts these values in, table by table.
    #[serde(default)]
    set: Option<Value>,
    /// Takes the keys away that these paths lead to.
    #[serde(default)]
    unset: Vec<Vec<String>>,
    /// The type of a field, as the compiler knows it.
    #[serde(default)]
    ty: Option<String>,
    /// Adds a member.
    #[serde(default)]
    add_member: Option<Value>,
    /// Whether readers of documents do without the member that is added.
    #[serde(default)]
    optional: bool,
    /// Adds the item as a copy of this one, with its own name in the place of the other.
    #[serde(default)]
    like: Option<String>,
}

/// A contract in JSON.
#[derive(Clone)]
pub struct EditedContract(pub Value);

impl EditedContract {
    /// Gives every package this version.
    pub fn set_version(&mut self, version: &str) {
        for source in array(&mut self.0["packages"]) {
            source["version"] = version.into();
        }
        if !self.0["package"].is_null() {
            self.0["package"]["version"] = version.into();
        }
    }

    #[track_caller]
    pub fn read(&self) -> Contract {
        Contract::from_json(&self.0.to_string()).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    pub fn apply(&mut self, edit: &Edit) {
        match (&edit.package, &edit.item) {
            (Some(name), None) => self.edit_package(name, edit),
            (None, Some(id)) if edit.remove && edit.member.is_none() => self.remove(id),
            (None, Some(id)) => {
                if let Some(other) = &edit.like {
                    self.copy(other, id);
                }
                edit_item(self.item(id), edit);
            }
            _ => panic!("an edit names an item or a package: {edit:?}"),
        }
    }

    fn items(&mut self) -> &mut Vec<Value> {
        array(&mut self.0["items"])
    }

    #[track_caller]
    fn item(&mut self, id: &str) -> &mut Value {
        let found = self.items().iter_mut().find(|item| item["id"] == id);
        found.unwrap_or_else(|| panic!("the example should have `{id}`"))
    }

    #[track_caller]
    fn edit_package(&mut self, name: &str, edit: &Edit) {
        let sources = array(&mut self.0["packages"]);
        let source = sources.iter_mut().find(|source| source["name"] == name);
        let source = source.unwrap_or_else(|| panic!("the example should have the package `{name}`"));
        change(source, edit);
        // The header of the package that the contract is named after is there twice.
        if self.0["package"]["name"] == name {
            self.0["contract"] = self.0["packages"]
                .as_array()
                .and_then(|sources| sources.iter().find(|source| source["name"] == name))
                .map_or(Value::Null, |source| source["contract"].clone());
        }
    }

    #[track_caller]
    fn remove(&mut self, id: &str) {
        self.item(id);
        let below = format!("{id}::");
        let is_of_it = |item: &Value| item["id"] == id || item["id"].as_str().is_some_and(|it| it.starts_with(&below));
        self.items().retain(|item| !is_of_it(item));
    }

    #[track_caller]
    fn copy(&mut self, from: &str, to: &str) {
        let name = |id: &str| id.rsplit("::").next().unwrap_or(id).to_owned();
        let copied = self.item(from).to_string().replace(from, to);
        let mut copied: Value = serde_json::from_str(&copied).expect("it is JSON as before");
        copied["name"] = name(to).into();
        self.items().push(copied);
    }
}

#[track_caller]
fn edit_item(item: &mut Value, edit: &Edit) {
    if let Some(added) = &edit.add_member {
        let name = added["name"].as_str().expect("a member has a name").to_owned();
        if item["members"].is_null() {
            item["members"] = json!([]);
        }
        array(&mut item["members"]).push(added.clone());
        if edit.optional {
            if item["wire"]["parts"].is_null() {
                item["wire"]["parts"] = json!([]);
            }
            array(&mut item["wire"]["parts"]).push(json!({ "name": name, "optional": true, "conditional": true }));
        }
        if let Some(parts) = parts_of_shape(item) {
            parts[&name] = edit
                .ty
                .as_ref()
                .map_or(json!({ "fields": { "form": "unit" } }), |ty| json!(ty));
        }
        return;
    }
    let Some(name) = &edit.member else {
        return change(item, edit);
    };
    let members = array(&mut item["members"]);
    let at = members.iter().position(|member| member["name"] == *name);
    let at = at.unwrap_or_else(|| panic!("it should have the member `{name}`"));
    if edit.remove {
        members.remove(at);
    } else {
        change(&mut members[at], edit);
    }
    let Some(parts) = parts_of_shape(item).and_then(Value::as_object_mut) else {
        return;
    };
    if edit.remove {
        parts.remove(name);
    } else if let Some(ty) = &edit.ty {
        parts.insert(name.clone(), json!(ty));
    }
}

/// The fields or variants in what the compiler knows of a type.
fn parts_of_shape(item: &mut Value) -> Option<&mut Value> {
    let shape = item["shape"].as_object_mut()?.values_mut().next()?;
    if shape["variants"].is_object() {
        return shape.get_mut("variants");
    }
    shape.get_mut("fields")?.get_mut("public")
}

fn change(value: &mut Value, edit: &Edit) {
    for path in &edit.unset {
        let (key, tables) = path.split_last().expect("a path has a key");
        let table = tables.iter().fold(&mut *value, |value, key| &mut value[key]);
        let removed = table.as_object_mut().and_then(|table| table.remove(key));
        assert!(removed.is_some(), "`{key}` should be there");
    }
    if let Some(set) = &edit.set {
        merge(value, set);
    }
}

/// Puts values in, table by table.
fn merge(into: &mut Value, set: &Value) {
    match (into.as_object_mut(), set.as_object()) {
        (Some(into), Some(set)) => {
            for (key, value) in set {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        _ => *into = set.clone(),
    }
}

#[track_caller]
fn array(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("a list")
}
