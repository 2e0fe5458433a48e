//! The connectors against real counterparts over HTTP, and against strangers.

#[cfg(test)]
mod any_answer;
#[cfg(test)]
mod any_file;
#[cfg(test)]
mod bed;
#[cfg(test)]
mod conforming;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod fdx;
#[cfg(test)]
mod files;
#[cfg(test)]
mod ofx;
#[cfg(test)]
mod parsing;
#[cfg(test)]
mod person;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod spoilt;
#[cfg(test)]
mod typing;
