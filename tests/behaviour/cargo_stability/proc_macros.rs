//! A package of proc macros, whose users know the macros and not the functions behind them.

use super::Project;
use super::manifest;
use crate::{contract, item};

const BEFORE: &str = "
use proc_macro::TokenStream;

/// A derive.
#[proc_macro_derive(Der, attributes(der, with))]
#[stability::stable(since = \"1.0.0\")]
pub fn der(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// An attribute.
#[stability::stable(since = \"1.0.0\")]
#[proc_macro_attribute]
pub fn mark(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Like a function.
#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.0.0\", replacement = mark))]
#[proc_macro]
pub fn make(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Behind a feature.
#[stability::unstable(feature = \"shy\")]
#[proc_macro_derive(Shy)]
pub fn shy(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
";

fn project() -> Project {
    let project = Project::empty();
    let more = "[features]\nunstable-shy = []\n\n[lib]\nproc-macro = true\n";
    project.write("Cargo.toml", &manifest("nika", "1.0.0", more));
    project.write("src/lib.rs", BEFORE);
    project
}

#[test]
fn a_proc_macro_is_promised_as_its_users_call_it() {
    let project = project();
    let shown = project.stability("show --format json");
    let contract = contract(shown.kept());
    for (id, call) in [
        ("nika::Der", "#[derive(Der)] with #[der], #[with]"),
        ("nika::mark", "#[mark]"),
        ("nika::make", "make!"),
        ("nika::Shy", "#[derive(Shy)]"),
    ] {
        let item = item(&contract, id);
        assert_eq!(
            (&item["kind"], &item["signature"]),
            (&"macro".into(), &call.into()),
            "{id}"
        );
    }
}

#[test]
fn only_what_users_write_can_break() {
    let project = project();
    project.stability("init").kept();
    project.write("src/lib.rs", &BEFORE.replace("fn der(", "fn another("));
    project.stability("check").kept();
    assert_eq!(project.stability("diff stability/contract.json").kept(), "no change\n");

    project.write("src/lib.rs", &BEFORE.replace("(Der,", "(Derive,"));
    let renamed = project.stability("check");
    assert_eq!(renamed.code, Some(1), "{renamed}");
    assert!(renamed.stdout.contains("`nika::Der` was removed"), "{renamed}");

    project.write("src/lib.rs", &BEFORE.replace("der, with", "with"));
    let fewer = project.stability("check");
    assert_eq!(fewer.code, Some(1), "{fewer}");
    project.write("src/lib.rs", &BEFORE.replace("der, with", "der, more, with"));
    let more = project.stability("diff stability/contract.json");
    assert!(more.kept().starts_with("minor "), "{more}");

    let function_like = BEFORE
        .replace("#[proc_macro_attribute]", "#[proc_macro]")
        .replace("(_: TokenStream, item", "(item");
    project.write("src/lib.rs", &function_like);
    let another = project.stability("check");
    assert_eq!(another.code, Some(1), "{another}");
}
