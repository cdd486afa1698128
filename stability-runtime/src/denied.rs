//! The refusal of what is deprecated and `denied`.

/// The bound of a function that nobody may use any longer; nothing meets it.
#[diagnostic::on_unimplemented(
    message = "this item is deprecated, and its use is denied",
    label = "its use is denied; the warning about the deprecated item says what to use instead"
)]
pub trait Denied {}
