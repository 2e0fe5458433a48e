//! Reading accounts and what belongs to them. All of it may be repeated.

use super::bench::{Bench, Verdict, ensure, repeated, shortly};
use super::sound;
use crate::data::{FetchStop, Fetched, Want};
use crate::grant::{Grant, Secret};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Names that nothing has.
const NOBODY: [&str; 10] =
    ["there-is-nothing-of-this-name", "", ".", "..", "a/b", "?a=b", "#", "%2e%2e", "\u{0}\r\n", "ä"];

/// All that can be wanted of one account, but the documents of its statements.
pub(super) fn wants(account: &str, (from, to): (Date, Date)) -> [Want; 5] {
    let account = account.to_owned();
    [
        Want::Transactions { account: account.clone(), from, to, after: None },
        Want::Holdings { account: account.clone() },
        Want::Owners { account: account.clone() },
        Want::Numbers { account: account.clone() },
        Want::Statements { account },
    ]
}

/// All that may be asked of an account of which nothing is known, its documents too.
fn wants_unseen(account: &str, span: (Date, Date)) -> impl Iterator<Item = Want> {
    wants(account, span).into_iter().chain([document(account, "s-1")])
}

fn document(account: &str, statement: &str) -> Want {
    Want::Document { account: account.to_owned(), statement: statement.to_owned() }
}

/// The documents of an account, of its newest and of its oldest statement; there are none where it has no statements.
pub(super) async fn documents(bench: &Bench<'_>, grant: &Grant, account: &str) -> Result<Vec<Want>, String> {
    let page = bench.fetch(grant, &Want::Statements { account: account.to_owned() }).await;
    let Ok(Fetched::Statements(mut all)) = page else {
        return Err(format!("instead of statements, {}", shortly(&page)));
    };
    all.sort_by_key(|statement| statement.issued_on);
    let ends = if let [oldest, .., newest] = &all[..] { vec![newest, oldest] } else { all.iter().collect() };
    Ok(ends.into_iter().map(|statement| document(account, &statement.id)).collect())
}

pub(super) async fn accounts_are_sound(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    let page = bench.fetch(&grant, &Want::Accounts).await;
    let Ok(Fetched::Accounts { accounts, problems, .. }) = &page else {
        return Err(format!("instead of accounts, {}", shortly(&page)));
    };
    ensure(!accounts.is_empty() && problems.is_empty(), || shortly(&page))?;
    page.as_ref().map_or(Ok(()), sound::fetched)?;
    for account in accounts {
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let number = account.number.as_ref().map_or(0, |number| digits(number.expose()));
        let mask = account.facts.mask.as_deref().map_or(0, digits);
        ensure(mask == 0 || number == 0 || mask < number, || {
            format!("the mask of {} is as long as its number", account.id)
        })?;
        ensure(!account.facts.name.is_empty(), || format!("{} has no name", account.id))?;
    }
    Ok(())
}

pub(super) async fn transactions_are_sound(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    let (from, to) = bench.subject.span;
    let mut count = 0;
    for account in bench.accounts(&grant).await? {
        let id = &account.id;
        let all = bench.transactions(&grant, id, (from, to)).await?;
        count += all.len();
        if let Some(twice) = repeated(all.iter().map(|one| one.id.as_str())) {
            return Err(format!("{twice} of {id} is told on two pages"));
        }
        for one in &all {
            let date = one.facts.date;
            ensure(from <= date && date <= to, || format!("{} of {date} is not of {from} to {to}", one.id))?;
            ensure(one.facts.amount.currency == account.facts.currency, || {
                format!("{} is of another currency than its account", one.id)
            })?;
        }
        sound::fetched(&Fetched::Transactions {
            transactions: all,
            next: None,
            problems: Vec::new(),
            since: None,
        })?;
    }
    ensure(count > 0, || "no account has a transaction: choose a wider span".to_owned())
}

/// A day asked for alone tells what the whole span tells of it.
pub(super) async fn both_ends_of_a_span_count(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    for account in bench.accounts(&grant).await? {
        let all = bench.transactions(&grant, &account.id, bench.subject.span).await?;
        let Some(day) = all.get(all.len() / 2).map(|middle| middle.facts.date) else { continue };
        let alone = bench.transactions(&grant, &account.id, (day, day)).await?;
        let ids = |of: &[crate::data::SourceTransaction]| -> BTreeSet<String> {
            of.iter().filter(|one| one.facts.date == day).map(|one| one.id.clone()).collect()
        };
        ensure(ids(&alone) == ids(&all) && alone.len() == ids(&all).len(), || {
            format!("{day} alone tells {} of {}", alone.len(), ids(&all).len())
        })?;
    }
    Ok(())
}

pub(super) async fn details_of_every_account(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    for account in bench.accounts(&grant).await? {
        for want in wants(&account.id, bench.subject.span) {
            let page = bench.fetch(&grant, &want).await;
            let Ok(fetched) = &page else { return Err(format!("{want:?}: {}", shortly(&page))) };
            ensure(is_what_was_wanted(&want, fetched), || format!("{want:?} gave {}", shortly(&page)))?;
            sound::fetched(fetched)?;
        }
    }
    Ok(())
}

