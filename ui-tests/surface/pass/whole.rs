//! Every statement.

#![deny(warnings, missing_docs, unused_qualifications, clippy::pedantic)]
#![forbid(unsafe_code)]

stability::surface! {}

/// A module.
pub mod inside {
    stability::surface! {
        crate = ::stability;

        /// What people type.
        area "CLI", stable(since = "1.0.0", note = "use exit codes");
        /** Starts it. */
        command "aksara dev";
        option "aksara dev" "--port": u16;
        option "aksara dev" "-p";
        option "aksara dev" "<APP>";
        exit_code "aksara doctor" 0;
        exit_code "aksara doctor" 255 "fail";
        #[evolving(since = "1.2.0", until = "2.0.0", note = "for people", issue = 12, docs = "https://example.org")]
        format "aksara doctor output";
        excludes "human-readable output";
        /// One day.
        planned "a shell";

        area "Settings";
        area "Other interfaces";
        #[frozen(since = "1.0.0-rc.1", area = "Settings", deprecated(since = "1.4.0", replacement = "`url`", note = "renamed"))]
        setting "database.url": Option<Vec<String>>;
        #[beta]
        env "AKSARA_*": String;
        #[stable(since = "next")]
        schema "aksara/model@1";
        #[internal]
        event "run.completed";
        #[experimental(since = "1.4.0")]
        metric "requests_total": counter;
        #[beta]
        route "GET /health/{id}";
        #[beta]
        error_code "AKSARA-007";
        #[beta]
        wire_name "x-aksara";
        #[beta]
        sql_function "visible(tenant uuid)";
        #[beta]
        sql_view "models";
        #[beta]
        python_module "aksara";
        #[beta]
        interface "C header aksara.h";
        #[cfg(any())]
        #[beta]
        command "aksara nowhere";
        #[cfg(not(any()))]
        #[beta]
        command "aksara nowhere";
    }
}

fn main() {
    let contract = stability::Contract::linked().unwrap();
    let ids: Vec<_> = contract.items().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "AKSARA-007",
            "GET /health/{id}",
            "command aksara dev",
            "command aksara nowhere",
            "env AKSARA_*",
            "event run.completed",
            "exit_code aksara doctor 0",
            "exit_code aksara doctor 255",
            "format aksara doctor output",
            "interface C header aksara.h",
            "metric requests_total",
            "option aksara dev --port",
            "option aksara dev -p",
            "option aksara dev <APP>",
            "python_module aksara",
            "schema aksara/model@1",
            "setting database.url",
            "sql_function visible(tenant uuid)",
            "sql_view models",
            "wire_name x-aksara",
        ],
    );
    let find = |id: &str| contract.items().iter().find(|item| item.id == id).unwrap();
    let setting = find("setting database.url");
    assert_eq!(setting.signature.as_deref(), Some("Option<Vec<String>>"));
    assert_eq!(setting.area.as_deref(), Some("Settings"));
    assert_eq!(find("exit_code aksara doctor 255").text.as_deref(), Some("fail"));
    assert_eq!(find("command aksara dev").text.as_deref(), Some("Starts it."));
    assert_eq!(find("command aksara dev").note, None);
    assert_eq!(find("env AKSARA_*").area.as_deref(), Some("Other interfaces"));
    let [cli] = contract.areas() else {
        panic!("the other area has no facts: {:?}", contract.areas());
    };
    assert_eq!((cli.note.as_deref(), cli.text.as_deref()), (Some("use exit codes"), Some("What people type.")));
    assert_eq!(cli.excludes, ["human-readable output"]);
    assert_eq!(cli.planned[0].text.as_deref(), Some("One day."));
}
