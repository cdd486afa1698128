//! Answers as many requests as are asked for, and nothing else, for valgrind to count the instructions of:
//!
//! ```text
//! cargo bench -p stability-http-benches --bench instructions --no-run
//! valgrind --tool=callgrind <program> deprecated 1000
//! ```
//!
//! Two calls whose numbers differ by a thousand differ by the instructions of a thousand requests.

mod services;

use std::env::args;
use std::hint::black_box;
use std::process::ExitCode;

use futures_executor::block_on;
use http::Request;
use tower::Service;

fn answer<S: Service<Request<()>>>(mut service: S, request: fn() -> Request<()>, times: u32)
where
    S::Error: std::fmt::Debug,
{
    for _ in 0..times {
        let answered = block_on(service.call(black_box(request()))).expect("the handler answers");
        drop(black_box(answered));
    }
}

fn main() -> ExitCode {
    let mut args = args().skip(1).filter(|argument| argument != "--bench");
    let case = args.next().unwrap_or_default();
    let times = args.next().and_then(|times| times.parse().ok()).unwrap_or(1);
    match case.as_str() {
        "none" => answer(services::Handler, services::deprecated, times),
        "peer" => answer(services::set_headers(), services::deprecated, times),
        "deprecated" => answer(services::stability(), services::deprecated, times),
        "lasting" => answer(services::stability(), services::lasting, times),
        "unpromised" => answer(services::stability(), services::unpromised, times),
        _ => {
            eprintln!("name a case (none, peer, deprecated, lasting, unpromised) and how many requests");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
