use serde_json::{Value, json};

use super::{Action, Api, Authentication, Permission, Request, Response, ViewSet};
use crate::credential::{McpCredentialClaims, principal_from_mcp_claims};
use crate::error::Result;
use crate::guarantees::{
    AGENT_HIDDEN, AGENT_READ_ONLY, AGENT_SCOPES, CREDENTIAL_TENANT, DEFAULT_DENY, DENIED_FIELDS,
    SERIALIZED_AS_DECLARED, TENANT_BOUND,
};
use crate::orm::tests::{migrated, record};
use crate::orm::{Database, Model, Record, TenantModel, fields};
use crate::policy::{Access, PolicyEngine, Principal, PrincipalType};

fn project() -> (Database, Api) {
    let author = Model::new("Author")
        .field(fields::text("name").ai_agent_writable())
        .field(fields::text("email").null().ai_sensitive().ai_agent_writable())
        .field(fields::integer("stars").default(0));
    let invoice = TenantModel::new("Invoice", "tenant").field(fields::integer("cents").ai_agent_writable());
    let database = migrated(vec![author, invoice]);
    let rows = [("Ada", "ada@a.example", 2), ("Grace", "g@b.example", 1)];
    for (name, email, stars) in rows {
        let row = record(json!({ "name": name, "email": email, "stars": stars }));
        database.objects("Author").unwrap().create(row).unwrap();
    }
    for (tenant, cents) in [("acme", 100), ("other", 200)] {
        let invoices = database.objects("Invoice").unwrap().for_tenant(tenant);
        invoices.create(record(json!({ "cents": cents }))).unwrap();
    }
    let mut engine = PolicyEngine::new();
    for kind in [PrincipalType::User, PrincipalType::AIAgent] {
        for model in ["Author", "Invoice"] {
            engine = engine
                .grant(kind, model, Access::Read)
                .grant(kind, model, Access::Write);
        }
    }
    engine = engine.grant(PrincipalType::User, "Invoice", Access::Delete);
    let count = Action::new("GET", "count", |context, _| {
        Ok(Response::new(
            200,
            context.model.objects(context.database).count()?.into(),
        ))
    });
    let api = Api::new(engine)
        .with_viewset(ViewSet::new("Author").with_action(count))
        .with_viewset(ViewSet::new("Invoice"))
        .with_page_sizes(2, 3);
    (database, api)
}

fn ask(principal: &Principal, method: &str, target: &str, body: Value) -> (u16, Value) {
    let (database, api) = project();
    let request = Request::new(method, target);
    let request = if body.is_null() {
        request
    } else {
        request.with_body(body)
    };
    let response = api.handle_as(&database, principal, &request);
    (response.status, response.body)
}

fn agent() -> Principal {
    Principal::ai_agent(
        "robot",
        ["author:read", "author:write", "invoice:read", "invoice:write"],
    )
}

#[test]
#[stability::upholds(DEFAULT_DENY)]
fn nobody_known_may_do_anything() {
    for (method, target) in [
        ("GET", "/author/"),
        ("POST", "/author/"),
        ("GET", "/author/1/"),
        ("DELETE", "/author/1/"),
    ] {
        let (status, body) = ask(&Principal::anonymous(), method, target, json!({ "name": "x" }));
        assert_eq!(
            (status, &body["error"]),
            (403, &json!("policy_denied")),
            "{method} {target}"
        );
    }
    // A grant for one access does not permit another.
    assert_eq!(ask(&Principal::user("ada"), "DELETE", "/author/1/", Value::Null).0, 403);
    assert_eq!(ask(&Principal::system(), "DELETE", "/author/1/", Value::Null).0, 204);
}

#[test]
#[stability::upholds(AGENT_SCOPES)]
fn an_agent_needs_a_scope_beside_the_grant() {
    let narrow = Principal::ai_agent("robot", ["author:read"]);
    assert_eq!(ask(&narrow, "GET", "/author/", Value::Null).0, 200);
    assert_eq!(ask(&narrow, "POST", "/author/", json!({ "name": "x" })).0, 403);
    assert_eq!(
        ask(
            &Principal::ai_agent("robot", ["invoice:read"]),
            "GET",
            "/author/",
            Value::Null
        )
        .0,
        403
    );
}

#[test]
#[stability::upholds(AGENT_HIDDEN)]
fn an_agent_never_learns_what_is_sensitive() {
    let (_, page) = ask(&agent(), "GET", "/author/", Value::Null);
    assert_eq!(page["results"][0], json!({ "id": 1, "name": "Ada", "stars": 2 }));
    let (_, row) = ask(&agent(), "PATCH", "/author/1/", json!({ "name": "Ada L" }));
    assert_eq!(row, json!({ "id": 1, "name": "Ada L", "stars": 2 }));
    for asked in ["email__startswith=a", "ordering=-email", "email=ada@a.example"] {
        assert_eq!(
            ask(&agent(), "GET", &format!("/author/?{asked}"), Value::Null).0,
            400,
            "{asked}"
        );
    }
    let (_, seen) = ask(
        &Principal::user("ada"),
        "GET",
        "/author/?email__startswith=a",
        Value::Null,
    );
    assert_eq!(
        (&seen["count"], &seen["results"][0]["email"]),
        (&json!(1), &json!("ada@a.example"))
    );
}

