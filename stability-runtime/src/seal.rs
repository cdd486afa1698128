//! Seals that let named packages in.
//!
//! Friends are checked by package name while the friend compiles: the sealing module is public but hidden, and each
//! `#[stability::sealed] impl` asks it whether this package is a friend. Code that names the hidden module by hand is not
//! stopped, because nothing in the language can tell the source of one package from that of another.

/// Whether a package may implement a sealed trait, decided while the package compiles.
pub struct Admission<const YES: bool>;

/// The proof that a sealing trait with friends asks of each implementation.
#[diagnostic::on_unimplemented(
    message = "this package may not implement the sealed trait",
    note = "write `#[stability::sealed]` on the `impl`; it checks that the trait names this package in `friends`"
)]
pub trait Admitted {}

impl Admitted for Admission<true> {}

/// Whether one of `friends`, in which `*` matches any number of characters, names `package`.
pub const fn admits(friends: &[&str], package: &str) -> bool {
    let mut at = 0;
    while at < friends.len() {
        if matches(friends[at].as_bytes(), package.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Greedy matching with one point to return to: the last `*` and where it was tried.
const fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut seen) = (0, 0);
    let mut star = usize::MAX;
    let mut tried = 0;
    while seen < name.len() {
        if at < pattern.len() && pattern[at] == b'*' {
            star = at;
            tried = seen;
            at += 1;
        } else if at < pattern.len() && pattern[at] == name[seen] {
            at += 1;
            seen += 1;
        } else if star != usize::MAX {
            at = star + 1;
            tried += 1;
            seen = tried;
        } else {
            return false;
        }
    }
    while at < pattern.len() && pattern[at] == b'*' {
        at += 1;
    }
    at == pattern.len()
}

#[cfg(test)]
mod tests {
    use super::admits;

    #[test]
    fn a_friend_is_named_in_full_or_by_pattern() {
        for (pattern, package, expected) in [
            ("nika-provider", "nika-provider", true),
            ("nika-provider", "nika-provider-http", false),
            ("nika-provider", "my-nika-provider", false),
            ("nika-*", "nika-provider", true),
            ("nika-*", "nika-", true),
            ("nika-*", "nikita", false),
            ("*-nika", "my-nika", true),
            ("*-a-*-b", "x-a-a-y-b-b", true),
            ("*-a-*-b", "x-a-b", false),
            ("*", "anything", true),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(admits(&[pattern], package), expected, "{pattern} {package}");
        }
        assert!(admits(&["one", "two"], "two"));
        assert!(!admits(&[], "one"));
    }
}
