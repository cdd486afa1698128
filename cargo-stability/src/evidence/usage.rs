//! How often items are used, as a file or a Prometheus server counts it.
//!
//! What cannot be read ends the command: a removal is not right because nobody could be asked.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::civil::Date;
use serde::Deserialize;
use stability::render::escape::line;
use stability_policy::{Usage, UsageSettings, UsageSource};

use crate::files;
use crate::output::printable;

/// How long a server may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Reads what was counted.
pub(super) fn read(folder: &Path, settings: &UsageSettings) -> Result<Vec<Usage>> {
    match &settings.source {
        UsageSource::File { path } => {
            let path = folder.join(path);
            let text = files::read_text(&path, files::MAX_TEXT)?;
            let is_csv = path
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
            let read = if is_csv { from_csv(&text) } else { from_json(&text) };
            read.with_context(|| format!("`{}` does not contain usage counts", printable(&path)))
        }
        UsageSource::Prometheus { url, query, item } => {
            let read = ask(url, query).and_then(|answer| from_prometheus(&answer, item));
            read.with_context(|| format!("cannot ask `{}` how often items are used", line(url)))
        }
        _ => bail!("this version of `cargo stability` does not know this source of `[usage]` in stability.toml"),
    }
}

/// What a file in JSON says of an item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Counted {
    count: u64,
    last_seen: Option<Date>,
}

/// `{ "GET /skills": { "count": 12, "last_seen": "2026-11-20" } }`.
fn from_json(text: &str) -> Result<Vec<Usage>> {
    let counted: BTreeMap<String, Counted> = serde_json::from_str(text)?;
    let usages = counted
        .into_iter()
        .map(|(item, it)| Usage::new(item, it.count, it.last_seen));
    Ok(usages.collect())
}

/// Lines of `item,count,last_seen` below a heading of these words; the last may be empty, and an item with a comma is in quotes.
fn from_csv(text: &str) -> Result<Vec<Usage>> {
    let mut lines = text.lines().enumerate();
    let heading = lines.next().map_or("", |(_, heading)| heading.trim());
    if heading != "item,count,last_seen" {
        bail!("its first line is `{}`: write `item,count,last_seen`", line(heading));
    }
    let rows = lines.filter(|(_, row)| !row.trim().is_empty());
    let usages = rows.map(|(at, row)| usage_of(row).with_context(|| format!("line {}: `{}`", at + 1, line(row))));
    usages.collect()
}

fn usage_of(row: &str) -> Result<Usage> {
    let (rest, last_seen) = row.trim().rsplit_once(',').context("it has fewer than 3 columns")?;
    let (item, count) = rest.rsplit_once(',').context("it has fewer than 3 columns")?;
    let item = match item.strip_prefix('"') {
        Some(rest) => {
            let inside = rest.strip_suffix('"').context("a quote is not closed")?;
            inside.replace("\"\"", "\"")
        }
        None if item.contains([',', '"']) => bail!("an item with a comma or a quote is written in quotes"),
        None => item.to_owned(),
    };
    let count = count.trim().parse().context("its count is not a whole number")?;
    let last_seen = match last_seen.trim() {
        "" => None,
        day => Some(day.parse().context("its last column is not a day such as 2026-11-20")?),
    };
    Ok(Usage::new(item, count, last_seen))
}

/// The answer of a server to an instant query.
fn ask(url: &str, query: &str) -> Result<String> {
    if url.starts_with("https://") && !cfg!(feature = "https") {
        bail!("this build of `cargo stability` speaks http alone: install it with `--features https`");
    }
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        // The server says in the body what is wrong with a query.
        .http_status_as_error(false)
        .build();
    let address = format!("{}/api/v1/query", url.trim_end_matches('/'));
    let mut response = ureq::Agent::from(config).get(&address).query("query", query).call()?;
    let body = response
        .body_mut()
        .with_config()
        .limit(files::MAX_TEXT)
        .read_to_string()?;
    let status = response.status();
    if !status.is_success() && !body.trim_start().starts_with('{') {
        bail!("it answered {status}");
    }
    Ok(body)
}

