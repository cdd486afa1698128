//! The behaviour that aioc promises, run by run, as an application sees it.

mod audit;
mod contract;
mod denials;
mod envelopes;
mod errors;
mod fingerprints;
mod gates;
mod modes;
mod policy_results;
mod readme;
mod records;
mod redaction;
mod sinks;
mod support;
