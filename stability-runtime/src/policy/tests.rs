//! What no two cases can show: properties, and the time it takes.

mod load;
mod shape;
