//! The sinks beside the event sink, as a user of the kernel plugs them in.

use nika_kernel::sandbox::Verdict;
use nika_kernel::telemetry::{
    AuditEntry, AuditSink, BillingSink, Charge, Metric, MetricsExporter, Span, TracerProvider,
};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// One line per call, whichever sink is called.
#[derive(Clone, Default)]
struct Notebook(Arc<Mutex<Vec<String>>>);

impl Notebook {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl MetricsExporter for Notebook {
    fn export(&self, metric: &Metric) {
        self.note(format!("{} {}", metric.name, metric.value));
    }
}

impl TracerProvider for Notebook {
    fn record(&self, span: &Span) {
        self.note(format!("span {} of {}", span.trace, span.task));
    }
}

impl BillingSink for Notebook {
    fn charge(&self, charge: &Charge) {
        let pairs = charge.attributes.pairs();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.note(pairs.join(" "));
    }
}

impl AuditSink for Notebook {
    fn append(&self, entry: &AuditEntry) {
        let allowed = entry.verdict == Verdict::Allow;
        self.note(format!("{} for {}: allowed {allowed}", entry.tool, entry.task));
    }
}

#[test]
fn each_sink_hears_what_is_meant_for_it() {
    let notes = Notebook::default();
    let engine = nika::engine()
        .with_metrics(notes.clone())
        .with_tracer(notes.clone())
        .with_billing(notes.clone())
        .with_audit(notes.clone());
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow.yaml");
    engine.run(&nika::load(&example).unwrap()).unwrap();

    assert_eq!(
        *notes.0.lock().unwrap(),
        [
            "gen_ai.client.token.usage 20",
            "span release-note/note of note",
            "gen_ai.provider.name=echo gen_ai.request.model=summarise \
             gen_ai.usage.input_tokens=12 gen_ai.usage.output_tokens=8",
            "mcp:acme/slug for file-name: allowed true",
        ]
    );
}
