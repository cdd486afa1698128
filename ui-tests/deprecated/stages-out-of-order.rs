#[stability::stable(since = "1.0.0", deprecated(stages(announced = "1.3.0", warned = "1.2.0")))]
pub struct Swapped;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", stages(announced = "1.2.0", warned = "1.5.0")))]
pub struct Twice;

#[stability::stable(since = "1.2.0", deprecated(stages(announced = "1.1.0", warned = "1.5.0")))]
pub struct BeforeThePromise;

#[stability::stable(since = "1.0.0", deprecated(stages(announced = "1.2.0", warned = "next")))]
pub struct Next;

#[stability::stable(since = "1.0.0", deprecated(stages(warned = "1.2.0", hidden = "2.0.0"), remove_in = "2.0.0"))]
pub struct HiddenTooLate;

fn main() {}
