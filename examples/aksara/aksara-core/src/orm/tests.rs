use serde_json::{Value, json};

use super::{Aggregate, Database, F, Model, Q, Record, TenantModel, fields};
use crate::error::{Error, Result};
use crate::migration::{Migrations, Migrator};

/// A database with the tables of these models.
pub(crate) fn migrated(models: Vec<Model>) -> Database {
    let folder = tempfile::tempdir().unwrap();
    let migration = Migrations::default().next(&models).unwrap().unwrap();
    migration.write(folder.path()).unwrap();
    let database = Database::in_memory(models).unwrap();
    let migrations = Migrations::read(folder.path()).unwrap();
    Migrator::new(&database, &migrations).migrate(false, false).unwrap();
    database
}

pub(crate) fn record(value: Value) -> Record {
    value.as_object().cloned().unwrap_or_default()
}

fn library() -> Database {
    let author = Model::new("Author").field(fields::text("name").max_length(10));
    let book = Model::new("Book")
        .field(fields::text("title").unique())
        .field(fields::foreign_key("author", "Author"))
        .field(fields::integer("stock").default(0))
        .field(fields::real("price").null())
        .field(fields::json("extra").default(json!({})))
        .field(fields::boolean("gone").default(false))
        .field(fields::many_to_many("shelves", "Shelf"))
        .meta(|meta| {
            meta.table_name = Some("books".to_owned());
            meta.ordering = vec!["-stock".to_owned()];
            meta.indexes = vec![vec!["author".to_owned()]];
            meta.soft_delete_field = Some("gone".to_owned());
        });
    let shelf = Model::new("Shelf").field(fields::text("label"));
    let remark = Model::new("Remark")
        .field(fields::text("text"))
        .field(fields::generic_foreign_key("about"));
    let database = migrated(vec![author, book, shelf, remark]);
    let authors = database.objects("Author").unwrap();
    for name in ["Ada", "Grace"] {
        authors.create(record(json!({ "name": name }))).unwrap();
    }
    let books = ["Notes", "Engines", "Compilers"];
    let rows = books
        .iter()
        .zip([(1, 3), (1, 5), (2, 1)])
        .map(|(title, (author, stock))| {
            record(json!({ "title": title, "author": author, "stock": stock, "extra": { "pages": stock } }))
        });
    database.objects("Book").unwrap().bulk_create(rows).unwrap();
    database
}

fn titles(rows: &[Record]) -> Vec<&str> {
    rows.iter().filter_map(|row| row["title"].as_str()).collect()
}

#[test]
fn lookups_lead_through_relations_and_combine() {
    let database = library();
    let asked = |q: Q| {
        let rows = database.objects("Book").unwrap().filter(q).all().unwrap();
        titles(&rows).join(" ")
    };
    assert_eq!(asked(Q::all()), "Engines Notes Compilers");
    assert_eq!(asked(Q::new("author__name", "Ada")), "Engines Notes");
    assert_eq!(
        asked(Q::new("author__name__startswith", "G") | Q::new("stock__gt", 4)),
        "Engines Compilers"
    );
    assert_eq!(asked(!Q::new("stock__in", json!([1, 5]))), "Notes");
    assert_eq!(
        asked(Q::new("price__isnull", true) & Q::new("stock__lte", 3)),
        "Notes Compilers"
    );
    // What is neither true nor false is not excluded from its opposite.
    assert_eq!(asked(!Q::new("price__gt", 1.0)), "Engines Notes Compilers");
    // Nothing in a value is a wildcard or SQL.
    assert_eq!(asked(Q::new("title__contains", "%")), "");
    assert_eq!(asked(Q::new("title", "' OR 1 --")), "");
    assert_eq!(asked(Q::none()), "");
}

