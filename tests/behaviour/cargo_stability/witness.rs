//! What rustc decides: witnesses for declarations that differ in text alone, probes for what rustdoc does not say, and proofs.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::Project;

const DEPENDENCY: &str = "
mod inner { pub struct Error; pub type Result<T> = std::result::Result<T, Error>; pub struct Other; }
pub use inner::*;
pub trait Has { type Out; }
impl Has for u8 { type Out = u16; }
pub const SIZE: usize = 4;
pub struct Buffer<const N: usize>([u8; N]);
";

/// A name, the module before, the module after, and what the report must say: nothing, words of the finding, or `?` and why it is undecided.
pub(super) type Case = (&'static str, &'static str, &'static str, &'static str);

pub(super) const WITNESSES: [Case; 61] = [
    (
        "future_of",
        "pub async fn f<T: std::future::Future>(it: T) -> T::Output { it.await }",
        "pub async fn f<T: std::future::IntoFuture>(it: T) -> T::Output { it.await }",
        "",
    ),
    (
        "receiver_lost",
        "pub struct S; impl S { pub fn f(&self) {} }",
        "pub struct S; impl S { pub fn f(it: &Self) { let _ = it; } }",
        "took `self: &Self` and now takes `&Self`",
    ),
    (
        "numbers_of_variants",
        "#[non_exhaustive] pub enum E { A }",
        "#[non_exhaustive] pub enum E { A, B(u8) }",
        "can no longer be converted to a number with `as`",
    ),
    (
        "captured",
        "pub fn f<'a>(x: &'a [u8]) -> impl Sized + use<> { let _ = x; 1u8 }",
        "pub fn f<'a>(x: &'a [u8]) -> impl Sized + use<'a> { x }",
        "captures other lifetimes of its arguments",
    ),
    (
        "captured_by_future",
        "pub fn f(x: &u8) -> impl Future<Output = u8> + use<> { let x = *x; async move { x } }",
        "pub async fn f(x: &u8) -> u8 { *x }",
        "captures other lifetimes of its arguments",
    ),
    (
        "captured_by_parameter",
        "pub fn f(x: &str) -> impl Sized + use<> { let _ = x; }",
        "pub fn f<T: AsRef<str>>(x: T) -> impl Sized + use<T> { let _ = x; }",
        "E0700",
    ),
    (
        "not_captured_by_parameter",
        "pub fn f(x: &str) -> impl Sized + use<> { let _ = x; }",
        "pub fn f<T: AsRef<str> + ?Sized>(x: &T) -> impl Sized + use<T> { let _ = x; }",
        "",
    ),
    (
        "captured_by_named_type",
        "pub fn f(x: &u8) -> impl Copy + use<> { *x }",
        "pub fn f(x: &u8) -> &u8 { x }",
        "captures other lifetimes of its arguments",
    ),
    (
        "not_captured_by_named_type",
        "pub fn f<'a>(x: &'a u8, y: &u8) -> impl Copy + use<'a> { let _ = y; x }",
        "pub fn f<'a>(x: &'a u8, _: &u8) -> &'a u8 { x }",
        "",
    ),
    (
        "from_widened",
        "pub struct D(String); impl From<&str> for D { fn from(s: &str) -> D { D(s.into()) } } impl From<String> for D { fn from(s: String) -> D { D(s) } }",
        "pub struct D(String); impl<S: Into<String>> From<S> for D { fn from(s: S) -> D { D(s.into()) } }",
        "",
    ),
    (
        "from_widened_to_others",
        "pub struct D(u8); impl<'a> From<&'a str> for D { fn from(_: &'a str) -> D { D(0) } }",
        "pub struct D(u8); impl<S: Into<u8>> From<S> for D { fn from(s: S) -> D { D(s.into()) } }",
        "no longer implements `std::convert::From<&'a str>`",
    ),
    (
        "unnamed_without_method",
        "mod p { pub struct Inner; impl Inner { pub fn lost(&self, of: u8) {} } } pub fn f() -> p::Inner { p::Inner }",
        "mod p { pub struct Inner; } pub fn f() -> p::Inner { p::Inner }",
        "no longer have `lost`",
    ),
    (
        "unnamed_without_field",
        "mod p { pub struct Inner { pub a: u8 } } pub fn f() -> p::Inner { loop {} }",
        "mod p { pub struct Inner { a: u8 } } pub fn f() -> p::Inner { loop {} }",
        "no longer have `a`",
    ),
    (
        "unnamed_without_clone",
        "mod p { #[derive(Clone)] pub struct Inner; } pub fn f(of: &str) -> p::Inner { p::Inner }",
        "mod p { pub struct Inner; } pub fn f(of: &str) -> p::Inner { p::Inner }",
        "no longer have `std::clone::Clone`",
    ),
    (
        "unnamed_replaced",
        "mod p { #[derive(Clone)] pub struct Inner; } pub struct S; impl S { pub fn f(&self) -> p::Inner { p::Inner } }",
        "mod p { pub struct Other; } pub struct S; impl S { pub fn f(&self) -> p::Other { p::Other } }",
        "`unnamed_replaced::p::Other`, which do not have `std::clone::Clone`",
    ),
    (
        "unnamed_renamed",
        "mod p { #[derive(Clone)] pub struct Inner; } pub fn f() -> p::Inner { p::Inner }",
        "mod p { #[derive(Clone)] pub struct Other; } pub fn f() -> p::Other { p::Other }",
        "",
    ),
    (
        "std_alias",
        "pub fn f() -> std::io::Result<()> { Ok(()) }",
        "pub fn f() -> Result<(), std::io::Error> { Ok(()) }",
        "",
    ),
    (
        "alias",
        "pub fn f() -> dep::Result<u8> { loop {} }",
        "pub fn f() -> Result<u8, dep::Error> { loop {} }",
        "",
    ),
    (
        "other",
        "pub fn f() -> dep::Result<u8> { loop {} }",
        "pub fn f() -> Result<u8, dep::Other> { loop {} }",
        "E0308",
    ),
    (
        "field",
        "pub struct S<T> { pub a: dep::Result<T>, b: u8 }",
        "pub struct S<T> { pub a: Result<T, dep::Error>, b: u8 }",
        "",
    ),
    (
        "field_other",
        "pub struct S<T> { pub a: dep::Result<T>, b: u8 }",
        "pub struct S<T> { pub a: Result<T, u8>, b: u8 }",
        "E0308",
    ),
    (
        "variant",
        "pub enum E { V { r#type: dep::Result<u8> } }",
        "pub enum E { V { r#type: Result<u8, dep::Error> } }",
        "",
    ),
    (
        "stat",
        "pub static S: dep::Result<u8> = Ok(1);",
        "pub static S: Result<u8, dep::Error> = Ok(1);",
        "",
    ),
    (
        "constant",
        "pub const C: dep::Result<u8> = Ok(1);",
        "pub const C: Result<u8, dep::Other> = Ok(1);",
        "E0308",
    ),
    (
        "named",
        "pub type A<T> = dep::Result<T>;",
        "pub type A<T> = Result<T, dep::Error>;",
        "",
    ),
    (
        "named_other",
        "pub type A<T> = dep::Result<T>;",
        "pub type A<T> = Result<T, u8>;",
        "E0308",
    ),
    (
        "argument",
        "pub const N: usize = 4; pub fn f() -> dep::Buffer<N> { loop {} }",
        "pub const N: usize = 4; pub fn f() -> dep::Buffer<4> { loop {} }",
        "",
    ),
    (
        "expression",
        "pub fn f() -> dep::Buffer<4> { loop {} }",
        "pub fn f() -> dep::Buffer<{ dep::SIZE }> { loop {} }",
        "",
    ),
    (
        "expression_other",
        "pub fn f() -> dep::Buffer<4> { loop {} }",
        "pub fn f() -> dep::Buffer<{ dep::SIZE + 1 }> { loop {} }",
        "E0308",
    ),
    (
        "length",
        "pub fn f() -> [u8; 2 * 2] { loop {} }",
        "pub fn f() -> [u8; dep::SIZE] { loop {} }",
        "",
    ),
    (
        "projection",
        "pub fn f(_: <u8 as dep::Has>::Out) {}",
        "pub fn f(_: u16) {}",
        "",
    ),
    (
        "projection_other",
        "pub fn f(_: u16) {}",
        "pub fn f(_: <Vec<u8> as IntoIterator>::Item) {}",
        "E0308",
    ),
    (
        "method",
        "pub struct S<T>(T); impl<T: Clone> S<T> { pub fn m<'a, U: Copy>(&'a self, u: U) -> dep::Result<(&'a T, U)> { loop {} } }",
        "pub struct S<T>(T); impl<T: Clone> S<T> { pub fn m<'a, U: Copy>(&'a self, u: U) -> Result<(&'a T, U), dep::Error> { loop {} } }",
        "",
    ),
    (
        "interface",
        "pub trait T { fn m(&self) -> dep::Result<u8>; }",
        "pub trait T { fn m(&self) -> Result<u8, dep::Error>; }",
        "",
    ),
    (
        "interface_other",
        "pub trait T { fn m(&self) -> dep::Result<u8>; }",
        "pub trait T { fn m(&self) -> Result<u8, ()>; }",
        "rustc refuses",
    ),
    (
        "future",
        "pub async fn f() -> dep::Result<u8> { loop {} }",
        "pub async fn f() -> Result<u8, dep::Error> { loop {} }",
        "",
    ),
    (
        "future_named",
        "pub async fn f(_: &str) -> u8 { 1 }",
        "pub fn f(_: &str) -> impl Future<Output = u8> { async { 1 } }",
        "",
    ),
    (
        "future_other",
        "pub async fn f() -> u8 { 1 }",
        "pub fn f() -> impl Future<Output = u16> { async { 1 } }",
        "E0308",
    ),
    (
        "unnamed",
        "pub fn f() -> impl Iterator<Item = u8> + Clone { vec![1].into_iter() }",
        "pub fn f() -> std::vec::IntoIter<u8> { vec![1].into_iter() }",
        "",
    ),
    (
        "unnamed_other",
        "pub fn f() -> impl Iterator<Item = u8> { vec![1].into_iter() }",
        "pub fn f() -> std::ops::Range<u16> { 0..1 }",
        "E0271",
    ),
    (
        "general",
        "pub fn f(_: String) {}",
        "pub fn f(_: impl Into<String>) {}",
        "",
    ),
    (
        "general_other",
        "pub fn f(_: String) {}",
        "pub fn f<T: Into<u8>>(_: T) {}",
        "E0277",
    ),
    (
        "implementation",
        "pub struct S; impl Iterator for S { type Item = dep::Result<u8>; fn next(&mut self) -> Option<Self::Item> { None } }",
        "pub struct S; impl Iterator for S { type Item = Result<u8, dep::Error>; fn next(&mut self) -> Option<Self::Item> { None } }",
        "",
    ),
    (
        "bound",
        "pub fn f<T: Iterator<Item = dep::Result<u8>>>(_: T) {}",
        "pub fn f<T: Iterator<Item = Result<u8, dep::Error>>>(_: T) {}",
        "",
    ),
    (
        "bound_other",
        "pub fn f<T: Iterator<Item = dep::Result<u8>>>(_: T) {}",
        "pub fn f<T: Iterator<Item = Result<u8, u8>>>(_: T) {}",
        "E0271",
    ),
    (
        "private",
        "mod p { pub struct P; } pub fn f(_: p::P) -> dep::Result<u8> { loop {} }",
        "mod p { pub struct P; } pub fn f(_: p::P) -> Result<u8, dep::Error> { loop {} }",
        "?users cannot name the private type `private::p::P`",
    ),
    (
        "unrecorded",
        "const N: usize = 4; pub fn f() -> dep::Buffer<N> { loop {} }",
        "pub fn f() -> dep::Buffer<4> { loop {} }",
        "?the value that the constant `N` of `nika` had was not recorded",
    ),
    // Two differences of one function, of which one breaks nobody.
    (
        "two_facts",
        "pub fn f(_: u8) -> dep::Result<u8> { loop {} }",
        "pub fn f(_: u16) -> Result<u8, dep::Error> { loop {} }",
        "parameter 1",
    ),
    (
        "bound_and_output",
        "pub trait Own {} impl<T: Clone> Own for Vec<T> {} pub fn f<T: Clone>(_: Vec<T>) -> u8 { 1 }",
        "pub trait Own {} impl<T: Clone> Own for Vec<T> {} pub fn f<T: Clone>(_: Vec<T>) -> u16 where Vec<T>: Own { 1 }",
        "`u16`",
    ),
    (
        "output_and_parameter",
        "pub fn f(_: dep::Result<u8>) -> u8 { 1 }",
        "pub fn f(_: Result<u8, dep::Error>) -> u16 { 1 }",
        "`u16`",
    ),
    // What a type requires of its arguments holds for its instances, and for aliases of it.
    (
        "bounded_alias",
        "pub struct S<T: dep::Has>(T); pub type A<T> = S<T>; impl<T: dep::Has> S<T> { pub fn m(&self) -> u8 { 1 } }",
        "pub struct S<T: dep::Has>(T); pub type A<T> = Option<S<T>>; impl<T: dep::Has> S<T> { pub fn m(&self) -> u8 { 1 } }",
        "nika::bounded_alias::A",
    ),
    (
        "bounded_instance",
        "pub struct S<T: dep::Has, U>(T, U); impl<T: dep::Has> S<T, u8> { pub fn m(&self) -> dep::Result<u8> { Ok(1) } }",
        "pub struct S<T: dep::Has, U>(T, U); impl<T: dep::Has> S<T, u8> { pub fn m(&self) -> Result<u8, dep::Error> { Ok(1) } }",
        "",
    ),
    (
        "required",
        "pub trait T<A>: Clone + Sized { const K: u8; type B: Copy; fn m<'a, C: Copy>(&'a self, _: &'a A, _: C) -> Self::B; }",
        "pub trait T<A>: Clone + Sized { const K: u8; type B: Copy; fn m<'a, C: Copy>(&'a self, _: &'a A, _: C) -> Self::B; fn n(&self); }",
        "was added",
    ),
    // What callers can do does not show what implementers can do.
    (
        "implementer",
        "pub trait T<A: Clone>: Sized { type B: Clone; fn m<'a, C: Copy>(&'a self, _: A, _: C) -> dep::Result<&'a Self::B>; fn n(&self); }",
        "pub trait T<A: Clone>: Sized { type B: Clone; fn m<'a, C: Copy>(&'a self, _: A, _: C) -> Result<&'a Self::B, dep::Error>; fn n(&self); }",
        "",
    ),
    (
        "implementer_static",
        "pub trait T { fn m(&self) -> dep::Result<fn(&'static str)>; }",
        "pub trait T { fn m(&self) -> Result<for<'a> fn(&'a str), dep::Error>; }",
        "rustc refuses",
    ),
    (
        "implementer_parameter",
        "pub trait T { fn m(&self, _: dep::Result<&'static str>); }",
        "pub trait T { fn m<'a>(&self, _: Result<&'a str, dep::Error>); }",
        "rustc refuses",
    ),
    (
        "implementer_async",
        "#[allow(async_fn_in_trait)] pub trait T { async fn m(&self) -> dep::Result<u8>; }",
        "#[allow(async_fn_in_trait)] pub trait T { async fn m(&self) -> Result<u8, dep::Error>; }",
        "",
    ),
    (
        "implementer_with_parts",
        "pub trait T { type B<X>; fn m(&self, _: Self::B<u8>) -> dep::Result<u8>; }",
        "pub trait T { type B<X>; fn m(&self, _: Self::B<u8>) -> Result<u8, dep::Error>; }",
        "?the trait has an associated type with parameters",
    ),
    (
        "implementer_sealed",
        "mod p { pub trait P {} } pub trait T: p::P { fn m(&self) -> dep::Result<u8>; }",
        "mod p { pub trait P {} } pub trait T: p::P { fn m(&self) -> Result<u8, dep::Error>; }",
        "",
    ),
    (
        "say",
        "#[macro_export] macro_rules! say { ($a:expr) => {}; ($($b:ident),*) => {}; }",
        "#[macro_export] macro_rules! say { ($a:expr) => {}; ($($b:ident),* $(,)?) => {}; }",
        "",
    ),
    (
        "tell",
        "#[macro_export] macro_rules! tell { ($a:expr) => {}; (a $t:ty) => {} }",
        "#[macro_export] macro_rules! tell { ($a:literal) => {}; (a $t:ty) => {} }",
        "rustc refuses",
    ),
];

