//! The pages people use: how they are opened, who may frame them, and what people say there.

pub mod consents;
pub mod links;
pub mod origins;
pub mod requests;
pub mod sessions;
