#![deny(warnings)]

#[stability::area("Inference", forward_compatible)]
pub mod inference {
    #[stable(since = "1.0.0")]
    pub struct Request {
        pub model: String,
    }

    /// Has a name that is taken.
    #[stable(since = "1.0.0", constructor = of)]
    pub struct Response {
        pub text: String,
    }

    #[stable(since = "1.0.0")]
    impl Response {
        pub fn new(text: &str) -> Self {
            Self::of(text.to_owned())
        }
    }

    #[stable(since = "1.0.0")]
    pub enum Role {
        User,
    }

    // Not promised, so nothing is built around it.
    pub struct Plain {
        pub field: u8,
    }

    pub mod nested {
        #[beta]
        pub struct Inner;
    }
}

fn main() {
    let _ = inference::Request::new("model".to_owned());
    let _ = inference::Response::new("text");
    let _ = inference::nested::Inner::new();
    let _ = inference::Plain { field: 1 };
    let inference::Role::User = inference::Role::User;
}
