//! `Q` asks, `F` names a field in a computation, an aggregate sums up.

use std::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

use serde_json::Value;

/// A condition: `Q::new("author__name__startswith", "A") & !Q::new("stock__lt", 1)`.
///
/// A name leads through foreign keys by `__` and may end in a lookup: `exact`, `contains`, `startswith`, `gt`, `gte`,
/// `lt`, `lte`, `in`, `isnull`.
#[stability::stable(since = "0.5.0", path = "aksara_core::Q")]
#[derive(Clone, Debug, PartialEq)]
pub struct Q(pub(crate) Condition);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    All,
    Lookup(String, Value),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

#[stability::stable(since = "0.5.0", path = "aksara_core::Q")]
impl Q {
    /// Rows of which the lookup is true.
    pub fn new(lookup: impl Into<String>, value: impl Into<Value>) -> Self {
        Self(Condition::Lookup(lookup.into(), value.into()))
    }

    /// Every row.
    pub fn all() -> Self {
        Self(Condition::All)
    }

    /// No row.
    pub fn none() -> Self {
        !Self::all()
    }
}

impl BitAnd for Q {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(Condition::And(Box::new(self.0), Box::new(other.0)))
    }
}

impl BitOr for Q {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(Condition::Or(Box::new(self.0), Box::new(other.0)))
    }
}

impl Not for Q {
    type Output = Self;
    fn not(self) -> Self {
        Self(Condition::Not(Box::new(self.0)))
    }
}

/// A field of the row itself, in an update: `F::new("stock") - 1`.
#[stability::stable(since = "0.5.0", path = "aksara_core::F")]
#[derive(Clone, Debug, PartialEq)]
pub struct F(String);

#[stability::stable(since = "0.5.0", path = "aksara_core::F")]
impl F {
    /// The field of this name.
    pub fn new(field: impl Into<String>) -> Self {
        Self(field.into())
    }
}

/// What a field is set to: a value, or a computation over fields.
#[stability::stable(since = "0.5.0", path = "aksara_core::Expression")]
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(pub(crate) Term);

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    Value(Value),
    Field(String),
    Computed(Box<Term>, char, Box<Term>),
}

impl From<F> for Expression {
    fn from(field: F) -> Self {
        Self(Term::Field(field.0))
    }
}

macro_rules! values {
    ($($value:ty,)*) => {$(
        impl From<$value> for Expression {
            fn from(value: $value) -> Self {
                Self(Term::Value(value.into()))
            }
        }
    )*};
}

values! { Value, i64, i32, f64, bool, &str, String, }

macro_rules! operators {
    ($($trait:ident $method:ident $sign:literal,)*) => {$(
        impl<T: Into<Expression>> $trait<T> for F {
            type Output = Expression;
            fn $method(self, other: T) -> Expression {
                Expression::from(self).$method(other)
            }
        }

        impl<T: Into<Expression>> $trait<T> for Expression {
            type Output = Expression;
            fn $method(self, other: T) -> Expression {
                Self(Term::Computed(Box::new(self.0), $sign, Box::new(other.into().0)))
            }
        }
    )*};
}

operators! {
    Add add '+',
    Sub sub '-',
    Mul mul '*',
}

/// What sums up many rows.
#[stability::stable(since = "0.5.0", path = "aksara_core::Aggregate")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Aggregate {
    /// How many rows.
    #[stable(since = "0.5.0")]
    Count,
    /// The sum of a field.
    #[stable(since = "0.5.0")]
    Sum(String),
    /// The mean of a field.
    #[stable(since = "0.5.0")]
    Avg(String),
    /// The least of a field.
    #[stable(since = "0.5.0")]
    Min(String),
    /// The greatest of a field.
    #[stable(since = "0.5.0")]
    Max(String),
}

impl Aggregate {
    pub(crate) fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Count => ("count", None),
            Self::Sum(field) => ("sum", Some(field)),
            Self::Avg(field) => ("avg", Some(field)),
            Self::Min(field) => ("min", Some(field)),
            Self::Max(field) => ("max", Some(field)),
        }
    }
}
