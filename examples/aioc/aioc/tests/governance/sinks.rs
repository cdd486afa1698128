//! No sink can change how a run ends.

use crate::support::{Deed, Stage};
use aioc::Failure;
use aioc::guarantees::BEST_EFFORT_RECORDS;
use aioc::options::{RunOptions, RunRecordOptions};
use aioc::policy::{allow, deny};
use aioc::record::RunRecord;
use aioc::sink::JsonLines;
use std::io::{self, Write};

type Sink = fn(&RunRecord<()>) -> Result<(), Failure>;

const SINKS: [Sink; 3] = [
    |_| Ok(()),
    |_| Err("the disk is full".into()),
    |_| panic!("a sink with a defect"),
];

#[test]
#[stability::upholds(BEST_EFFORT_RECORDS)]
fn a_run_that_succeeds_succeeds_whatever_its_sink_does() {
    for sink in SINKS {
        let options = RunOptions::new(()).with_policies(Deed::Tool.decided(allow("granted")));
        let record = RunRecordOptions::new().with_sink(sink);
        let result = Stage::proposing(Deed::Tool).run(options.with_record(record)).unwrap();
        assert_eq!(result.final_output, "Done.");
    }
}

#[test]
#[stability::upholds(BEST_EFFORT_RECORDS)]
fn a_run_that_fails_fails_the_same_way_whatever_its_sink_does() {
    for deed in Deed::BOTH {
        for sink in SINKS {
            let options = RunOptions::new(()).with_policies(deed.decided(deny("refused")));
            let record = RunRecordOptions::new().with_sink(sink);
            let error = Stage::proposing(deed).run(options.with_record(record)).unwrap_err();
            assert_eq!(deed.denial(error), deny("refused"));
        }
    }
}

#[test]
#[stability::upholds(BEST_EFFORT_RECORDS)]
fn lines_that_cannot_be_written_are_no_failure_of_the_run() {
    struct Full;

    impl Write for Full {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    let options = RunOptions::new(()).with_policies(Deed::Tool.decided(allow("granted")));
    let record = RunRecordOptions::new().with_sink(JsonLines::new(Full));
    Stage::proposing(Deed::Tool).run(options.with_record(record)).unwrap();
}
