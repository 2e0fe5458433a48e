//! Balances behind rows: they prove in which order the rows stand, that none is missing, and that the signs are right.

use super::super::told::Balance;
use domain::money::{Currency, Money};
use jiff::civil::Date;

/// A row as far as balances see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) day: Date,
    /// Less than nothing left.
    pub(super) amount: i64,
    /// Of the account after the row, where the file tells it.
    pub(super) after: Option<i64>,
}

/// What the balances of an account say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There are too few to say anything.
    Nothing,
    AddUp {
        opening: Balance,
        closing: Balance,
    },
    SignsReversed,
    DoNotAddUp,
}

/// How often a balance follows from the one told before it.
#[derive(Debug, Default, Clone, Copy)]
struct Agreement {
    oldest_first: usize,
    newest_first: usize,
}

pub(super) fn verdict(steps: &[Step], currency: Currency) -> Verdict {
    let pairs = steps.iter().filter(|step| step.after.is_some()).count().saturating_sub(1);
    let told = |first: &Step, last: &Step, before: i128| {
        let balance = |day, minor| Some((day, Money::new(i64::try_from(minor).ok()?, currency)));
        let opening = balance(first.day, i128::from(first.after?) - before);
        Some(Verdict::AddUp { opening: opening?, closing: balance(last.day, i128::from(last.after?))? })
    };
    if let ([only], 0) = (steps, pairs) {
        return told(only, only, i128::from(only.amount)).unwrap_or(Verdict::Nothing);
    }
    let right = agreement(steps, 1);
    let is_oldest_first = right.oldest_first == pairs;
    let is_newest_first = right.newest_first == pairs;
    let (first, last) = match (steps.first(), steps.last()) {
        (Some(first), Some(last)) if pairs > 0 => (first, last),
        (_, _) => return Verdict::Nothing,
    };
    // Rows that cancel each other out fit both ways; then days decide, and where they do not, nothing is said.
    let verdict = match (is_oldest_first, is_newest_first) {
        (true, true) if first.day == last.day => return Verdict::Nothing,
        (true, true) if first.day < last.day => told(first, last, sum_until_told(steps.iter())),
        (true, false) => told(first, last, sum_until_told(steps.iter())),
        (true | false, true) => told(last, first, sum_until_told(steps.iter().rev())),
        (false, false) => {
            let wrong = agreement(steps, -1);
            let is_reversed = wrong.oldest_first == pairs || wrong.newest_first == pairs;
            return if is_reversed { Verdict::SignsReversed } else { Verdict::DoNotAddUp };
        }
    };
    verdict.unwrap_or(Verdict::Nothing)
}

/// The amounts of the first rows, up to the first with a balance; only where that is the first can the opening be told.
fn sum_until_told<'a>(mut steps: impl Iterator<Item = &'a Step>) -> i128 {
    steps.next().map_or(0, |step| i128::from(step.amount))
}

/// Banks tell a balance behind each row, or only behind the last of a day: between two that are told lie one row or more.
fn agreement(steps: &[Step], sign: i128) -> Agreement {
    let mut agreement = Agreement::default();
    // The balance told last, the amounts since then with this row's and without that one's, or the other way round.
    let mut before: Option<i128> = None;
    let (mut behind, mut ahead) = (0_i128, 0_i128);
    for step in steps {
        let amount = i128::from(step.amount) * sign;
        behind += amount;
        if let Some(after) = step.after.map(i128::from) {
            if let Some(before) = before {
                agreement.oldest_first += usize::from(before + behind == after);
                agreement.newest_first += usize::from(after + ahead == before);
            }
            (before, behind, ahead) = (Some(after), 0, 0);
        }
        ahead += amount;
    }
    agreement
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn balances_are_judged() {
        let eur = "EUR".parse().unwrap();
        let check = |rows: &[(i8, i64, Option<i64>)], expected: Result<(i64, i64), Verdict>| {
            let day = |day| date(2026, 1, day);
            let steps: Vec<Step> = rows
                .iter()
                .map(|(on, amount, after)| Step { day: day(*on), amount: *amount, after: *after })
                .collect();
            let read = match verdict(&steps, eur) {
                Verdict::AddUp { opening, closing } => Ok((opening.1.minor, closing.1.minor)),
                other @ (Verdict::Nothing | Verdict::SignsReversed | Verdict::DoNotAddUp) => Err(other),
            };
            assert_eq!(read, expected, "{rows:?}");
        };
        check(&[(1, -5, Some(95)), (2, 10, Some(105)), (3, -1, Some(104))], Ok((100, 104)));
        check(&[(3, -1, Some(104)), (2, 10, Some(105)), (1, -5, Some(95))], Ok((100, 104)));
        check(&[(1, -5, None), (1, 10, Some(105)), (2, -1, None), (2, -2, Some(102))], Err(Verdict::Nothing));
        check(&[(1, -5, Some(95)), (2, -1, None), (2, -2, Some(92))], Ok((100, 92)));
        check(&[(1, 5, Some(95)), (2, -10, Some(105)), (3, 1, Some(104))], Err(Verdict::SignsReversed));
        check(&[(1, -5, Some(95)), (2, 10, Some(115))], Err(Verdict::DoNotAddUp));
        check(&[(1, -5, Some(95))], Ok((100, 95)));
        check(&[(1, -5, None)], Err(Verdict::Nothing));
        check(&[], Err(Verdict::Nothing));
    }
}
