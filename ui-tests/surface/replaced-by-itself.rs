stability::surface! {
    area "CLI";
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "tool run"))]
    command "tool run";
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "OLD-007"))]
    error_code "OLD-007";
}

stability::guarantee! {
    /// Calls are denied.
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "default-deny"))]
    pub DEFAULT_DENY = "default-deny";
}

stability::generated! {
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", replacement = "generated/schema.sql"))]
    pub SCHEMA = "generated/schema.sql", frozen;
}

fn main() {}
