//! What becomes of requests that the layer need not let through.

/// How the layer answers a request without the consent that its route needs.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gate {
    /// It is served.
    #[default]
    Off,
    /// It is served, and [`StabilityLayer::on_use`](super::StabilityLayer::on_use) hears of it.
    Warn,
    /// It is refused, with problem details.
    Refuse,
}

/// How the layer answers a request to a route after its sunset.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PastSunset {
    /// It is served; the headers say that the sunset is over.
    #[default]
    Serve,
    /// It is served, and [`StabilityLayer::on_use`](super::StabilityLayer::on_use) hears that it is late.
    Warn,
    /// It is answered by `410 Gone`, with problem details and the same headers.
    Gone,
}

/// How the layer answers a request below the mounts to a path, or a method of a path, that is not promised.
///
/// A route is easily added without a promise, and `any()` serves methods that nobody thought of.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
