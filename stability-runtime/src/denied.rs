//! The refusal of what is deprecated and `denied`, and of methods that their `cfg` leaves out.

/// The bound of a function that nobody may use any longer; nothing meets it.
#[diagnostic::on_unimplemented(
    message = "this item is deprecated, and its use is denied",
    label = "its use is denied",
    note = "`required by a bound in …` below names the item. What to use instead is in its documentation, and in the warning \
            `use of deprecated …`, if no `allow(deprecated)` hides that"
)]
pub trait Denied {}

/// The bound of what is in the place of a method that builds leave out; nothing meets it.
#[diagnostic::on_unimplemented(
    message = "this method is only in builds that set a `--cfg` of its package, and this build does not",
    label = "not in this build",
    note = "build with `RUSTFLAGS=\"--cfg NAME\"`, or write `rustflags = [\"--cfg\", \"NAME\"]` below `[build]` in \
            `.cargo/config.toml`. The lines below `required by this bound in …` show the method and, after `cfg =`, the NAME"
)]
pub trait Gated {}
