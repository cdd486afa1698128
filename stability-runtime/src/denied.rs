//! The refusal of what is deprecated and `denied`, and of methods that their `cfg` leaves out.

/// The bound of a function that nobody may use any longer; nothing meets it.
#[diagnostic::on_unimplemented(
    message = "this item is deprecated, and its use is denied",
    label = "its use is denied",
    note = "`required by a bound in …` below names the item; its documentation, and the warning `use of deprecated …`, which \
            `allow(deprecated)` hides, say what to use instead"
)]
pub trait Denied {}

/// The bound of what is in the place of a method that builds leave out; nothing meets it.
#[diagnostic::on_unimplemented(
    message = "this method is only in builds that set a `--cfg` of its package, and this build does not",
    label = "not in this build",
    note = "`required by this bound in …` below names the method, and shows the name of the `--cfg` as it is declared, after `cfg =`: \
            build with that name after `--cfg`, for example with `RUSTFLAGS=\"--cfg package_unstable\"`, or with \
            `rustflags = [\"--cfg\", \"package_unstable\"]` below `[build]` in `.cargo/config.toml`"
)]
pub trait Gated {}
