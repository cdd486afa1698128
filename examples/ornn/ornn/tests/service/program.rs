//! The program itself: how it starts, and how it is set up from outside.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// The running program; it ends with this value.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = command()
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was built");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line
            .trim()
            .strip_prefix("Ornn listens on ")
            .expect("it says where it listens");
        Self {
            address: address.to_owned(),
            child,
        }
    }

    async fn status(&self, path: &str) -> u16 {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client
            .get(format!("{}{path}", self.address))
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, whatever is in the environment of the tests.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ornn"));
    for name in [
        "DATABASE",
        "GATE",
        "PAST_SUNSET",
        "SERVE_PAST_SUNSET",
        "CLOCK",
        "LISTEN",
    ] {
        command.env_remove(format!("ORNN_{name}"));
    }
    command
}

const BY_ID: &str = "/api/v1/skill-versions/1";
const BETA: &str = "/api/v1/skills/summarise-text/ratings";

/// OR-12.
#[tokio::test]
async fn it_is_set_up_by_arguments_and_environment() {
    let late = ["--clock", "2027-02-01T00:00:00Z"];
    let program = Program::start(&late, &[]);
    assert_eq!((program.status(BY_ID).await, program.status(BETA).await), (410, 406));

    let kept = [
        ("ORNN_SERVE_PAST_SUNSET", "GET /api/v1/skill-versions/{id}"),
        ("ORNN_GATE", "off"),
    ];
    let program = Program::start(&late, &kept);
    assert_eq!((program.status(BY_ID).await, program.status(BETA).await), (200, 200));
}

#[test]
fn it_says_what_is_wrong_with_a_setting() {
    let output = command()
        .args(["--serve-past-sunset", "everything"])
        .output()
        .expect("it was built");
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.starts_with("ornn: `everything` is not a promised route: write a method and a path, for example"),
        "{message}"
    );
}
