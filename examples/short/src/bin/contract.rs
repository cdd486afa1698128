//! Tiers on the items of a library, and the contract that a program prints.

stability::contract! {
    name = "Weather", state = beta, scope = ">=0.1.0, <1.0.0",
    areas { "Forecast" = [forecast] },
}

/// How the weather will be.
pub mod forecast {
    /// How warm it will be.
    #[stability::stable(since = "0.1.0")]
    pub struct Forecast {
        /// In degrees Celsius.
        pub celsius: f64,
        /// How sure we are, from 0 to 1.
        #[evolving(note = "the scale is not settled")]
        pub certainty: f64,
    }

    /// The forecast for tomorrow.
    #[stability::stable(since = "0.1.0", deprecated(since = "0.1.0", replacement = forecast, remove_in = "1.0.0"))]
    pub fn tomorrow() -> Forecast {
        forecast(1)
    }

    /// The forecast in so many days.
    #[stability::stable(since = "0.1.0")]
    pub fn forecast(days: u8) -> Forecast {
        Forecast {
            celsius: 20.0,
            certainty: 1.0 / f64::from(days),
        }
    }
}

fn main() -> Result<(), stability::ContractError> {
    let contract = stability::Contract::linked()?.expect(["short-examples"])?;
    print!("{}", contract.to_text(100));
    Ok(())
}