#[test]
#[stability::upholds(AGENT_READ_ONLY, DENIED_FIELDS)]
fn an_agent_writes_only_what_is_marked_and_is_told_the_rest() {
    let payload = json!({ "stars": 5, "name": "x", "email": "x@x.example" });
    let (status, body) = ask(&agent(), "PATCH", "/author/1/", payload.clone());
    assert_eq!(status, 403);
    assert_eq!(body["denied_fields"], json!(["email", "stars"]));
    assert_eq!(body["model"], "Author");
    assert_eq!(ask(&Principal::user("ada"), "PATCH", "/author/1/", payload).0, 200);

    // Refused as a whole: what was permitted in it is not written either.
    let (database, api) = project();
    let request = Request::new("PATCH", "/author/1/").with_body(json!({ "name": "x", "stars": 5 }));
    assert_eq!(api.handle_as(&database, &agent(), &request).status, 403);
    let row = api.handle_as(&database, &agent(), &Request::new("GET", "/author/1/"));
    assert_eq!(row.body["name"], "Ada");
}

#[test]
#[stability::upholds(TENANT_BOUND)]
fn rows_of_another_tenant_do_not_exist() {
    let acme = Principal::user("ada").with_tenant("acme");
    let (_, page) = ask(&acme, "GET", "/invoice/", Value::Null);
    assert_eq!(page["results"], json!([{ "id": 1, "tenant": "acme", "cents": 100 }]));
    for (method, body) in [
        ("GET", Value::Null),
        ("PATCH", json!({ "cents": 1 })),
        ("DELETE", Value::Null),
    ] {
        assert_eq!(ask(&acme, method, "/invoice/2/", body).0, 404, "{method}");
    }
    let (status, body) = ask(&acme, "POST", "/invoice/", json!({ "cents": 1, "tenant": "other" }));
    assert_eq!((status, &body["denied_fields"]), (403, &json!(["tenant"])));
    let (_, row) = ask(&acme, "POST", "/invoice/", json!({ "cents": 1 }));
    assert_eq!(row["tenant"], "acme");
    // Who belongs to no tenant reaches nothing.
    assert_eq!(
        ask(&Principal::user("ada"), "GET", "/invoice/", Value::Null).1["count"],
        0
    );
    assert_eq!(
        ask(&Principal::user("ada"), "POST", "/invoice/", json!({ "cents": 1 })).0,
        400
    );
    assert_eq!(ask(&Principal::system(), "GET", "/invoice/", Value::Null).1["count"], 2);
}

#[test]
#[stability::upholds(SERIALIZED_AS_DECLARED)]
fn payloads_are_taken_as_the_fields_are_declared() {
    let user = Principal::user("ada");
    let (status, row) = ask(&user, "POST", "/author/", json!({ "name": "Alan" }));
    assert_eq!(
        (status, row),
        (201, json!({ "id": 3, "name": "Alan", "email": null, "stars": 0 }))
    );
    for (body, said) in [
        (json!({ "stars": 1 }), "`Author.name` is required"),
        (json!({ "name": 7 }), "`Author.name` takes a text, not 7"),
        (
            json!({ "name": "x", "stars": 1.5 }),
            "`Author.stars` takes a whole number, not 1.5",
        ),
        (json!(["name"]), "takes an object"),
    ] {
        let (status, answer) = ask(&user, "POST", "/author/", body);
        assert!(
            status == 400 && answer["message"].as_str().unwrap().contains(said),
            "{answer}"
        );
    }
    // A field that does not exist, and `id`, are nobody's to write, and are refused by name.
    let (status, answer) = ask(
        &user,
        "POST",
        "/author/",
        json!({ "name": "x", "colour": "red", "id": 9 }),
    );
    assert_eq!((status, &answer["denied_fields"]), (403, &json!(["colour", "id"])));
    assert_eq!(ask(&user, "PUT", "/author/1/", json!({ "stars": 1 })).0, 400);
    assert_eq!(ask(&user, "PATCH", "/author/1/", json!({ "stars": 1 })).1["stars"], 1);
}