fn is_what_was_wanted(want: &Want, fetched: &Fetched) -> bool {
    match want {
        Want::Accounts => matches!(fetched, Fetched::Accounts { .. }),
        Want::Transactions { .. } => matches!(fetched, Fetched::Transactions { .. }),
        Want::Holdings { .. } => matches!(fetched, Fetched::Holdings(_)),
        Want::Owners { .. } => matches!(fetched, Fetched::Owners(_)),
        Want::Numbers { .. } => matches!(fetched, Fetched::Numbers(_)),
        Want::Statements { .. } => matches!(fetched, Fetched::Statements(_)),
        Want::Document { .. } => matches!(fetched, Fetched::Document(_)),
    }
}

/// Each statement that is listed has a document, the same each time; of one that is not listed there is none.
pub(super) async fn statements_have_documents(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    for account in bench.accounts(&grant).await? {
        for want in documents(bench, &grant, &account.id).await? {
            let (first, second) = (bench.fetch(&grant, &want).await, bench.fetch(&grant, &want).await);
            let (Ok(Fetched::Document(one)), Ok(Fetched::Document(same))) = (&first, &second) else {
                return Err(format!("{want:?} gives {}, then {}", shortly(&first), shortly(&second)));
            };
            ensure(one == same, || format!("{want:?} gives another document"))?;
            first.as_ref().map_or(Ok(()), sound::fetched)?;
        }
        for name in NOBODY {
            match bench.fetch(&grant, &document(&account.id, name)).await {
                Err(FetchStop::Problem(problem)) => sound::problem(&problem, &bench.subject.secrets)?,
                other => return Err(format!("the document {name:?} gives {}", shortly(&other))),
            }
        }
    }
    Ok(())
}

pub(super) async fn a_page_is_told_twice_alike(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    let accounts = bench.accounts(&grant).await?;
    let of_accounts = accounts.iter().flat_map(|account| wants(&account.id, bench.subject.span));
    for want in [Want::Accounts].into_iter().chain(of_accounts) {
        let (first, second) = (bench.fetch(&grant, &want).await, bench.fetch(&grant, &want).await);
        ensure(format!("{first:?}") == format!("{second:?}"), || format!("{want:?} gives something else"))?;
    }
    Ok(())
}

pub(super) async fn an_unknown_account_stops_it(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    for name in NOBODY {
        for want in wants_unseen(name, bench.subject.span) {
            match bench.fetch(&grant, &want).await {
                Ok(_) => return Err(format!("{want:?} gives something")),
                Err(FetchStop::NeedsUser) => {}
                Err(FetchStop::Problem(problem)) => sound::problem(&problem, &bench.subject.secrets)?,
            }
        }
    }
    Ok(())
}

pub(super) async fn without_a_good_grant_it_needs_the_user(bench: &Bench<'_>) -> Verdict {
    let account = first_account(bench).await?;
    let wants = [Want::Accounts].into_iter().chain(wants_unseen(&account, bench.subject.span));
    let with_token = |token: &str| Grant { token: Some(Secret::new(token)), ..Grant::default() };
    for want in wants {
        for (what, grant) in [("nothing", Grant::default()), ("an odd token", with_token("no-such-token"))] {
            let page = bench.fetch(&grant, &want).await;
            ensure(matches!(page, Err(FetchStop::NeedsUser)), || {
                format!("{want:?} with {what} gives {}", shortly(&page))
            })?;
        }
        // Such a token cannot even be sent; why does not matter, as long as nothing is read.
        let page = bench.fetch(&with_token("a\r\nb\u{0}"), &want).await;
        ensure(page.is_err(), || format!("{want:?} with a token of two lines gives {}", shortly(&page)))?;
    }
    Ok(())
}

async fn first_account(bench: &Bench<'_>) -> Result<String, String> {
    let grant = bench.signed_in().await?;
    let first = bench.accounts(&grant).await?.into_iter().next();
    first.map(|account| account.id).ok_or_else(|| "the good grant reads no account".to_owned())
}

pub(super) async fn a_grant_is_given_back(bench: &Bench<'_>) -> Verdict {
    let grant = bench.signed_in().await?;
    let account = first_account(bench).await?;
    for time in ["once", "twice"] {
        let attempt = bench.attempt();
        if let Err(problem) = bench.connector.revoke(&bench.context(&attempt), &grant).await {
            return Err(format!("a grant cannot be given back {time}: {problem}"));
        }
    }
    // What was given back is the token; the fields are the hub's own, and it forgets them itself.
    let given_back = Grant { token: grant.token, ..Grant::default() };
    for want in [Want::Accounts].into_iter().chain(wants_unseen(&account, bench.subject.span)) {
        let page = bench.fetch(&given_back, &want).await;
        ensure(matches!(page, Err(FetchStop::NeedsUser)), || {
            format!("given back, {want:?} gives {}", shortly(&page))
        })?;
    }
    Ok(())
}
