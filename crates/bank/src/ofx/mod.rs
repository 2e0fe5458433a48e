//! The institutions that speak Open Financial Exchange instead of the bank's own protocol: the same customers, passwords and accounts,
//! told in SGML 1.0.2 and 1.6 or XML 2.1.1 and 2.2. What they say to whom is decided here; `http::ofx` only carries it.
//!
//! Nothing is shared with the hub's reader: documents are read and written anew in `node` and `reader`.

mod accounts;
mod asked;
mod codes;
mod entrance;
mod invested;
mod node;
mod profile;
mod reader;
mod reply;
mod server;
mod spoilage;
mod statement;
mod when;

pub(crate) use asked::{Asked, Request, read};
pub(crate) use codes::Code;
pub(crate) use entrance::{Entrance, Purpose, Said, enter};
pub(crate) use reply::{Reply, reply};
pub(crate) use server::{CREDIT_UNION, NATIONAL, SECURITIES, Server, Version};
pub(crate) use spoilage::Spoilage;
