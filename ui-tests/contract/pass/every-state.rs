#![deny(warnings)]

//! One state for each package; here each could be collected, but is not.

mod draft {
    stability::contract! { name = "Nika", state = draft, areas = {} }
}
mod alpha {
    stability::contract!(name = "Nika", state = alpha, scope = "*");
}
mod beta {
    stability::contract![name = "Nika", state = beta, scope = "^1"];
}
mod last {
    stability::contract! { name = "Nika", state = final, scope = ">=1.0.0-alpha.1" }
}

fn main() {
    stability::contract! { name = "Nika", state = locked }
}
