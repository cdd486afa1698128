//! Methods that can be called and not overridden.

#![deny(warnings, missing_docs, clippy::pedantic)]

/// The library.
pub mod library {
    /// Keeps items.
    #[stability::stable(since = "1.0.0", implement = evolving)]
    pub trait Store<K: Clone = u8>
    where
        K: Ord,
    {
        /// What it keeps.
        type Item;

        /// One item.
        fn get(&self, key: K) -> Self::Item;

        /// Two items, through a method that nobody overrides.
        fn pair(&self, key: K) -> (Self::Item, Self::Item) {
            (self.first(key.clone()), self.first(key))
        }

        /// With a body that calls another one.
        #[stable(since = "1.2.0", sealed(call))]
        fn first(&self, key: K) -> Self::Item {
            self.get(key)
        }

        /// With a parameter, which would keep `Store` from being `dyn`.
        #[evolving(sealed(call))]
        fn of<T: Into<K>>(&self, key: T) -> Self::Item {
            self.get(key.into())
        }

        /// Asynchronous.
        #[sealed(call)]
        #[allow(async_fn_in_trait)]
        async fn later(&self, key: K) -> Self::Item {
            self.get(key)
        }

        /// By value.
        #[sealed(call = StoreOnce)]
        fn only(self, key: K) -> Self::Item
        where
            Self: Sized,
        {
            self.get(key)
        }
    }

    /// In an inline module, beside a method that stays.
    #[stability::area("Inner")]
    pub mod inner {
        /// Seen by its own package alone.
        #[stable(since = "1.0.0", sealed)]
        pub trait r#Watch {
            /// Stays.
            fn seen(&self) -> bool {
                self.certain()
            }

            /// Nobody overrides it.
            #[stable(since = "1.3.0", sealed(call))]
            fn certain(&self) -> bool {
                true
            }
        }

        #[stable(since = "1.0.0", sealed)]
        impl Watch for u8 {}
    }

    /// Deprecated as a whole.
    #[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", note = "use `Store`"))]
    pub trait Old {
        /// Nobody overrides it.
        #[sealed(call)]
        fn old(&self) -> u8 {
            1
        }
    }
}

mod user {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::library::inner::{Watch, WatchExt as _};
    use super::library::{Store, StoreExt, StoreOnce as _};

    struct Memory;

    impl Store for Memory {
        type Item = u8;

        fn get(&self, key: u8) -> u8 {
            key
        }
    }

    fn of_dyn(store: &dyn Store<Item = u8>) -> u8 {
        let later = pin!(store.later(3));
        let Poll::Ready(later) = later.poll(&mut Context::from_waker(Waker::noop())) else {
            unreachable!("it waits for nothing")
        };
        later + store.first(1) + store.of(true)
    }

    fn of_any<T: Store + ?Sized>(store: &T) -> T::Item {
        StoreExt::first(store, 2)
    }

    pub fn run() {
        let boxed: Box<dyn Store<Item = u8>> = Box::new(Memory);
        assert_eq!((of_dyn(&*boxed), of_any(&*boxed), of_any(&Memory)), (5, 2, 2));
        assert_eq!((boxed.first(7), boxed.pair(4), Memory.only(9)), (7, (4, 4), 9));
        assert!(1_u8.seen() && 1_u8.certain());
    }
}

fn main() {
    user::run();
}
