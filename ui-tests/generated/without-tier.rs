stability::generated! {
    pub DDL = "schema.sql", frozen;
}

fn main() {}
