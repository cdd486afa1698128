//! Requests that nothing is promised of.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

/// Why something is reported as not promised.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnpromisedReason {
    /// Nothing is promised of the path.
    Path,
    /// Other methods of the path are promised.
    Method,
    /// It is the first request, and no request led to a promised route so far. Where that stays so, the layer is where
    /// it does not see its routes: [`StabilityLayer::check_wiring`](super::StabilityLayer::check_wiring) says which.
    FirstRequest,
}

/// A request that nothing is promised of, as [`on_unpromised`](super::StabilityLayer::on_unpromised) hears of it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
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

pub(super) type UnpromisedHook = Arc<dyn Fn(&UnpromisedRequest<'_>) + Send + Sync>;

/// The requested route, as far as it is known without a promise.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// The template of the router.
    pub matched: Option<&'a str>,
}

/// The method and the path of a request that came when no request had led to a promised route.
pub(super) type Unplaced = Option<Box<(String, String)>>;

/// The requests that were already reported.
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
        if let Some(before) = reported.get_mut(template) {
            return !std::mem::replace(&mut before[at], true);
        }
        let mut first = [false; 2];
        first[at] = true;
        reported.insert(template.to_string(), first);
        true
    }
}
