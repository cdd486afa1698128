//! Looks at models, queries and denials. What it says, and how it counts, is not settled.

use rusqlite::params_from_iter;

use crate::error::Result;
use crate::orm::{Database, Model};
use crate::policy::{Access, PolicyEngine, Principal};

/// Something to improve.
#[stability::evolving(since = "0.5.0", path = "aksara_core::analysis::Finding")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where.
    pub place: String,
    /// What to do.
    pub advice: String,
}

/// The architecture review: foreign keys that no index begins with.
#[stability::evolving(since = "0.5.0", path = "aksara_core::analysis::review")]
pub fn review(models: &[Model]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for model in models {
        for field in model
            .fields
            .iter()
            .filter(|field| field.kind == crate::orm::fields::FieldType::ForeignKey)
        {
            let groups = model.meta.indexes.iter().chain(&model.meta.constraints);
            if !field.unique && !groups.clone().any(|group| group.first() == Some(&field.name)) {
                findings.push(Finding {
                    place: format!("{}.{}", model.name, field.name),
                    advice: format!("add `indexes: [[{}]]` to `{}`", field.name, model.name),
                });
            }
        }
    }
    findings
}

/// The performance analyzer: whether filtering a model by a column reads the whole table.
#[stability::evolving(since = "0.5.0", path = "aksara_core::analysis::scans_whole_table")]
pub fn scans_whole_table(database: &Database, model: &str, column: &str) -> Result<bool> {
    let model = database.model(model)?;
    let column = model.column(column)?.name;
    let sql = format!(
        "EXPLAIN QUERY PLAN SELECT * FROM \"{}\" WHERE \"{column}\" = ?1",
        model.table()
    );
    let mut statement = database.connection().prepare(&sql)?;
    let steps = statement.query_map(params_from_iter([0]), |row| row.get::<_, String>(3))?;
    let steps = steps.collect::<Result<Vec<_>, _>>()?;
    Ok(steps.iter().any(|step| step.starts_with("SCAN")))
}

/// The AI debugger: why a principal may or may not do this, step by step.
#[stability::evolving(since = "0.5.0", path = "aksara_core::analysis::explain_access")]
pub fn explain_access(engine: &PolicyEngine, principal: &Principal, access: Access, model: &Model) -> Vec<String> {
    let verdict = if engine.can(principal, access, model) {
        "allowed"
    } else {
        "denied"
    };
    let mut steps = vec![format!(
        "{:?} `{}`: {access:?} on `{}` is {verdict}",
        principal.kind, principal.id, model.name
    )];
    steps.push(format!("sees {}", named(&engine.visible_fields(principal, model))));
    steps.push(format!("writes {}", named(&engine.writable_fields(principal, model))));
    if model.meta.tenant_field.is_some() {
        let tenant = principal.tenant.as_deref().unwrap_or("no tenant");
        steps.push(format!("reaches rows of {tenant}"));
    }
    steps
}

fn named(fields: &[String]) -> String {
    match fields {
        [] => "no field".to_owned(),
        fields => fields.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::{explain_access, review, scans_whole_table};
    use crate::orm::tests::migrated;
    use crate::orm::{Model, TenantModel, fields};
    use crate::policy::{Access, PolicyEngine, Principal, PrincipalType};

    #[test]
    fn a_foreign_key_without_an_index_is_found_and_scans() {
        let plain = Model::new("Book").field(fields::foreign_key("author", "Author"));
        let models = |book: Model| vec![Model::new("Author"), book];
        let found = review(&models(plain.clone()));
        assert_eq!((found.len(), found[0].place.as_str()), (1, "Book.author"));
        assert!(scans_whole_table(&migrated(models(plain.clone())), "Book", "author").unwrap());
        let indexed = plain.meta(|meta| meta.indexes = vec![vec!["author".to_owned()]]);
        assert!(review(&models(indexed.clone())).is_empty());
        assert!(!scans_whole_table(&migrated(models(indexed)), "Book", "author").unwrap());
    }

    #[test]
    fn access_is_explained_as_it_is_decided() {
        let note = TenantModel::new("Note", "tenant").field(fields::text("text").ai_sensitive());
        let engine = PolicyEngine::new().grant(PrincipalType::AIAgent, "Note", Access::Read);
        let agent = Principal::ai_agent("robot", ["note:read"]).with_tenant("acme");
        assert_eq!(
            explain_access(&engine, &agent, Access::Write, &note),
            [
                "AIAgent `robot`: Write on `Note` is denied",
                "sees id, tenant",
                "writes no field",
                "reaches rows of acme",
            ]
        );
    }
}
