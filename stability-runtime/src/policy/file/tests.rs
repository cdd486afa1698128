use super::super::Policy;

#[test]
fn an_empty_text_is_the_default() {
    assert_eq!(Policy::from_toml(""), Ok(Policy::default()));
}
