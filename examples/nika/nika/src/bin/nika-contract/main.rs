//! `nika-contract` prints what this build of Nika promises.

mod args;

use args::Args;
use clap::Parser;

fn main() {
    let _args = Args::parse();
}
