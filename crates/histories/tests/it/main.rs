//! What the generator promises.

#[cfg(test)]
mod build;
#[cfg(test)]
mod decidable_accounts;
#[cfg(test)]
mod decidable_rows;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod habits;
#[cfg(test)]
mod joins;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod stories;
