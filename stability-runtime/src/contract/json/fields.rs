//! One list of the fields of each value, from which the struct, its JSON and its reader are made.

/// Declares a struct that is an object of JSON: its keys are its fields, in this order.
///
/// A field with `=> required` must be there. Any other is left out where it has its default, and has its default where it is
/// left out. `..extensions` keeps the keys that start with `x-`. A function after `checked by` sees the value as a whole. A
/// `read struct` is never written.
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $(checked by $check:path)? {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty $(=> $required:ident)?, )*
            $( ..$extensions:ident )?
        }
    ) => {
        object! {
            $(#[$meta])*
            read struct $name $(checked by $check)? {
                $( $(#[$field_meta])* pub $field: $type $(=> $required)?, )*
                $( ..$extensions )?
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $( object!(@write map, stringify!($field), &self.$field $(, $required)?); )*
                $( $crate::contract::json::write_raw(&mut map, &self.$extensions)?; )?
                serde::ser::SerializeMap::end(map)
            }
        }
    };

    (
        $(#[$meta:meta])*
        read struct $name:ident $(checked by $check:path)? {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty $(=> $required:ident)?, )*
            $( ..$extensions:ident )?
        }
    ) => {
        $(#[$meta])*
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $type, )*
            $(
                /// The keys that start with `x-`, which other tools own, each with its value as JSON text.
                pub $extensions: $crate::contract::json::RawKeys,
            )?
        }

        const _: () = {
            /// The keys that were read so far.
            #[derive(Default)]
            pub struct Draft {
                $( pub $field: Option<$type>, )*
                $( pub $extensions: $crate::contract::json::RawKeys, )?
            }

            impl<'de> $crate::contract::json::read::Object<'de> for $name {
                type Draft = Draft;

                const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];

                fn read_key<A: serde::de::MapAccess<'de>>(
                    draft: &mut Draft,
                    key: &str,
                    map: &mut A,
                    reading: &$crate::contract::json::read::Reading,
                ) -> Result<$crate::contract::json::read::Found, A::Error> {
                    use $crate::contract::json::read::{Found, fill};
                    match key {
                        $( stringify!($field) => fill(&mut draft.$field, map, reading), )*
                        _ => Ok(Found::Unknown),
                    }
                }

                fn extensions(draft: &mut Draft) -> Option<&mut $crate::contract::json::RawKeys> {
                    object!(@extensions draft $(, $extensions)?)
                }

                fn finish(draft: Draft) -> Result<Self, $crate::contract::json::read::Fault> {
                    let object = Self {
                        $( $field: object!(@take draft.$field, stringify!($field) $(, $required)?), )*
                        $( $extensions: draft.$extensions, )?
                    };
                    $( $check(&object)?; )?
                    Ok(object)
                }
            }

            impl<'de> $crate::contract::json::read::Read<'de> for $name {
                fn read<D: serde::Deserializer<'de>>(
                    deserializer: D,
                    reading: &$crate::contract::json::read::Reading,
                ) -> Result<Self, D::Error> {
                    $crate::contract::json::read::object(deserializer, reading)
                }
            }
        };
    };

    (@write $map:ident, $key:expr, $value:expr, required) => {
        serde::ser::SerializeMap::serialize_entry(&mut $map, $key, $value)?
    };
    (@write $map:ident, $key:expr, $value:expr) => {
        if !$crate::contract::json::read::is_default($value) {
            object!(@write $map, $key, $value, required);
        }
    };
    (@extensions $draft:ident, $extensions:ident) => {
        Some(&mut $draft.$extensions)
    };
    (@extensions $draft:ident) => {{
        let _ = $draft;
        None
    }};
    (@take $slot:expr, $key:expr, required) => {
        $slot.ok_or($crate::contract::json::read::Fault::Missing($key))?
    };
    (@take $slot:expr, $key:expr) => {
        $slot.unwrap_or_default()
    };
}

pub(in crate::contract) use object;