#[test]
fn invalid_queries_are_refused_by_name() {
    let database = library();
    let books = database.objects("Book").unwrap();
    for lookup in ["colour", "stock__near", "author__age", "title\" --"] {
        let refused = books.clone().filter(Q::new(lookup, 1)).all();
        assert!(
            matches!(refused, Err(Error::UnknownField { .. })),
            "{lookup}: {refused:?}"
        );
    }
    assert!(matches!(
        books.clone().order_by(["colour"]).all(),
        Err(Error::UnknownField { .. })
    ));
    for value in [
        json!({ "stock": "many" }),
        json!({ "price": true }),
        json!({ "title": 7 }),
    ] {
        assert!(matches!(books.create(record(value)), Err(Error::Invalid { .. })));
    }
    let long = database
        .objects("Author")
        .unwrap()
        .create(record(json!({ "name": "Ada of Lovelace" })));
    assert!(matches!(long, Err(Error::Invalid { .. })));
}

#[test]
fn get_finds_one_or_says_why_not() {
    let database = library();
    let books = database.objects("Book").unwrap();
    assert_eq!(
        books.get(Q::new("title", "Notes")).unwrap()["extra"],
        json!({ "pages": 3 })
    );
    assert!(matches!(
        books.get(Q::new("title", "None")),
        Err(Error::DoesNotExist { .. })
    ));
    assert!(matches!(
        books.get(Q::new("author", 1)),
        Err(Error::MultipleObjects { count: 2, .. })
    ));
}

#[test]
fn updates_compute_over_fields_and_aggregates_sum_up() {
    let database = library();
    let books = database.objects("Book").unwrap();
    assert_eq!(
        books
            .clone()
            .filter(Q::new("author", 1))
            .update([("stock", F::new("stock") * 2 + 1)])
            .unwrap(),
        2
    );
    let summed = books.aggregate([
        Aggregate::Count,
        Aggregate::Sum("stock".into()),
        Aggregate::Max("stock".into()),
    ]);
    assert_eq!(
        Value::Object(summed.unwrap()),
        json!({ "count": 3, "max_stock": 11, "sum_stock": 19 })
    );
    let changed = books
        .bulk_update(&[record(json!({ "id": 1, "stock": 0, "title": "kept" }))], &["stock"])
        .unwrap();
    assert_eq!(changed, 1);
    let row = books.get(Q::new("id", 1)).unwrap();
    assert_eq!((&row["stock"], &row["title"]), (&json!(0), &json!("Notes")));
    let upserted = books
        .upsert(record(json!({ "title": "Notes", "author": 2 })), &["title"])
        .unwrap();
    assert_eq!((&upserted["id"], &upserted["author"]), (&json!(1), &json!(2)));
    let created = books
        .upsert(record(json!({ "title": "Primer", "author": 2 })), &["title"])
        .unwrap();
    assert_eq!((&created["id"], books.count().unwrap()), (&json!(4), 4));
}

#[test]
fn relations_are_followed_both_ways() {
    let database = library();
    let shelf = database
        .objects("Shelf")
        .unwrap()
        .create(record(json!({ "label": "A" })))
        .unwrap();
    let book = database.objects("Book").unwrap().get(Q::new("id", 3)).unwrap();
    database.set_related("Book", &book, "shelves", &[1]).unwrap();
    let author = database.related("Book", &book, "author").unwrap().all().unwrap();
    assert_eq!(author[0]["name"], "Grace");
    assert_eq!(database.related("Book", &book, "shelves").unwrap().count().unwrap(), 1);
    let back = database.referring("Book", "shelves", &shelf).unwrap().all().unwrap();
    assert_eq!(titles(&back), ["Compilers"]);
    assert_eq!(
        database
            .referring("Book", "author", &author[0])
            .unwrap()
            .count()
            .unwrap(),
        1
    );
    let remark = json!({ "text": "clear", "about_type": "Book", "about_id": 3 });
    let remark = database.objects("Remark").unwrap().create(record(remark)).unwrap();
    assert_eq!(
        titles(&database.related("Remark", &remark, "about").unwrap().all().unwrap()),
        ["Compilers"]
    );
    assert!(matches!(
        database.related("Book", &book, "title"),
        Err(Error::UnknownField { .. })
    ));
}