/// All modules of one side as a library.
fn library(cases: &[Case], part: impl Fn(&Case) -> &'static str) -> String {
    let modules = cases
        .iter()
        .map(|case| format!("pub mod {} {{ {} }}\n", case.0, part(case)));
    modules.collect()
}

/// The package as it was, recorded with `init --default stable`, and then as it is.
fn changed(cases: &[Case]) -> Project {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[package]\nname = \"nika\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[workspace]\nmembers = [\"dep\"]\n\
         [dependencies]\ndep = { path = \"dep\", version = \"1\" }\n",
    );
    project.write(
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"1.2.0\"\nedition = \"2024\"\n",
    );
    project.write("dep/src/lib.rs", DEPENDENCY);
    project.write("src/lib.rs", &library(cases, |case| case.1));
    project.stability("init --package nika --default stable").kept();
    project.commit("Begin");
    project.write("src/lib.rs", &library(cases, |case| case.2));
    project
}

/// The findings about the module or macro of a case.
fn about<'f>(findings: &'f [Value], name: &str) -> Vec<&'f Value> {
    let starts = |subject: &str, start: String| {
        subject
            .strip_prefix(&start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    };
    let is_about = |it: &&Value| {
        it["subject"]
            .as_str()
            .is_some_and(|subject| starts(subject, format!("nika::{name}")))
    };
    findings.iter().filter(is_about).collect()
}

