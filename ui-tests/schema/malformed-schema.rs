use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/workflow")]
#[derive(Serialize, Deserialize)]
pub struct Without {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "nika/workflow@0")]
#[derive(Serialize, Deserialize)]
pub struct Zero {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1.2")]
#[derive(Serialize, Deserialize)]
pub struct Minor {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "Nika/Workflow@1")]
#[derive(Serialize, Deserialize)]
pub struct Capital {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "@1")]
#[derive(Serialize, Deserialize)]
pub struct Nameless {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = nika)]
#[derive(Serialize, Deserialize)]
pub struct Word {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "")]
#[derive(Serialize, Deserialize)]
pub struct Empty {
    pub name: String,
}

fn main() {}
