//! What is generated from models: an OpenAPI document, descriptions of tools, a page for administrators.

mod openapi;
mod page;
mod schema;
#[cfg(test)]
mod tests;
mod tools;

pub use openapi::openapi;
pub use page::studio_page;
pub use tools::tool_descriptions;
