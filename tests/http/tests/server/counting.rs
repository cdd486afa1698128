//! The use of deprecated routes, as each of the counters has it.

use metrics_util::MetricKind;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use opentelemetry::global;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use stability_http_tests::{Placement, layer};

use crate::{Server, Version};

#[test]
fn a_deprecated_route_that_nobody_asks_for_has_the_count_0() {
    let recorder = DebuggingRecorder::new();
    let metrics = recorder.snapshotter();
    let layer = metrics::with_local_recorder(&recorder, layer);
    let mut exported: Vec<String> = Vec::new();
    for (key, _, _, value) in metrics.snapshot().into_vec() {
        assert_eq!(key.key().name(), "deprecated_route_requests_total");
        assert!(matches!(value, DebugValue::Counter(0)), "{value:?}");
        let labels: Vec<&str> = key.key().labels().map(metrics::Label::value).collect();
        exported.push(labels.join(" "));
    }
    exported.sort();
    let routes = layer.usage().snapshot();
    let deprecated = routes.iter().filter(|it| it.route.retirement.is_some());
    let mut deprecated: Vec<String> = deprecated.map(|it| it.route.to_string()).collect();
    deprecated.sort();
    assert!(!deprecated.is_empty());
    assert_eq!(exported, deprecated);
}

/// All counters in one test, since recorders and meters are the whole program's.
#[tokio::test]
async fn every_use_counts_once() {
    let recorder = DebuggingRecorder::new();
    let metrics = recorder.snapshotter();
    recorder.install().expect("there is no other recorder");
    let exporter = InMemoryMetricExporter::default();
    let meters = SdkMeterProvider::builder()
        .with_reader(PeriodicReader::builder(exporter.clone()).build())
        .build();
    global::set_meter_provider(meters.clone());

    let layer = layer();
    let server = Server::start(&layer, Placement::Inside, Version::Http1).await;
    let preflight = [
        ("origin", "https://a.example"),
        ("access-control-request-method", "GET"),
    ];
    for (method, path, headers) in [
        ("GET", "/api/v1/skills/1", &[][..]),
        ("GET", "/api/v1/skills/x", &[]),
        ("HEAD", "/api/v1/skills/2", &[]),
        ("PATCH", "/api/v1/skills/3", &[]),
        ("GET", "/api/v1/skills/me", &[]),
        ("GET", "/api/v1/skills", &[]),
        ("GET", "/api/v1/ratings", &[]),
        ("OPTIONS", "/api/v1/ratings", &preflight),
        ("GET", "/api/v1/health", &[]),
    ] {
        server.send(method, path, headers).await;
    }

    let mut counted: Vec<(String, u64)> = layer
        .usage()
        .snapshot()
        .iter()
        .filter(|count| count.requests > 0)
        .map(|count| (count.route.to_string(), count.requests))
        .collect();
    counted.sort();
    let expected = [("GET /ratings".to_owned(), 1), ("GET /skills/{id}".to_owned(), 3)];
    assert_eq!(counted, expected);

    // Other tests of this program may use the same routes, so these counters are at least as high.
    let counters: Vec<(String, u64)> = metrics
        .snapshot()
        .into_vec()
        .into_iter()
        .filter(|(key, ..)| key.kind() == MetricKind::Counter && key.key().name() == "deprecated_route_requests_total")
        .map(|(key, _, _, value)| {
            let labels: Vec<String> = key
                .key()
                .labels()
                .map(|label| format!("{}={}", label.key(), label.value()))
                .collect();
            let DebugValue::Counter(count) = value else {
                panic!("{key:?}")
            };
            (labels.join(" "), count)
        })
        .collect();
    for (route, requests) in [("method=GET route=/skills/{id}", 3), ("method=GET route=/ratings", 1)] {
        let (_, count) = counters
            .iter()
            .find(|(labels, _)| labels == route)
            .unwrap_or_else(|| panic!("{counters:?}"));
        assert!(*count >= requests, "{counters:?}");
    }

    meters.force_flush().expect("the exporter is in memory");
    let finished = exporter.get_finished_metrics().expect("it was flushed");
    let metric = finished
        .iter()
        .flat_map(ResourceMetrics::scope_metrics)
        .flat_map(ScopeMetrics::metrics)
        .find(|metric| metric.name() == "http.server.deprecated_route.requests")
        .expect("it was counted");
    assert_eq!(metric.unit(), "{request}");
    let AggregatedMetrics::U64(MetricData::Sum(sum)) = metric.data() else {
        panic!("{metric:?}")
    };
    assert!(sum.is_monotonic());
    let read = sum.data_points().find(|point| {
        point
            .attributes()
            .any(|it| it.key.as_str() == "http.route" && it.value.as_str() == "/skills/{id}")
            && point
                .attributes()
                .any(|it| it.key.as_str() == "http.request.method" && it.value.as_str() == "GET")
    });
    assert!(read.expect("the route was used").value() >= 3);
}
