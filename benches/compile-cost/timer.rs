//! Wall and processor time of a call.

use std::io;
use std::time::{Duration as Time, Instant};

use crate::invocation::{self, Invocation};

/// How long one call took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Duration {
    /// From start to end.
    pub wall: Option<Time>,
    /// Of all its threads, user and system; `None` where the system does not say.
    pub processor: Option<Time>,
}

/// Times one call.
pub fn time(invocation: &Invocation) -> io::Result<Duration> {
    let before = of_children();
    let start = Instant::now();
    invocation::run(&mut invocation.command(&[]))?;
    let wall = start.elapsed();
    let processor = of_children()
        .zip(before)
        .and_then(|(after, before)| after.checked_sub(before));
    Ok(Duration {
        wall: Some(wall),
        processor,
    })
}

/// The median of each time.
pub fn median(times: Vec<Duration>) -> Duration {
    let middle = |mut times: Vec<Time>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied()
    };
    Duration {
        wall: middle(times.iter().filter_map(|time| time.wall).collect()),
        processor: middle(times.into_iter().filter_map(|time| time.processor).collect()),
    }
}

/// Processor time of every child that has ended.
#[cfg(unix)]
fn of_children() -> Option<Time> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let time = |value: TimeVal| {
        let seconds = u64::try_from(value.tv_sec()).ok()?;
        let micros = u64::try_from(value.tv_usec()).ok()?;
        Some(Time::from_secs(seconds) + Time::from_micros(micros))
    };
    Some(time(usage.user_time())? + time(usage.system_time())?)
}

#[cfg(not(unix))]
fn of_children() -> Option<Time> {
    None
}

#[cfg(test)]
mod tests {
    use super::{Duration, Time, median};

    #[test]
    fn the_median_is_taken_of_each_time_apart() {
        let times = [(3, 10), (1, 30), (2, 20)];
        let times = times.map(|(wall, processor)| Duration {
            wall: Some(Time::from_secs(wall)),
            processor: Some(Time::from_secs(processor)),
        });
        let median = median(times.to_vec());
        assert_eq!(median.wall, Some(Time::from_secs(2)));
        assert_eq!(median.processor, Some(Time::from_secs(20)));
    }

    #[test]
    fn no_samples_give_no_time() {
        assert_eq!(median(Vec::new()), Duration::default());
    }
}