fn findings(text: &str) -> Vec<Value> {
    let mut report: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    match report["findings"].take() {
        Value::Array(findings) => findings,
        other => panic!("no list of findings: {other}"),
    }
}

/// Whether one of several differences of the item breaks users.
fn is_alone(case: &str) -> bool {
    ["two_facts", "bound_and_output", "output_and_parameter"].contains(&case)
}

/// What is wrong with the report about the cases.
fn wrong(cases: &[Case], findings: &[Value]) -> Vec<String> {
    let is_wrong = |(name, _, _, expected): &&Case| {
        let found = about(findings, name);
        let has = |level: &str, words: &str| {
            found
                .iter()
                .any(|it| it["level"] == level && it["message"].as_str().is_some_and(|it| it.contains(words)))
        };
        match expected.strip_prefix('?') {
            _ if expected.is_empty() => !found.is_empty(),
            Some(reason) => !has("warn", reason) || found.iter().any(|it| it["level"] == "deny"),
            // A difference that breaks nobody is not reported beside the one that does.
            None => !has("deny", expected) || is_alone(name) && found.len() > 1,
        }
    };
    let wrong = cases.iter().filter(is_wrong);
    wrong
        .map(|case| format!("{}: {:#?}", case.0, about(findings, case.0)))
        .collect()
}

