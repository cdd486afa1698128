//! What is compared.

/// One package to check.
#[derive(Debug)]
pub struct Case {
    /// What a reader calls it.
    pub name: &'static str,
    /// The name of its package.
    pub package: &'static str,
    /// The package without the annotation, which it is compared with.
    pub base: &'static str,
    /// Dependencies besides the standard library.
    pub dependencies: &'static [Dependency],
    /// The attributes of each struct.
    pub on_struct: &'static str,
    /// The attributes of each field.
    pub on_field: &'static str,
    /// How the structs are arranged.
    pub shape: Shape,
}

/// How the structs of a package are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Side by side, each with three fields of the standard library's types.
    Flat,
    /// The same with a fourth field, of the type of the next struct.
    Exposing,
    /// As `Flat`, in inline modules of 50 structs, each with this on it; `{}` is replaced by its number.
    Modules(&'static str),
}

/// A line of `[dependencies]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependency {
    /// A package of the registry, at one version.
    Registry(&'static str, &'static str),
    /// Serde, with its derives.
    Serde,
    /// The runtime of this workspace, with these features alone.
    Runtime(&'static [&'static str]),
    /// The generated package with the attributes that do nothing of their own.
    Floor,
}

const PLAIN: Case = Case {
    name: "not annotated",
    package: "plain",
    base: "plain",
    dependencies: &[],
    on_struct: "",
    on_field: "",
    shape: Shape::Flat,
};

const STABLE: &str = "#[stability::stable(since = \"1.0.0\")]";
const AREA: Shape = Shape::Modules("#[stability::area(\"Area {}\")]");
const NOTHING: &[Dependency] = &[Dependency::Runtime(&[])];
const INVENTORY: &[Dependency] = &[Dependency::Runtime(&["inventory"])];
const EMBED: &[Dependency] = &[Dependency::Runtime(&["embed"])];
const LINKME: &[Dependency] = &[Dependency::Runtime(&["linkme"])];
const SERDE: &[Dependency] = &[Dependency::Serde];
const DOCUMENTS: &[Dependency] = &[Dependency::Serde, Dependency::Runtime(&["serde"])];
const INSTABILITY: Dependency = Dependency::Registry("instability", "0.3.14");

