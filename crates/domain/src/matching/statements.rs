//! Statements of an account: by the source's id, else by their day when only one can be meant.

use jiff::civil::Date;
use std::collections::HashMap;
use std::hash::Hash;

/// What tells one statement of an account from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementTraits {
    /// The id that the source in question gives it; `None` when that source has not named it yet.
    pub source_id: Option<String>,
    pub issued_on: Date,
}

/// For each statement seen, the index of the known one that it is; `None` for a new one.
///
/// One to one. So a source that takes over from another, or that gives other ids than last time, brings no second copies.
pub fn pair(known: &[StatementTraits], seen: &[StatementTraits]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; seen.len()];
    join(&mut pairs, known, seen, |one| one.source_id.clone());
    join(&mut pairs, known, seen, |one| Some(one.issued_on));
    pairs
}

/// Joins the free ones whose key is the same and belongs to exactly one on each side.
fn join<K: Eq + Hash>(
    pairs: &mut [Option<usize>],
    known: &[StatementTraits],
    seen: &[StatementTraits],
    key: impl Fn(&StatementTraits) -> Option<K>,
) {
    let is_free = |index: &usize| !pairs.contains(&Some(*index));
    let free_known = grouped(known.iter().enumerate().filter(|(index, _)| is_free(index)), &key);
    let unpaired =
        seen.iter().enumerate().filter(|(index, _)| pairs.get(*index).is_some_and(Option::is_none));
    for (key, indices) in grouped(unpaired, &key) {
        if let ([one], Some([of_known])) = (&indices[..], free_known.get(&key).map(Vec::as_slice))
            && let Some(pair) = pairs.get_mut(*one)
        {
            *pair = Some(*of_known);
        }
    }
}

fn grouped<'a, K: Eq + Hash>(
    all: impl Iterator<Item = (usize, &'a StatementTraits)>,
    key: impl Fn(&StatementTraits) -> Option<K>,
) -> HashMap<K, Vec<usize>> {
    let mut groups: HashMap<K, Vec<usize>> = HashMap::new();
    for (index, one) in all {
        if let Some(key) = key(one) {
            groups.entry(key).or_default().push(index);
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Statements as `id@month`; an id that is left out is another source's.
    fn statements(text: &str) -> Vec<StatementTraits> {
        let one = |word: &str| {
            let (id, month) = word.split_once('@').unwrap();
            let source_id = Some(id.to_owned()).filter(|id| !id.is_empty());
            StatementTraits { source_id, issued_on: date(2026, month.parse().unwrap(), 3) }
        };
        text.split_whitespace().map(one).collect()
    }

    #[test]
    fn statements_are_known_by_id_then_by_day() {
        for (known, seen, pairs) in [
            ("", "a@1 b@2", vec![None, None]),
            ("a@1 b@2", "b@2 a@1", vec![Some(1), Some(0)]),
            // The id counts, also when its day was corrected.
            ("a@1", "a@2", vec![Some(0)]),
            // Of another source, or under another id.
            ("@1 @2", "x@2 y@3", vec![Some(1), None]),
            ("a@1 b@2", "x@1 y@2", vec![Some(0), Some(1)]),
            // Two of one day, on either side: nothing is guessed.
            ("@1 @1", "x@1", vec![None]),
            ("@1", "x@1 y@1", vec![None, None]),
            // What has a partner by its id is out of question.
            ("a@1 @1", "a@1 x@1", vec![Some(0), Some(1)]),
            ("a@1", "a@1 x@1", vec![Some(0), None]),
        ] {
            assert_eq!(pair(&statements(known), &statements(seen)), pairs, "{known} / {seen}");
        }
    }
}
