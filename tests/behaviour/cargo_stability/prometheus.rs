//! `[usage]` with a real Prometheus server, which counts the requests to the example `ornn`. It needs `prometheus` in the path, and the
//! built service in `ORNN`; everything is on loopback.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempDir;

use super::Project;

/// A program that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The answer to a request.
fn ask(address: &str, request: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Asks until the answer has these words; a machine under load may need a while.
#[track_caller]
fn ask_until(address: &str, request: &str, words: &str) {
    let mut last = None;
    for _ in 0..1200 {
        last = ask(address, request, "");
        if last.as_ref().is_some_and(|answer| answer.contains(words)) {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("`{request}` should answer `{words}`: {last:?}");
}

/// The service, and where it listens.
fn ornn() -> (Running, String) {
    let program = std::env::var_os("ORNN").expect("`ORNN` names the built service");
    let mut child = Command::new(program)
        .args(["--listen", "127.0.0.1:0", "--clock", "2026-11-21T12:00:00Z"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the service can be started");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("it is piped");
    BufReader::new(stdout)
        .read_line(&mut line)
        .expect("it says where it listens");
    let address = line
        .trim()
        .strip_prefix("Ornn listens on http://")
        .expect("it says where it listens");
    (Running(child), address.to_owned())
}

/// A Prometheus server that reads the counters of `service` each second, and where it listens.
fn prometheus(service: &str, folder: &TempDir) -> (Running, SocketAddr) {
    let config = folder.path().join("prometheus.yml");
    let text = format!(
        "global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\nscrape_configs:\n  - job_name: ornn\n    static_configs:\n      - targets: ['{service}']\n"
    );
    std::fs::write(&config, text).expect("a file can be written");
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let child = Command::new("prometheus")
        .arg(format!("--config.file={}", config.display()))
        .arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()))
        .arg(format!("--web.listen-address={address}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("`prometheus` can be started");
    (Running(child), address)
}

const SEARCH: &str = "
#[stability::deprecated_route(POST, \"/api/v1/search\", stable(since = \"0.7.0\"), since = \"0.9.0\", on = \"2026-10-15\",
    sunset = \"2027-06-30\", link = \"https://ornn.example/deprecations\", note = \"ask for `GET /api/v1/skills`\")]
pub fn search() {}
";
const VERSION: &str = "
#[stability::deprecated_route(GET, \"/api/v1/skill-versions/{id}\", stable(since = \"0.7.0\"), since = \"0.8.0\", on = \"2026-09-01\",
    sunset = \"2027-01-01\", link = \"https://ornn.example/deprecations\", note = \"ask for the skill\")]
pub fn version() {}
";
const SKILLS: &str = "
#[stability::route(GET, \"/api/v1/skills\", stable(since = \"0.7.0\"))]
pub fn skills() {}
";

#[test]
#[ignore = "needs `prometheus`, and the service in `ORNN`"]
fn prometheus_counts_who_still_uses_a_route() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (_service, service) = ornn();
    let (server, address) = prometheus(&service, &folder);
    let server_address = address.to_string();
    for _ in 0..3 {
        let answer = ask(&service, "POST /api/v1/search", "{\"query\": \"pdf\"}").expect("it answers");
        assert!(answer.contains("\r\ndeprecation: "), "{answer}");
    }
    let query = "sum%20by%20(method,%20route)%20(deprecated_route_requests_total)";
    ask_until(&server_address, &format!("GET /api/v1/query?query={query}"), "\"3\"");

    let project = Project::new(&[SEARCH, VERSION, SKILLS].concat());
    let usage = format!(
        "[usage]\nprometheus = \"http://{address}\"\nquery = \"sum by (method, route) (deprecated_route_requests_total)\"\n"
    );
    project.stability("init").kept();
    project.write("stability.toml", &usage);
    project.on("2027-01-10");
    project.commit("Release nika 1.0.0");
    project.git(&["tag", "v1.0.0"]);

    let due = project.stability("due --today 2027-07-02 --next 2.0.0");
    let line = due
        .kept()
        .lines()
        .find(|line| line.contains("used 3 times"))
        .unwrap_or_else(|| panic!("{due}"));
    assert!(line.contains("POST /api/v1/search"), "{due}");
    assert_eq!(due.stdout.matches("used ").count(), 1, "{due}");

    // The route that nobody asks for may go, the other one may not.
    project.write(
        "Cargo.toml",
        &project.read("Cargo.toml").replace("\"1.0.0\"", "\"2.0.0\""),
    );
    project.write("src/lib.rs", &[SEARCH, SKILLS].concat());
    let check = "check --today 2027-07-02";
    let found = project.stability(check);
    assert!(!found.stdout.contains("removed-while-in-use"), "{found}");
    project.write("src/lib.rs", SKILLS);
    let found = project.stability(check);
    assert_eq!(found.code, Some(1), "{found}");
    let expected =
        "error[removed-while-in-use]: `POST /api/v1/search` was removed; users still need it: it was used 3 times";
    assert!(found.stdout.contains(expected), "{found}");
    assert_eq!(found.stdout.matches("removed-while-in-use]").count(), 1, "{found}");

    // What nobody can be asked is not taken for no use.
    drop(server);
    project.stability(check).refused_with("cannot ask `http://127.0.0.1");
}