/// Every case, what is compared with before what is compared.
pub const CASES: &[Case] = &[
    PLAIN,
    Case {
        name: "not annotated, in modules of 50",
        package: "plain-in-modules",
        base: "plain-in-modules",
        shape: Shape::Modules(""),
        ..PLAIN
    },
    Case {
        name: "not annotated, each with a field of the next struct's type",
        package: "plain-exposing",
        base: "plain-exposing",
        shape: Shape::Exposing,
        ..PLAIN
    },
    Case {
        name: "an attribute that returns its tokens unread",
        package: "floor-unread",
        dependencies: &[Dependency::Floor],
        on_struct: "#[floor::unread]",
        ..PLAIN
    },
    Case {
        name: "an attribute that parses with syn, full, and prints",
        package: "floor-syn",
        dependencies: &[Dependency::Floor],
        on_struct: "#[floor::parsed]",
        ..PLAIN
    },
    Case {
        name: "an attribute that returns its tokens unread and registers a line with `inventory`",
        package: "floor-registered",
        dependencies: &[Dependency::Floor, Dependency::Runtime(&["inventory"])],
        on_struct: "#[floor::registered]",
        ..PLAIN
    },
    Case {
        name: "`instability` 0.3.14, `stable(since)`",
        package: "peer-instability",
        dependencies: &[INSTABILITY],
        on_struct: "#[instability::stable(since = \"1.0.0\")]",
        ..PLAIN
    },
    Case {
        name: "`instability` 0.3.14 and `derive-new` 0.7",
        package: "peer-instability-new",
        dependencies: &[INSTABILITY, Dependency::Registry("derive-new", "0.7.0")],
        on_struct: "#[instability::stable(since = \"1.0.0\")]\n#[derive(derive_new::new)]",
        ..PLAIN
    },
    Case {
        name: "`instability` 0.3.14, each with a field of the next struct's type",
        package: "peer-instability-exposing",
        base: "plain-exposing",
        dependencies: &[INSTABILITY],
        on_struct: "#[instability::stable(since = \"1.0.0\")]",
        shape: Shape::Exposing,
        ..PLAIN
    },
    Case {
        name: "ours, no features",
        package: "ours-nothing",
        dependencies: NOTHING,
        on_struct: STABLE,
        ..PLAIN
    },
    Case {
        name: "ours, `inventory`",
        package: "ours-inventory",
        dependencies: INVENTORY,
        on_struct: STABLE,
        ..PLAIN
    },
    Case {
        name: "ours, `embed`",
        package: "ours-embed",
        dependencies: EMBED,
        on_struct: STABLE,
        ..PLAIN
    },
    Case {
        name: "ours, `linkme`",
        package: "ours-linkme",
        dependencies: LINKME,
        on_struct: STABLE,
        ..PLAIN
    },
    Case {
        name: "ours, no features, one module of 50 per attribute",
        package: "ours-area-nothing",
        base: "plain-in-modules",
        dependencies: NOTHING,
        on_struct: "#[stable(since = \"1.0.0\")]",
        shape: AREA,
        ..PLAIN
    },
    Case {
        name: "ours, `inventory`, one module of 50 per attribute",
        package: "ours-area-inventory",
        base: "plain-in-modules",
        dependencies: INVENTORY,
        on_struct: "#[stable(since = \"1.0.0\")]",
        shape: AREA,
        ..PLAIN
    },
    Case {
        name: "ours, `embed`, one module of 50 per attribute",
        package: "ours-area-embed",
        base: "plain-in-modules",
        dependencies: EMBED,
        on_struct: "#[stable(since = \"1.0.0\")]",
        shape: AREA,
        ..PLAIN
    },
    Case {
        name: "ours, `linkme`, one module of 50 per attribute",
        package: "ours-area-linkme",
        base: "plain-in-modules",
        dependencies: LINKME,
        on_struct: "#[stable(since = \"1.0.0\")]",
        shape: AREA,
        ..PLAIN
    },
    Case {
        name: "ours, `inventory`, without `since`",
        package: "ours-without-since",
        dependencies: INVENTORY,
        on_struct: "#[stability::evolving]",
        ..PLAIN
    },
    Case {
        name: "ours, `inventory`, each field annotated too",
        package: "ours-members",
        dependencies: INVENTORY,
        on_struct: STABLE,
        on_field: "#[stable(since = \"1.0.0\")]",
        ..PLAIN
    },
    Case {
        name: "ours, no features, each exposes the next",
        package: "ours-exposing-nothing",
        base: "plain-exposing",
        dependencies: NOTHING,
        on_struct: STABLE,
        shape: Shape::Exposing,
        ..PLAIN
    },
    Case {
        name: "ours, `inventory`, each exposes the next",
        package: "ours-exposing-inventory",
        base: "plain-exposing",
        dependencies: INVENTORY,
        on_struct: STABLE,
        shape: Shape::Exposing,
        ..PLAIN
    },
    Case {
        name: "a shape: ours, no features, `non_exhaustive, constructor`",
        package: "ours-constructor",
        dependencies: NOTHING,
        on_struct: "#[stability::stable(since = \"1.0.0\", non_exhaustive, constructor)]",
        ..PLAIN
    },
    Case {
        name: "a shape: ours, no features, `forward_compatible`",
        package: "ours-forward-compatible",
        dependencies: NOTHING,
        on_struct: "#[stability::stable(since = \"1.0.0\", forward_compatible)]",
        ..PLAIN
    },
    Case {
        name: "a shape: not annotated, serde's two derives",
        package: "plain-serde",
        base: "plain-serde",
        dependencies: SERDE,
        on_struct: "#[derive(serde::Serialize, serde::Deserialize)]",
        ..PLAIN
    },
    Case {
        name: "a shape: ours, `schema`",
        package: "ours-schema",
        base: "plain-serde",
        dependencies: DOCUMENTS,
        on_struct: "#[stability::stable(since = \"1.0.0\", schema = \"a/b@1\")]\n\
                    #[derive(serde::Serialize, serde::Deserialize)]",
        ..PLAIN
    },
    Case {
        name: "a shape: ours, `extensions`",
        package: "ours-extensions",
        base: "plain-serde",
        dependencies: DOCUMENTS,
        on_struct: "#[stability::stable(since = \"1.0.0\", extensions(core = \"a\", community = \"x-\"))]\n\
                    #[derive(serde::Serialize, serde::Deserialize)]",
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::CASES;

    #[test]
    fn each_base_comes_before_what_is_compared_with_it() {
        for (at, case) in CASES.iter().enumerate() {
            let base = CASES.iter().position(|base| base.package == case.base);
            assert!(base.is_some_and(|base| base <= at), "{}", case.name);
        }
    }

    #[test]
    fn names_and_packages_are_used_once() {
        for (at, case) in CASES.iter().enumerate() {
            for other in &CASES[..at] {
                assert_ne!(case.name, other.name);
                assert_ne!(case.package, other.package);
            }
        }
    }
}
