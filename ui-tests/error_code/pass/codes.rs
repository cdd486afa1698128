#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
//! Public, internal, retired and absent codes, on every form of variant.

use std::fmt;

use stability::{Code, ErrorCode as _, PublicCode};

/// Beside derives of other crates, and of ours.
#[stability::stable(since = "1.0.0")]
#[derive(Clone, Debug, stability::ErrorCode, PartialEq)]
#[error_code(namespace = "NIKA-AUTH", range = 1..=99, since = "1.0.0", area = "Errors")]
pub enum AuthError<'a, T: Clone = u8>
where
    T: fmt::Debug,
{
    /// A unit.
    #[code(7)]
    Expired,
    /// With fields.
    #[code(8, retired)]
    Legacy {
        /// What.
        what: &'a T,
    },
    /// A tuple.
    #[code(99)]
    Revoked(u8, u8),
    /// Never there.
    #[cfg(any())]
    #[code(9)]
    Absent(Absent),
    /// Raw.
    #[code(10)]
    r#Missing,
}

/// For diagnostics.
#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-STORE", range = 1000..2000, internal)]
pub enum StoreError {
    /// Full.
    #[code(1001)]
    Full,
}

/// Nothing can go wrong.
#[derive(stability::ErrorCode)]
#[error_code(namespace = "NIKA-NEVER")]
pub enum Never {}

const EXPIRED: Code = AuthError::<u8>::Expired.code();

fn main() {
    assert_eq!(EXPIRED.to_string(), "NIKA-AUTH-007");
    assert_eq!(AuthError::<u8>::Revoked(1, 2).code(), Code::new("NIKA-AUTH", 99));
    assert_eq!(AuthError::Legacy { what: &1_u8 }.code().number(), 8);
    assert_eq!(AuthError::<u8>::r#Missing.code().number(), 10);

    let legacy = AuthError::<u8>::find("NIKA-AUTH-008").unwrap();
    assert_eq!((legacy.variant, legacy.retired), ("Legacy", true));
    assert!(AuthError::<u8>::find("NIKA-AUTH-009").is_none());
    assert!(AuthError::<u8>::find("NIKA-AUTH-8").is_none());
    assert_eq!(AuthError::<u8>::CODES.len(), 4);
    assert!(Never::CODES.is_empty());

    assert_eq!(PublicCode::try_from(EXPIRED).unwrap().get(), EXPIRED);
    let full = StoreError::Full.code();
    assert!(full.is_internal());
    assert!(PublicCode::try_from(full).unwrap_err().to_string().contains("NIKA-STORE-1001"));
}
