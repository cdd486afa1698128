//! Promises about a program that are not Rust items: commands, exit codes, variables, behaviour.

stability::surface! {
    area "CLI", stable(since = "0.1.0");
    command "weather forecast";
    exit_code "weather forecast" 0 "printed";
    env "WEATHER_*";
    #[evolving(note = "use exit codes; the text is for people")]
    format "weather forecast output";
}

stability::guarantee! {
    /// A station that is not known is refused, and never guessed.
    #[stable(since = "0.1.0")]
    pub NO_GUESS = "no-guess";
}

/// How warm it is in Bern.
#[stability::implements(NO_GUESS)]
fn celsius(station: &str) -> Option<f64> {
    (station == "Bern").then_some(20.0)
}

fn main() -> Result<(), stability::ContractError> {
    let contract = stability::Contract::linked()?;
    print!("{}", contract.to_text(100));
    assert!(celsius("Bren").is_none());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{NO_GUESS, celsius};

    #[test]
    #[stability::upholds(NO_GUESS)]
    fn an_unknown_station_is_refused() {
        assert_eq!(celsius("Bren"), None);
    }
}
