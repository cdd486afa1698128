//! Requests that nothing is promised of.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use std::sync::{Mutex, PoisonError};

/// What becomes of a request below the mounts of which nothing is promised: neither of its path, nor of its method there.
///
/// A route is easily added without a promise, and `any()` serves methods that nobody thought of.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::Unpromised"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unpromised {
    /// It is served.
    #[default]
    Serve,
    /// It is served, and [`StabilityLayer::on_unpromised`](super::StabilityLayer::on_unpromised) hears of it once per route.
    Report,
    /// It is refused with problem details, and reported in the same way: `404 Not Found`, or `405 Method Not Allowed` where
    /// other methods of the path are promised.
    Refuse,
}

/// Why something is reported as not promised.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::UnpromisedReason"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnpromisedReason {
    /// Nothing is promised of the path.
    Path,
    /// Other methods of the path are promised.
    Method,
    /// It is the first request, and no request led to a promised route so far. Where that stays so, the layer stands where
    /// it does not see its routes: [`StabilityLayer::check_wiring`](super::StabilityLayer::check_wiring) says which.
    FirstRequest,
}

/// A request that nothing is promised of, as [`on_unpromised`](super::StabilityLayer::on_unpromised) hears of it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::http::UnpromisedRequest"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnpromisedRequest<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// The path template, or the path as the client wrote it where the router does not tell the template.
    pub path: &'a str,
    /// Why it is reported.
    pub reason: UnpromisedReason,
    /// Whether it was refused.
    pub refused: bool,
}

/// What was reported already.
#[derive(Debug, Default)]
pub(super) struct Reported(Mutex<BTreeMap<String, [bool; 2]>>);

impl Reported {
    /// Whether it is the first time. Templates are the program's own, so that there are few; all paths without one, which
    /// clients choose, are one.
    pub(super) fn is_first(&self, template: Option<&str>, reason: UnpromisedReason) -> bool {
        let mut reported = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (template, at) = (
            template.unwrap_or_default(),
            usize::from(reason == UnpromisedReason::Method),
        );
        match reported.get_mut(template) {
            Some(before) => !core::mem::replace(&mut before[at], true),
            None => {
                let mut first = [false; 2];
                first[at] = true;
                reported.insert(template.to_string(), first);
                true
            }
        }
    }
}