#[test]
fn what_is_softly_deleted_stays_and_is_not_found() {
    let database = library();
    let books = database.objects("Book").unwrap();
    assert_eq!(books.clone().filter(Q::new("author", 1)).delete().unwrap(), 2);
    assert_eq!(books.count().unwrap(), 1);
    let kept: i64 = database
        .connection()
        .query_row("SELECT count(*) FROM books", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 3);
    assert_eq!(database.objects("Shelf").unwrap().delete().unwrap(), 0);
}

#[test]
fn a_transaction_is_undone_as_a_whole_and_an_inner_one_in_part() {
    let database = library();
    let shelves = || database.objects("Shelf").unwrap();
    let add = |label: &str| shelves().create(record(json!({ "label": label })));
    let failed: Result<()> = database.atomic(|_| {
        add("A")?;
        Err(Error::invalid("A", "is not wanted"))
    });
    assert!(failed.is_err());
    assert_eq!(shelves().count().unwrap(), 0);
    let kept = database.atomic(|database| {
        add("B")?;
        let inner: Result<()> = database.atomic(|_| {
            add("C")?;
            Err(Error::invalid("C", "is not wanted"))
        });
        assert!(inner.is_err());
        Ok(())
    });
    kept.unwrap();
    assert_eq!(shelves().all().unwrap()[0]["label"], "B");
    assert_eq!(shelves().count().unwrap(), 1);
}

#[test]
fn signals_change_and_refuse_rows() {
    let mut database = library();
    database.signals.pre_save.connect(|model, row| {
        if model.name == "Shelf" {
            row.insert("label".to_owned(), "signed".into());
        }
        Ok(())
    });
    database
        .signals
        .pre_delete
        .connect(|model, _| match model.name.as_str() {
            "Shelf" => Err(Error::invalid("Shelf", "is kept")),
            _ => Ok(()),
        });
    let after = std::rc::Rc::new(std::cell::Cell::new(0));
    let seen = after.clone();
    database.signals.post_save.connect(move |_, row| {
        seen.set(row["id"].as_i64().unwrap_or_default());
        Ok(())
    });
    let shelf = database
        .objects("Shelf")
        .unwrap()
        .create(record(json!({ "label": "A" })))
        .unwrap();
    assert_eq!((shelf["label"].as_str(), after.get()), (Some("signed"), 1));
    assert!(database.objects("Shelf").unwrap().delete().is_err());
    assert_eq!(database.objects("Shelf").unwrap().count().unwrap(), 1);
}

#[test]
fn rows_of_tenants_are_selected_by_tenant() {
    let database = migrated(vec![TenantModel::new("Note", "tenant").field(fields::text("text"))]);
    let notes = || database.objects("Note").unwrap();
    assert!(matches!(notes().all(), Err(Error::Invalid { .. })));
    assert!(notes().create(record(json!({ "text": "whose?" }))).is_err());
    let note = notes()
        .for_tenant("acme")
        .create(record(json!({ "text": "ours", "tenant": "other" })))
        .unwrap();
    assert_eq!(note["tenant"], "acme");
    assert_eq!(notes().for_tenant("other").count().unwrap(), 0);
    assert_eq!(notes().all_tenants().count().unwrap(), 1);
    let moved = notes().all_tenants().update([("tenant", "other".into())]);
    assert!(matches!(moved, Err(Error::Invalid { .. })));
}

#[test]
fn models_that_cannot_be_tables_are_refused() {
    for model in [
        Model::new("No\"te"),
        Model::new("Note").field(fields::text("a__b")),
        Model::new("Note").field(fields::text("id")),
        Model::new("Note").field(fields::text("a")).field(fields::text("a")),
        Model::new("Note").field(fields::foreign_key("to", "Nothing")),
        Model::new("Note").meta(|meta| meta.ordering = vec!["-a".to_owned()]),
    ] {
        assert!(Database::in_memory(vec![model.clone()]).is_err(), "{model:?}");
    }
}