/// What Prometheus answers to `/api/v1/query`.
#[derive(Deserialize)]
struct Answer {
    status: String,
    error: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    data: Option<Data>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    result_type: String,
    result: serde_json::Value,
}

#[derive(Deserialize)]
struct Sample {
    metric: BTreeMap<String, String>,
    value: (serde_json::Number, String),
}

/// The samples of a vector. `item` says how the labels of a sample name an item: `{method} {route}`.
fn from_prometheus(answer: &str, item: &str) -> Result<Vec<Usage>> {
    let answer: Answer = serde_json::from_str(answer).context("it is not the answer of a Prometheus server")?;
    if answer.status != "success" {
        bail!("it refused the query: {}", line(&answer.error.unwrap_or(answer.status)));
    }
    if let Some(warning) = answer.warnings.first() {
        bail!("its answer may not be whole: {}", line(warning));
    }
    let data = answer.data.context("its answer has no data")?;
    if data.result_type != "vector" {
        bail!(
            "the query gives a {} and not a vector of samples",
            line(&data.result_type)
        );
    }
    let samples: Vec<Sample> = serde_json::from_value(data.result).context("its samples have another form")?;
    if samples.is_empty() {
        bail!(
            "the query has no result, and a metric of another name or without data has none either: correct `query`; if no item \
             was used, let the service export the metric with 0, or name a `file` with the counts"
        );
    }
    let usages = samples.iter().map(|sample| {
        let (_, value) = &sample.value;
        let count = count_of(value).with_context(|| format!("`{}` is not a count", line(value)))?;
        Ok(Usage::new(named(item, &sample.metric)?, count, None))
    });
    usages.collect()
}

/// A value as a count; a part of a request, which an extrapolation gives, is a request.
fn count_of(value: &str) -> Option<u64> {
    let value: f64 = value.parse().ok()?;
    let is_count = value.is_finite() && value >= 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is not negative, and a larger number is as good as the largest"
    )]
    is_count.then(|| value.ceil() as u64)
}

