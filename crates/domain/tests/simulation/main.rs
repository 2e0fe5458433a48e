//! Months of many connections in virtual time: what banks and people do breaks no rule, and what can heal heals.

#[cfg(test)]
mod living;
#[cfg(test)]
mod same_seed;
mod world;
