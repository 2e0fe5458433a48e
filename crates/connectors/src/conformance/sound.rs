//! What holds of everything a connector hands out, whoever it was that answered.

use super::bench::{Verdict, ensure, repeated};
use crate::data::{Fetched, SourceAccount, SourceTransaction};
use crate::directory::{DirectoryEntry, DirectoryPage};
use crate::document::DOCUMENT_BYTES_MAX;
use crate::grant::Secret;
use crate::problem::Problem;
use crate::sign_in::Outcome;
use jiff::Timestamp;
use jiff::civil::Date;

/// Characters of a source's code.
const CODE_CHARS_MAX: usize = 64;
/// Characters of a text for the operator.
const DETAIL_CHARS_MAX: usize = 300;

pub(super) fn outcome(outcome: &Outcome) -> Verdict {
    outcome.flaw().map_or(Ok(()), |flaw| Err(format!("{flaw}: {outcome:?}")))
}

pub(super) fn directory(page: &DirectoryPage) -> Verdict {
    ensure(page.next.as_deref() != Some(""), || "the next page has an empty name".to_owned())?;
    page.entries
        .iter()
        .find_map(DirectoryEntry::flaw)
        .map_or(Ok(()), |flaw| Err(format!("an entry of the directory has a flaw: {flaw}")))
}

/// A problem is for the operator's eyes: short, and without what the source wrote or people typed.
pub(super) fn problem(problem: &Problem, secrets: &[String]) -> Verdict {
    let (shown, detailed) = (problem.to_string(), format!("{problem:?}"));
    let is_code = |code: &str| code.len() <= CODE_CHARS_MAX && !code.contains(['<', '>', '{', '}', '"']);
    ensure(problem.source_code.as_deref().is_none_or(is_code), || {
        format!("the source's code is none: {problem:?}")
    })?;
    ensure(problem.detail.chars().count() <= DETAIL_CHARS_MAX, || "the detail is too long".to_owned())?;
    let betrayed = secrets.iter().find(|secret| shown.contains(*secret) || detailed.contains(*secret));
    ensure(betrayed.is_none(), || format!("a problem of reason {} tells a secret", problem.reason.name()))
}

pub(super) fn fetched(fetched: &Fetched) -> Verdict {
    match fetched {
        Fetched::Accounts { accounts, .. } => {
            names("account", accounts.iter().map(|account| account.id.as_str()))?;
            accounts.iter().try_for_each(account)
        }
        Fetched::Transactions { transactions, next, .. } => {
            ensure(next.as_deref() != Some(""), || "the next page has an empty name".to_owned())?;
            names("transaction", transactions.iter().map(|transaction| transaction.id.as_str()))?;
            transactions.iter().try_for_each(transaction)
        }
        Fetched::Holdings(all) => names("holding", all.iter().map(|one| one.source_id.as_str())),
        Fetched::Owners(all) => names("owner", all.iter().map(|one| one.source_id.as_str())),
        Fetched::Numbers(all) => names("set of numbers", all.iter().map(|one| one.source_id.as_str())),
        Fetched::Statements(all) => names("statement", all.iter().map(|one| one.id.as_str())),
        Fetched::Document(document) => {
            let bytes = document.bytes();
            let is_one = bytes.starts_with(b"%PDF-") && bytes.len() <= DOCUMENT_BYTES_MAX;
            ensure(is_one, || format!("a document of {} bytes is none", bytes.len()))
        }
    }
}

/// Whatever is stored by the source's id has one, and no other has the same.
fn names<'t>(what: &str, ids: impl Iterator<Item = &'t str> + Clone) -> Verdict {
    ensure(ids.clone().all(|id| !id.is_empty()), || format!("a {what} has no id"))?;
    repeated(ids).map_or(Ok(()), |id| Err(format!("two have the id of one {what}: {id}")))
}

fn account(account: &SourceAccount) -> Verdict {
    let id = &account.id;
    let (mask, number) = (account.facts.mask.as_deref(), account.number.as_ref());
    ensure(mask.is_none() || mask != number.map(Secret::expose), || {
        format!("the mask of {id} is the whole number")
    })?;
    let is_time = |text: &String| text.parse::<Timestamp>().is_ok() || text.parse::<Date>().is_ok();
    ensure(account.facts.times.values().all(is_time), || format!("a time of {id} is none"))
}

fn transaction(transaction: &SourceTransaction) -> Verdict {
    let (id, facts) = (&transaction.id, &transaction.facts);
    ensure(facts.amount.minor >= 0, || format!("the amount of {id} is negative"))?;
    ensure(transaction.pending_id.as_ref() != Some(id), || format!("{id} grew from itself"))
}
