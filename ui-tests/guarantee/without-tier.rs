stability::guarantee! {
    /// Calls are denied by default.
    pub DEFAULT_DENY = "default-deny";

    pub SILENT_SINK = "silent-sink";
}

fn main() {}