/// The item that labels name.
fn named(item: &str, labels: &BTreeMap<String, String>) -> Result<String> {
    let mut name = String::new();
    let mut rest = item;
    while let Some((before, after)) = rest.split_once('{') {
        let (label, after) = after
            .split_once('}')
            .context("`item` of `[usage]` in stability.toml has a `{` that is not closed")?;
        let value = labels.get(label).ok_or_else(|| {
            anyhow!(
                "a sample has no label `{}`, which `item` of `[usage]` in stability.toml names",
                line(label)
            )
        })?;
        name.push_str(before);
        name.push_str(value);
        rest = after;
    }
    name.push_str(rest);
    Ok(name)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::thread;

    use super::{UsageSettings, UsageSource, from_csv, from_json, from_prometheus, read};

    type Read = anyhow::Result<Vec<stability_policy::Usage>>;

    #[track_caller]
    fn shown(read: Read) -> Vec<String> {
        let usages = read.unwrap().into_iter();
        let day = |day: Option<jiff::civil::Date>| day.map_or("never seen".to_owned(), |day| day.to_string());
        usages
            .map(|it| format!("{}: {}, {}", it.item, it.count, day(it.last_seen)))
            .collect()
    }

    #[track_caller]
    fn refused(read: Read, reason: &str) {
        let error = format!("{:#}", read.unwrap_err());
        assert!(error.contains(reason), "{error}");
    }

    #[test]
    fn a_file_says_count_and_day() {
        let json = r#"{ "GET /a": { "count": 2, "last_seen": "2026-11-20" }, "nika::Foo": { "count": 0 } }"#;
        let expected = ["GET /a: 2, 2026-11-20", "nika::Foo: 0, never seen"];
        assert_eq!(shown(from_json(json)), expected);
        let csv = "item,count,last_seen\nGET /a,2,2026-11-20\n\nnika::Foo,0,\n";
        assert_eq!(shown(from_csv(csv)), expected);
        let quoted = "item,count,last_seen\n\"a \"\"b\"\", c\",1,\n";
        assert_eq!(shown(from_csv(quoted)), ["a \"b\", c: 1, never seen"]);
    }

    #[test]
    fn what_is_no_count_is_refused() {
        refused(from_json("[]"), "invalid type");
        refused(from_json(r#"{ "a": { "count": -1 } }"#), "invalid value");
        refused(from_json(r#"{ "a": { "count": 1, "seen": "x" } }"#), "unknown field");
        refused(from_csv("a,1,2026-01-01"), "write `item,count,last_seen`");
        for (row, reason) in [
            ("a,1", "fewer than 3 columns"),
            ("a,b,c,1,", "is written in quotes"),
            ("\"a,1,", "a quote is not closed"),
            ("a,many,", "not a whole number"),
            ("a,1,yesterday", "not a day"),
        ] {
            refused(from_csv(&format!("item,count,last_seen\n{row}\n")), reason);
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_not_taken_for_one_without_uses() {
        let folder = tempfile::tempdir().unwrap();
        let settings = UsageSettings::new(UsageSource::File {
            path: "usage.json".to_owned(),
        });
        refused(read(folder.path(), &settings), "usage.json");
    }

    const VECTOR: &str = r#"{"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"method":"GET","route":"/a/{id}"},"value":[1764264000.781,"12.4"]},
        {"metric":{"method":"PUT","route":"/a"},"value":[1764264000,"0"]}]}}"#;

    #[test]
    fn a_vector_of_prometheus_names_items_by_its_labels() {
        let found = shown(from_prometheus(VECTOR, "{method} {route}"));
        assert_eq!(found, ["GET /a/{id}: 13, never seen", "PUT /a: 0, never seen"]);
        let none = r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#;
        refused(from_prometheus(none, "{method} {route}"), "the query has no result");
    }

    /// What is read of a server that gives one answer, and the first line of what it was asked.
    fn served(status: &'static str, body: &'static str) -> (Read, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = vec![0; 4096];
            let length = stream.read(&mut asked).unwrap();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
            let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
            asked.lines().next().unwrap_or_default().to_owned()
        });
        let source = UsageSource::Prometheus {
            url,
            query: "sum by (route) (x[30d])".to_owned(),
            item: "{method} {route}".to_owned(),
        };
        let found = read(".".as_ref(), &UsageSettings::new(source));
        (found, server.join().unwrap())
    }

    #[test]
    fn a_server_is_asked_over_http() {
        let (found, asked) = served("200 OK", VECTOR);
        assert_eq!(shown(found).len(), 2);
        assert!(asked.starts_with("GET /api/v1/query?query=sum"), "{asked}");
        assert!(asked.contains("30d") && !asked.contains('['), "{asked}");
        let (found, _) = served("400 Bad Request", r#"{"status":"error","error":"unknown function"}"#);
        refused(found, "it refused the query: unknown function");
        let (found, _) = served("502 Bad Gateway", "<html>");
        refused(found, "it answered 502");
    }

    #[test]
    fn a_server_that_is_not_there_is_an_error() {
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let source = UsageSource::Prometheus {
            url: format!("http://{closed}"),
            query: "x".to_owned(),
            item: "{route}".to_owned(),
        };
        refused(
            read(".".as_ref(), &UsageSettings::new(source)),
            "cannot ask `http://127.0.0.1",
        );
    }

    #[test]
    fn an_answer_that_is_no_vector_is_refused() {
        let refuse = |answer: &str, reason: &str| refused(from_prometheus(answer, "{method} {route}"), reason);
        refuse("<html>", "not the answer of a Prometheus server");
        refuse(
            r#"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
            "it refused the query: parse error",
        );
        refuse(r#"{"status":"success"}"#, "no data");
        refuse(
            r#"{"status":"success","data":{"resultType":"scalar","result":[1,"2"]}}"#,
            "gives a scalar",
        );
        refuse(
            &VECTOR.replace(r#""data""#, r#""warnings":["partial response"],"data""#),
            "may not be whole: partial response",
        );
        refuse(&VECTOR.replace("12.4", "NaN"), "`NaN` is not a count");
        refuse(&VECTOR.replace("12.4", "-1"), "`-1` is not a count");
        refused(from_prometheus(VECTOR, "{verb} {route}"), "no label `verb`");
        refused(from_prometheus(VECTOR, "{method"), "not closed");
    }
}
