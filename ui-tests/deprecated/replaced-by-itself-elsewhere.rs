#[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::old))]
pub fn old() {}

pub mod sound {
    #[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::sound::shout))]
    pub fn shout() {}

    #[stability::stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = super::sound::whisper))]
    pub fn whisper() {}

    pub struct Horn;

    #[stability::stable(since = "1.0.0")]
    impl Horn {
        #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = crate::sound::Horn::blow))]
        pub fn blow() {}
    }
}

fn main() {}
