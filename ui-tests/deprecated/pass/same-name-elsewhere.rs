//! What replaces an item may have the same name in another module, or be of another kind.

pub mod new {
    pub fn shout() {}

    pub fn whisper() {}

    pub struct Horn;

    impl Horn {
        pub fn blow() {}
    }
}

pub mod sound {
    pub mod new {
        pub fn shout() {}
    }

    #[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::new::shout))]
    pub fn shout() {}

    #[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = super::new::whisper))]
    pub fn whisper() {}

    pub fn toot() {}

    pub struct Horn;

    #[stability::stable(since = "1.0.0")]
    impl Horn {
        #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::new::Horn::blow))]
        pub fn blow() {}

        #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = toot))]
        pub fn toot(&self) {}
    }
}

#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::new::shout))]
pub fn shout() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = sound::whisper))]
pub fn whisper() {}

fn main() {}
