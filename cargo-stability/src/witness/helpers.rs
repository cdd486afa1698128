use ::std::marker::PhantomData;
/// The type of a value, exactly.
fn of<T: ?Sized>(_: &T) -> PhantomData<*mut T> { PhantomData }
