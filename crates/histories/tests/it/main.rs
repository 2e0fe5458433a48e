//! What the generator promises.

#[cfg(test)]
mod determinism;
#[cfg(test)]
mod habits;
#[cfg(test)]
mod stories;
