//! `aksara shell`.

use std::io::{BufRead, Write};

use aksara_core::api::Request;
use aksara_core::policy::Principal;
use aksara_core::project::Project;

use super::{Failure, PASS};

pub(super) fn shell(
    project: &Project,
    principal: &str,
    now: fn() -> u64,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let asking = Asking::parse(principal)?;
    let (database, mut api) = (project.database()?, project.api());
    match (&asking, project.credentials(now)) {
        (_, Some(credentials)) => api = api.with_authentication(credentials),
        (Asking::Token(_), None) => {
            let message = "tokens are taken where AKSARA_SECRET_KEY and AKSARA_MCP_AUDIENCE are set";
            return Err(Failure::Usage(message.to_owned()));
        }
        _ => {}
    }
    // Here, the host does not matter.
    let api = api.with_hosts([""; 0]);
    for line in input.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match request(line.trim()) {
            Ok(request) => {
                let response = match &asking {
                    Asking::Principal(principal) => api.handle_as(&database, principal, &request),
                    Asking::Token(token) => {
                        let header = format!("Bearer {token}");
                        api.handle(&database, &request.with_header("authorization", header))
                    }
                };
                writeln!(out, "{} {}", response.status, response.body)?;
            }
            Err(message) => writeln!(out, "400 {message}")?,
        }
    }
    Ok(PASS)
}

/// Who asks.
enum Asking {
    Principal(Principal),
    /// The user of the token.
    Token(String),
}

impl Asking {
    fn parse(text: &str) -> Result<Self, Failure> {
        match text.strip_prefix("token:") {
            Some(token) => Ok(Self::Token(token.to_owned())),
            None => principal(text).map(Self::Principal),
        }
    }
}

/// `POST /author/ {"name": "Ada"}`.
fn request(line: &str) -> Result<Request, String> {
    let (method, rest) = line.split_once(' ').ok_or("a request is a method, a path and a body")?;
    let (target, body) = rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
    let request = Request::new(method.to_uppercase(), target);
    if body.trim().is_empty() {
        return Ok(request);
    }
    let body = serde_json::from_str(body).map_err(|error| format!("the body is no JSON: {error}"))?;
    Ok(request.with_body(body))
}

/// `agent:robot:book:read,book:write@acme`.
fn principal(text: &str) -> Result<Principal, Failure> {
    let (who, tenant) = text
        .split_once('@')
        .map_or((text, None), |(who, tenant)| (who, Some(tenant)));
    let principal = match who.split_once(':') {
        None if who == "system" => Principal::system(),
        None if who == "anonymous" => Principal::anonymous(),
        Some(("user", name)) if !name.is_empty() => Principal::user(name),
        Some(("agent", rest)) if !rest.is_empty() => {
            let (name, scopes) = rest.split_once(':').unwrap_or((rest, ""));
            Principal::ai_agent(name, scopes.split(',').filter(|scope| !scope.is_empty()))
        }
        _ => {
            let message = format!(
                "`{text}` is no principal: write system, anonymous, user:NAME, agent:NAME:SCOPE,… or token:JWT"
            );
            return Err(Failure::Usage(message));
        }
    };
    Ok(match tenant {
        Some(tenant) => principal.with_tenant(tenant),
        None => principal,
    })
}

#[cfg(test)]
mod tests {
    use aksara_core::policy::PrincipalType;

    use super::{principal, request};

    #[test]
    fn principals_are_read_with_their_scopes_and_tenant() {
        let agent = principal("agent:robot:book:read,book:write@acme").unwrap();
        assert_eq!((agent.kind, agent.id.as_str()), (PrincipalType::AIAgent, "robot"));
        assert_eq!(agent.scopes, ["book:read", "book:write"]);
        assert_eq!(agent.tenant.as_deref(), Some("acme"));
        assert_eq!(principal("system").unwrap().kind, PrincipalType::System);
        for text in ["", "root", "user:", "agent:", "robot:ada"] {
            assert!(principal(text).is_err(), "{text}");
        }
    }

    #[test]
    fn requests_are_read_with_their_body() {
        let read = request("post  /author/  {\"name\": \"Ada L\"}").unwrap();
        assert_eq!((read.method.as_str(), read.path.as_str()), ("POST", "/author/"));
        assert_eq!(read.body.unwrap()["name"], "Ada L");
        assert!(request("GET").is_err());
        assert!(request("POST /author/ {").is_err());
    }
}