#[test]
fn rustc_decides_what_declarations_do_not() {
    let project = changed(&WITNESSES);
    let check = project.stability("check --package nika --format json --witness proofs");
    assert_eq!(check.code, Some(1), "{check}");
    let findings = findings(&check.stdout);
    let wrong = wrong(&WITNESSES, &findings);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // Each proof compiles with what was promised, and none with this version.
    let refused = WITNESSES
        .iter()
        .filter(|case| !case.3.is_empty() && !case.3.starts_with('?'))
        .count();
    let proofs: Vec<String> = fs::read_dir(project.path("proofs/proofs"))
        .expect("proofs were written")
        .filter_map(|it| {
            it.expect("they can be listed")
                .path()
                .file_stem()?
                .to_str()
                .map(str::to_owned)
        })
        .filter(|name| name != "lib")
        .collect();
    assert_eq!(proofs.len(), refused, "{proofs:?}");
    let named = findings
        .iter()
        .filter(|it| it["advice"].as_str().is_some_and(|it| it.contains("proofs/proofs/")));
    assert_eq!(named.count(), refused, "{findings:#?}");
    project.git(&["worktree", "add", "proofs/checkout", "HEAD"]);
    let compiled = |version: &str, more: &[&str]| {
        let mut call = Command::new(env!("CARGO"));
        call.args(["check", "--offline", "--manifest-path"])
            .arg(project.path(&format!("proofs/{version}/Cargo.toml")));
        call.args(["--examples", "--message-format=json"])
            .args(more)
            .env("CARGO_TARGET_DIR", project.path("target/proofs"));
        let output = call.output().expect("cargo can be called");
        let text = String::from_utf8_lossy(&output.stdout);
        let built = text
            .lines()
            .filter(|it| it.contains("\"reason\":\"compiler-artifact\"") && it.contains("\"kind\":[\"example\"]"));
        (built.count(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (before, errors) = compiled("before", &[]);
    assert_eq!(before, refused, "{errors}");
    let (now, _) = compiled("now", &["--keep-going"]);
    assert_eq!(now, 0);
    project
        .stability("check --package nika --witness src")
        .refused_with("holds other files: name an empty folder for `--witness`");
}

pub(super) const PROBES: [Case; 23] = [
    (
        "associated",
        "const BASE: u32 = 7; pub struct S; impl S { pub const K: u32 = BASE * 2; }",
        "pub struct S; impl S { pub const K: u32 = 14; }",
        "",
    ),
    (
        "associated_other",
        "const BASE: u32 = 7; pub struct S; impl S { pub const K: u32 = BASE * 2; }",
        "const BASE: u32 = 8; pub struct S; impl S { pub const K: u32 = BASE * 2; }",
        "`14` and now has `16`",
    ),
    (
        "text",
        "pub const K: &str = concat!(\"a\", \"b\");",
        "pub const K: &str = r\"ab\";",
        "",
    ),
    (
        "text_other",
        "pub const K: &str = concat!(\"a\", \"b\");",
        "pub const K: &str = concat!(\"a\", \"c\");",
        "`\"ab\"` and now has `\"ac\"`",
    ),
    (
        "bytes",
        "pub const K: &[u8] = b\"\\x41q\";",
        "pub const K: &[u8] = &[65, b'q'];",
        "",
    ),
    (
        "optional",
        "pub const K: Option<(u8, char)> = Some((1, 'a'));",
        "pub const K: Option<(u8, char)> = Some((2, 'a'));",
        "`Some((1, 'a'))` and now has `Some((2, 'a'))`",
    ),
    (
        "list",
        "pub const K: [&[u8]; 2] = [b\"a\", &[1]];",
        "pub const K: [&[u8]; 2] = [&[97], b\"\\x01\"];",
        "",
    ),
    (
        "float",
        "pub const K: f64 = 0.1 + 0.2;",
        "pub const K: f64 = 0.3;",
        "`0.30000000000000004` and now has `0.3`",
    ),
    (
        "float_same",
        "pub const K: f32 = 1.50;",
        "pub const K: f32 = 3.0 / 2.0;",
        "",
    ),
    (
        "unknown",
        "pub struct P; pub const K: P = P;",
        "pub struct P; pub const K: P = { P };",
        "",
    ),
    (
        "future",
        "pub async fn f(it: String) -> usize { it.len() }",
        "pub async fn f(it: String) -> usize { let it = it; it.len() }",
        "",
    ),
    (
        "future_other",
        "pub async fn f() {}",
        "pub async fn f() { let it = std::rc::Rc::new(1); std::future::ready(()).await; drop(it); }",
        "`std::marker::Send`, and no longer does",
    ),
    (
        "closure",
        "pub fn f<T: Clone>(it: T) -> impl Fn() -> T { move || it.clone() }",
        "pub fn f<T: Clone>(it: T) -> impl Fn() -> T { let all = std::rc::Rc::new(it); move || (*all).clone() }",
        "`std::marker::Send` where its parameters are, and no longer does",
    ),
    (
        "future_private",
        "mod p { pub struct P; } pub async fn f(_: p::P) {}",
        "mod p { pub struct P; } pub async fn f(_: p::P) { std::future::ready(()).await }",
        "",
    ),
    (
        "variance",
        "pub struct S<'a, T>(&'a T);",
        "pub struct S<'a, T>(&'a Box<T>);",
        "",
    ),
    (
        "variance_other",
        "pub struct S<'a>(*const &'a u8);",
        "pub struct S<'a>(*mut &'a u8);",
        "was covariant in its parameter `'a` and is now invariant",
    ),
    (
        "dropped",
        "pub struct S<'a, T>(Option<&'a T>); pub struct B<'a>(Box<dyn Fn() + 'a>); pub struct V<T>(Vec<T>);",
        "pub struct S<'a, T>(Box<&'a T>); pub struct B<'a>(Box<dyn Fn() + 'a>); impl Drop for B<'_> { fn drop(&mut self) {} } pub struct V<T>(Vec<T>, u8);",
        "",
    ),
    (
        "dropped_lifetime",
        "pub struct S<'a>(&'a mut u8);",
        "pub struct S<'a>(&'a mut u8); impl Drop for S<'_> { fn drop(&mut self) {} }",
        "now uses its parameter `'a` when it is dropped",
    ),
    (
        "dropped_type",
        "pub struct S<T: Clone>(Vec<T>);",
        "pub struct S<T: Clone>(Vec<T>); impl<T: Clone> Drop for S<T> { fn drop(&mut self) {} }",
        "now uses its parameter `T0` when it is dropped",
    ),
    (
        "dropped_private",
        "pub struct S<'a>(Inner<'a>); struct Inner<'a>(&'a u8);",
        "pub struct S<'a>(Inner<'a>); struct Inner<'a>(&'a u8); impl Drop for Inner<'_> { fn drop(&mut self) {} }",
        "now uses its parameter `'a` when it is dropped",
    ),
    (
        "layout",
        "#[repr(C)] pub struct S { pub a: u8, b: Inner } #[repr(C)] struct Inner(u32);",
        "#[repr(C)] pub struct S { pub a: u8, b: Inner } #[repr(C)] struct Inner(i32);",
        "",
    ),
    (
        "layout_other",
        "#[repr(C)] pub struct S { pub a: u8, pub b: Inner } #[repr(C)] pub struct Inner(u16);",
        "#[repr(C)] pub struct S { pub a: u8, pub b: Inner } #[repr(C)] pub struct Inner(u32);",
        "4 bytes aligned to 2` and now has",
    ),
    (
        "unbounded",
        "pub trait Q {} pub struct S<T: Q>(T);",
        "pub trait Q {} type A<T> = T; pub struct S<T: Q>(A<T>);",
        "",
    ),
];

#[test]
fn probes_say_what_rustdoc_does_not() {
    // Another value of what is frozen is refused.
    let project = changed(&PROBES);
    let policy = project.read("stability.toml").replace("\"stable\"", "\"frozen\"");
    project.write("stability.toml", &policy);
    project.write("src/lib.rs", &library(&PROBES, |case| case.1));
    project.stability("bless --package nika --force").kept();
    let recorded = project.read("stability/contract.json");
    project.stability("check --package nika").kept();
    project.write("src/lib.rs", &library(&PROBES, |case| case.2));
    let check = project.stability("check --package nika --format json");
    assert_eq!(check.code, Some(1), "{check}");
    let wrong = wrong(&PROBES, &findings(&check.stdout));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for known in [
        r#""value":"\"ab\"""#,
        r#""variance":{"'T0":"covariant"}"#,
        r#""may_dangle":{"'T0":true}"#,
        r#""output_implements":["std::marker::Send""#,
        " bytes aligned to ",
    ] {
        assert!(recorded.contains(known), "{known}: {recorded}");
    }
}
