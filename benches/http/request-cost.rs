//! What a request costs in process, beside the peer: `cargo bench -p stability-http-benches`.

#![allow(missing_docs, reason = "criterion's macros write functions")]

mod services;

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use futures_executor::block_on;
use http::Request;
use tower::Service;

fn measure<S: Service<Request<()>>>(criterion: &mut Criterion, name: &str, mut service: S, request: fn() -> Request<()>)
where
    S::Error: std::fmt::Debug,
{
    criterion.bench_function(name, |bencher| {
        bencher.iter_batched(
            request,
            |request| block_on(service.call(black_box(request))).expect("the handler answers"),
            BatchSize::SmallInput,
        );
    });
}

fn requests(criterion: &mut Criterion) {
    measure(criterion, "no layer", services::Handler, services::deprecated);
    measure(
        criterion,
        "SetResponseHeaderLayer, three",
        services::set_headers(),
        services::deprecated,
    );
    measure(
        criterion,
        "StabilityLayer, deprecated",
        services::stability(),
        services::deprecated,
    );
    measure(
        criterion,
        "StabilityLayer, not deprecated",
        services::stability(),
        services::lasting,
    );
    measure(
        criterion,
        "StabilityLayer, not promised",
        services::stability(),
        services::unpromised,
    );
}

criterion_group!(benches, requests);
criterion_main!(benches);
