//! What a report finds in the accounts of people who never were, against what was truly there.

#![expect(clippy::inconsistent_digit_grouping, reason = "cents stand apart in amounts: 1_234_56")]

#[cfg(test)]
mod found;
#[cfg(test)]
mod holds;
#[cfg(test)]
mod labels;
mod made;
mod score;
