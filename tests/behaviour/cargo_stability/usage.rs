//! `[usage]`: a route that the counts do not name is not taken for one that nobody asks for.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::Project;

const KEPT: &str = "#[stability::route(GET, \"/kept\", stable(since = \"1.0.0\"))]\npub fn kept() {}\n";

fn deprecated(name: &str) -> String {
    format!(
        "#[stability::deprecated_route(GET, \"/{name}\", stable(since = \"1.0.0\"), since = \"1.0.0\", on = \"2026-03-01\",\n    \
         sunset = \"2026-09-01\", link = \"https://ornn.example/deprecations\", note = \"ask for `GET /kept`\")]\npub fn {name}() {{}}\n"
    )
}

/// A release with three deprecated routes, whose use this source counts.
fn released(usage: &str) -> Project {
    let project = Project::new(&[KEPT, &deprecated("used"), &deprecated("ended"), &deprecated("absent")].concat());
    project.write("stability.toml", &format!("[usage]\n{usage}\n"));
    project
}

/// What `due` and `check` say where the counts name two of the three routes.
#[track_caller]
fn names_what_is_not_known(project: &Project, because: &str, instead: &str) {
    project.stability("bless").kept();
    project.commit("Release nika 1.0.0");
    project.git(&["tag", "v1.0.0"]);

    let unknown = "its use is not known, because the counts of `[usage]` do not name it: compare its name with theirs";
    let due = "due --today 2026-03-02 --within 300";
    for format in ["text", "markdown"] {
        let due = project.stability(&format!("{due} --format {format}"));
        for line in due.kept().lines().filter(|line| line.contains("sunset")) {
            assert_eq!(
                line.contains("it was used 3 times"),
                line.contains("GET /used"),
                "{due}"
            );
            assert_eq!(line.contains(unknown), line.contains("GET /absent"), "{due}");
        }
        assert!(
            due.stdout
                .contains("`GET /absent` has its sunset on 2026-09-01; its use"),
            "{due}"
        );
    }
    let due = project.stability(&format!("{due} --format json"));
    let stages: Vec<serde_json::Value> = serde_json::from_str(due.kept()).expect("it is JSON");
    for stage in stages.iter().filter(|stage| stage["stage"] == "sunset") {
        let is_unknown = stage.get("use_unknown").is_some_and(|it| it == true);
        assert_eq!(is_unknown, stage["subject"] == "GET /absent", "{due}");
        assert_eq!(stage.get("used").is_some(), stage["subject"] == "GET /used", "{due}");
    }

    project.write("src/lib.rs", KEPT);
    project.write(
        "Cargo.toml",
        &project.read("Cargo.toml").replace("\"1.0.0\"", "\"2.0.0\""),
    );
    project.stability("bless").kept();
    let mut formats = Vec::new();
    for format in ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let found = project.stability(&format!("check --today 2026-10-01 --format {format}"));
        assert_eq!(found.code, Some(1), "{found}");
        let plain = found.stdout.replace("&#96;", "`").replace("\\`", "`");
        assert!(plain.contains("removed-while-in-use"), "{found}");
        assert!(plain.contains(because), "{format}: {found}");
        assert!(plain.contains(instead), "{format}: {found}");
        formats.push(found);
    }
    let text = &formats[0].stdout;
    assert_eq!(text.matches("[removed-while-in-use]").count(), 2, "{text}");
    assert!(
        text.contains("`GET /used` was removed; users still need it: it was used 3 times"),
        "{text}"
    );
    assert!(
        text.contains("`GET /absent` was removed; whether users still need it is not known"),
        "{text}"
    );
}

const OF_A_FILE: &str = "is not known, because `usage.json` does not name it";

#[test]
fn a_route_that_a_file_does_not_name_is_not_known() {
    let project = released("file = \"usage.json\"");
    project.write(
        "usage.json",
        r#"{ "GET /used": { "count": 3 }, "GET /ended": { "count": 0 } }"#,
    );
    names_what_is_not_known(&project, OF_A_FILE, "with 0 if nobody uses it");
    // With its count it may go.
    project.write(
        "usage.json",
        r#"{ "GET /used": { "count": 0 }, "GET /ended": { "count": 0 }, "GET /absent": { "count": 0 } }"#,
    );
    let found = project.stability("check --today 2026-10-01");
    assert!(!found.stdout.contains("removed-while-in-use"), "{found}");
}

#[test]
fn a_route_without_a_line_in_a_table_is_not_known() {
    let project = released("file = \"usage.csv\"");
    project.write("usage.csv", "item,count,last_seen\nGET /used,3,\nGET /ended,0,\n");
    names_what_is_not_known(&project, &OF_A_FILE.replace("json", "csv"), "with 0 if nobody uses it");
}

#[test]
fn a_route_that_a_server_does_not_name_is_not_known() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        let sample = |route: &str, count: u32| {
            format!(r#"{{"metric":{{"method":"GET","route":"{route}"}},"value":[1764264000,"{count}"]}}"#)
        };
        let samples = [sample("/used", 3), sample("/ended", 0)].join(",");
        let body = format!(r#"{{"status":"success","data":{{"resultType":"vector","result":[{samples}]}}}}"#);
        for stream in listener.incoming() {
            let mut stream = stream.expect("it is connected");
            let _ = stream.read(&mut [0; 4096]);
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    let query = "sum by (method, route) (deprecated_route_requests_total)";
    let project = released(&format!("prometheus = \"http://{address}\"\nquery = \"{query}\""));
    let because = "is not known, because the results of `query` in `[usage]` do not name it";
    names_what_is_not_known(&project, because, "deploy the version that deprecates it");
}
