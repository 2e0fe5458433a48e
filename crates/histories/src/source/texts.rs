//! What a source makes of a merchant's name.

use super::habits::{TextHabit, Wording};
use crate::told::Status;
use crate::truth::{Transaction, What};

pub(super) fn text(habit: TextHabit, one: &Transaction, status: Status) -> String {
    let What { merchant, store, reference, .. } = one.what;
    let mut text = match (habit.wording, one.amount > 0) {
        (Wording::Bank, _) => merchant.bank,
        (Wording::Clean, _) => merchant.clean,
        (Wording::Other, _) => merchant.other,
        (Wording::Bare, true) => "Credit",
        (Wording::Bare, false) => "Card purchase",
    }
    .to_owned();
    if habit.wording == Wording::Bank && habit.has_store && merchant.has_store {
        text.push_str(" #");
        text.push_str(&store.to_string());
    }
    // Neither is known before the posting.
    if habit.has_reference && status == Status::Posted {
        text.push_str(" REF ");
        text.push_str(&reference.to_string());
    }
    if let Some((end, _)) = habit.cut.and_then(|cut| text.char_indices().nth(cut)) {
        text.truncate(end);
        text.truncate(text.trim_end().len());
    }
    if habit.is_upper { text.to_uppercase() } else { text }
}
