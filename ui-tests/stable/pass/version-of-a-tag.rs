//! A version may be written as its tag is.

#[stability::stable(since = "v1.0.0", deprecated(since = "v1.2.0", note = "not needed", remove_in = "v2.0.0"))]
pub fn shout() {}

#[stability::beta(since = "v1.0.0", until = "v2.0.0")]
pub fn whisper() {}

fn main() {
    let contract = stability::Contract::linked().expect("the records agree");
    let since = contract.items().iter().map(|item| item.since.as_ref().expect("each has one").to_string());
    assert_eq!(since.collect::<Vec<_>>(), ["1.0.0", "1.0.0"]);
}
