#![deny(warnings)]

fn main() {
    trait Open {}
    trait Wide {}

    #[stability::sealed(erase)]
    trait Provider<T>
    where
        T: ?Sized + Open,
    {
    }

    struct Request;

    #[stability::sealed(erase)]
    impl<T: ?Sized> Provider<T> for Request where T: Open + Wide {}

    let _ = Request;
}
