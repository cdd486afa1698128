//! The contract of the fixture `surface` by the plainest build, which several tests compare with.

use std::sync::LazyLock;

use crate::FIXTURES;

/// Built with the profile `dev` and the backend `inventory`.
pub static PLAIN: LazyLock<String> = LazyLock::new(|| {
    let build = FIXTURES
        .cargo("build")
        .package("surface")
        .features(&["surface/inventory"]);
    build.run().built().executable("surface").print(&[])
});