#[test]
fn lists_are_filtered_ordered_and_paged() {
    let user = Principal::user("ada");
    let (_, page) = ask(&user, "GET", "/author/?ordering=stars&page=2&page_size=1", Value::Null);
    assert_eq!(
        (&page["count"], &page["results"][0]["name"]),
        (&json!(2), &json!("Ada"))
    );
    let (_, page) = ask(&user, "GET", "/author/?stars__in=1,7&page_size=50", Value::Null);
    assert_eq!(
        (&page["page_size"], &page["results"][0]["name"]),
        (&json!(3), &json!("Grace"))
    );
    for asked in [
        "page=0",
        "page=x",
        "stars=x",
        "stars__near=1",
        "colour=red",
        "ordering=colour",
        "email__isnull=maybe",
    ] {
        assert_eq!(
            ask(&user, "GET", &format!("/author/?{asked}"), Value::Null).0,
            400,
            "{asked}"
        );
    }
    let (status, page) = ask(&user, "GET", &format!("/author/?page={}", usize::MAX), Value::Null);
    assert_eq!((status, &page["results"]), (200, &json!([])));
}

#[test]
fn routes_lead_to_actions_or_nowhere() {
    let user = Principal::user("ada");
    assert_eq!(ask(&user, "GET", "/author/count/", Value::Null), (200, json!(2)));
    let nowhere = [
        "/",
        "/shelf/",
        "/author/1/count/",
        "/author/x/",
        "/author/1/count/more/",
    ];
    for target in nowhere {
        assert_eq!(ask(&user, "GET", target, Value::Null).0, 404, "{target}");
    }
    assert_eq!(ask(&user, "POST", "/author/count/", Value::Null).0, 404);
    assert_eq!(ask(&user, "GET", "/author/9/", Value::Null).0, 404);
}

struct OnlyAda;

impl Permission for OnlyAda {
    fn has_permission(&self, principal: &Principal, _: &Request) -> bool {
        principal.id == "ada"
    }

    fn has_object_permission(&self, _: &Principal, _: &Request, row: &Record) -> bool {
        row["name"] == "Ada"
    }
}

#[test]
fn a_permission_narrows_and_never_widens() {
    let (database, _) = project();
    let engine = PolicyEngine::new().grant(PrincipalType::User, "Author", Access::Read);
    let api = Api::new(engine).with_viewset(ViewSet::new("Author").with_permission(OnlyAda));
    let status = |principal: &Principal, target: &str, method: &str| {
        api.handle_as(&database, principal, &Request::new(method, target))
            .status
    };
    assert_eq!(status(&Principal::user("ada"), "/author/1/", "GET"), 200);
    assert_eq!(status(&Principal::user("ada"), "/author/2/", "GET"), 403);
    assert_eq!(status(&Principal::user("bob"), "/author/1/", "GET"), 403);
    assert_eq!(status(&Principal::user("ada"), "/author/1/", "DELETE"), 403);
}

#[test]
fn only_hosts_that_are_named_are_answered_for() {
    let (database, api) = project();
    let api = api.with_hosts(["books.example"]);
    let status = |host: &str| {
        let request = Request::new("GET", "/author/").with_header("Host", host);
        api.handle(&database, &request).status
    };
    assert_eq!((status("books.example"), status("books.example:8000")), (403, 403));
    assert_eq!((status("other.example"), status("")), (400, 400));
    assert_eq!(api.handle(&database, &Request::new("GET", "/author/")).status, 400);
}

#[test]
fn what_went_wrong_inside_is_shown_where_debug_is_on() {
    let (database, api) = project();
    let empty = Database::in_memory(database.models().to_vec()).unwrap();
    let ask = |api: &Api| api.handle_as(&empty, &Principal::system(), &Request::new("GET", "/author/"));
    assert_eq!(
        ask(&api),
        Response::new(500, json!({ "error": "AKSARA-001", "message": "AKSARA-001" }))
    );
    assert!(
        ask(&api.with_debug(true)).body["message"]
            .as_str()
            .unwrap()
            .contains("no such table: author")
    );
}

/// Takes the claims from a header, as one that checked their signature would.
struct Claims;

impl Authentication for Claims {
    fn authenticate(&self, request: &Request) -> Result<Option<Principal>> {
        let Some(header) = request.headers.get("x-claims") else {
            return Ok(None);
        };
        let claims: McpCredentialClaims = serde_json::from_str(header).unwrap();
        Ok(Some(principal_from_mcp_claims(&claims, "books", 50)?))
    }
}

#[test]
#[stability::upholds(CREDENTIAL_TENANT)]
fn a_credential_reaches_the_rows_of_its_tenant() {
    let (database, api) = project();
    let api = api.with_authentication(Claims);
    let ask = |claims: Value| {
        let request = Request::new("GET", "/invoice/").with_header("X-Claims", claims.to_string());
        api.handle(&database, &request)
    };
    let claims =
        |exp: u64| json!({ "sub": "robot", "aud": ["books"], "scope": "invoice:read", "tenant": "other", "exp": exp });
    let answered = ask(claims(60));
    assert_eq!(
        (answered.status, &answered.body["results"][0]["cents"]),
        (200, &json!(200))
    );
    assert_eq!(answered.body["count"], 1);
    assert_eq!(ask(claims(50)).status, 401);
    assert_eq!(api.handle(&database, &Request::new("GET", "/invoice/")).status, 403);
}
