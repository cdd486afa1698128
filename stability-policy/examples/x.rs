use std::fmt::Write as _;
use std::time::Instant;
use stability::contract::Contract;
use stability_policy::{Comparison, Evidence, Policy, judge};
fn contract(size: usize, version: &str, keep: impl Fn(usize) -> bool) -> Contract {
    let mut items = String::new();
    for at in (0..size).filter(|at| keep(*at)) {
        let m = at / 50;
        if !items.is_empty() { items.push(','); }
        write!(items, r#"{{"id":"kernel::module{m}::Request{at}","kind":"struct","name":"Request{at}","tier":"stable","since":"1.0.0","package":"kernel","signature":"struct Request{at}","exhaustive":false,"members":[{{"kind":"field","name":"model","signature":"ModelId"}},{{"kind":"field","name":"budget","signature":"Option<u64>"}}],"location":{{"file":"src/module{m}.rs","line":{at}}}}}"#).unwrap();
    }
    Contract::from_json(&format!(r#"{{"schema":"stability/contract@1","contract":null,"package":{{"name":"kernel","version":"{version}"}},"items":[{items}]}}"#)).unwrap()
}
fn main() {
    let size = std::env::args().nth(1).unwrap().parse().unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let (before, after) = (contract(size, "1.0.0", |_| true), contract(size, "1.1.0", |at| at % 100 != 7));
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let mut best = f64::MAX; let mut bd = f64::MAX;
    for _ in 0..n {
        let start = Instant::now();
        let c = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
        let d = start.elapsed().as_secs_f64() * 1e3;
        let v = judge(&c);
        drop(c); 
        best = best.min(start.elapsed().as_secs_f64() * 1e3); bd = bd.min(d);
        assert!(v.findings.len() > size / 200);
    }
    println!("{size}: best {best:.2} ms, of it comparison {bd:.2}");
}
