//! Reading: what is wanted, as calls to the FDX API, page by page.

use super::call::{self, Caller, escape};
use super::held::Held;
use super::wire::{self, Object, Odd};
use super::{Fdx, Span, accounts, details, transactions};
use crate::bounds::fewer;
use crate::connector::Context;
use crate::data::{AccountProblem, FetchStop, Fetched, SourceAccount, SourceStatement};
use crate::problem::Problem;
use domain::clock::Timestamp;
use domain::reason::Reason;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::BTreeSet;

/// Pages of one list that are followed.
const PAGES_MAX: usize = 100;
/// Entries of one list, over all its pages.
const LIST_MAX: usize = 2_000;
/// Accounts of which more is asked one by one, where the list tells little.
const SINGLE_MAX: usize = 300;

impl Fdx {
    pub(super) async fn accounts(&self, cx: &Context<'_>, caller: &Caller<'_>) -> Result<Fetched, FetchStop> {
        let (mut read, mut problems) = (Vec::new(), Vec::new());
        let mut singles = 0;
        let first = format!("resultType=details&limit={}", self.service.page_limit);
        for value in self.list(cx, caller, "/accounts", "accounts", first).await? {
            let account = accounts::unwrapped(&value).unwrap_or_default();
            let id = accounts::id(&account).unwrap_or_default();
            match self.whole(cx, caller, account, &mut singles).await {
                Ok(account) => read.push(account),
                Err(FetchStop::Problem(problem)) if is_of_one(&problem) => {
                    problems.push(AccountProblem::new(id, problem));
                }
                Err(stop) => return Err(stop),
            }
        }
        Ok(Fetched::Accounts { accounts: read, problems, notices: self.notices(cx, caller).await })
    }

    /// The account as the hub says it; one of which the list tells little is asked for by itself.
    async fn whole(
        &self,
        cx: &Context<'_>,
        caller: &Caller<'_>,
        account: Object,
        singles: &mut usize,
    ) -> Result<SourceAccount, FetchStop> {
        let account = match accounts::id(&account) {
            Some(id) if accounts::is_descriptor(&account) && *singles < SINGLE_MAX => {
                *singles += 1;
                let single = caller.get(cx, &call::account(&id)?).await?;
                let single = accounts::unwrapped(&Value::Object(single.0)).unwrap_or_default();
                let mut whole = account;
                // It stays the account that was asked for, whatever the answer says to be.
                let is_told = |name: &str, value: &Value| name != accounts::ID && !value.is_null();
                whole.0.extend(single.0.into_iter().filter(|(name, value)| is_told(name, value)));
                whole
            }
            Some(_) | None => account,
        };
        Ok(accounts::account(&account, self.currency).map_err(|odd| incomplete(&odd))?)
    }

    /// What should be known although everything was read: a consent that ends soon, or that is for less than was asked.
    async fn notices(&self, cx: &Context<'_>, caller: &Caller<'_>) -> Vec<Reason> {
        let Some(held) = caller.held() else { return Vec::new() };
        let lacks = held.lacks_some_of(&self.service.scope).then_some(Reason::ConsentScopeMissing);
        // The person may have prolonged it meanwhile.
        let looked =
            if held.ends_soon(cx.now) { self.look(cx, caller, held.clone()).await } else { held.clone() };
        let ends = looked.ends_soon(cx.now).then_some(Reason::ConsentExpiring);
        [ends, lacks].into_iter().flatten().collect()
    }

    pub(super) async fn transactions(
        &self,
        cx: &Context<'_>,
        caller: &Caller<'_>,
        account: &str,
        span: (Date, Date),
        after: Option<&str>,
    ) -> Result<Fetched, FetchStop> {
        let query = after.map_or_else(|| self.span(span), |after| self.onward(span, after));
        let answer = caller.get(cx, &format!("{}/transactions?{query}", call::account(account)?)).await?;
        let items = answer.list("transactions")?;
        let next = wire::next(&answer, items.is_empty());
        if next.is_some() && next.as_deref() == after {
            return Err(circle().into());
        }
        let (mut read, mut problems) = (Vec::new(), Vec::new());
        for item in items {
            match transactions::transaction(item, self.currency, cx.now) {
                Ok(transaction) => read.push(transaction),
                Err(odd) => problems.push(AccountProblem::unread(account, odd.0, 1)),
            }
        }
        Ok(Fetched::Transactions { transactions: read, next, problems, since: None })
    }

    fn span(&self, (from, to): (Date, Date)) -> String {
        let limit = self.service.page_limit;
        match self.service.span {
            Span::Days => format!("startTime={from}&endTime={to}&limit={limit}"),
            Span::Times => format!("startTime={from}T00:00:00Z&endTime={to}T23:59:59.999Z&limit={limit}"),
        }
    }

    /// The query of a page that is not the first. An offset alone goes along with what was asked first, a whole query stands for it.
    fn onward(&self, span: (Date, Date), after: &str) -> String {
        if after.starts_with("offset=") && !after.contains('&') {
            format!("{}&{after}", self.span(span))
        } else {
            after.to_owned()
        }
    }

    pub(super) async fn statements(
        &self,
        cx: &Context<'_>,
        caller: &Caller<'_>,
        account: &str,
    ) -> Result<Vec<SourceStatement>, FetchStop> {
        let path = format!("{}/statements", call::account(account)?);
        let first = format!("limit={}", self.service.page_limit);
        let items = self.list(cx, caller, &path, "statements", first).await?;
        let answer = Object([("statements".to_owned(), Value::Array(items))].into_iter().collect());
        Ok(details::statements(&answer)?)
    }

    /// All items of a list, page by page.
    async fn list(
        &self,
        cx: &Context<'_>,
        caller: &Caller<'_>,
        path: &str,
        name: &str,
        first: String,
    ) -> Result<Vec<Value>, FetchStop> {
        let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
        let mut query = first.clone();
        for _ in 0..PAGES_MAX {
            let answer = caller.get(cx, &format!("{path}?{query}")).await?;
            let items = answer.list(name)?;
            let next = wire::next(&answer, items.is_empty());
            all.extend_from_slice(items);
            all = fewer(all, LIST_MAX, name)?;
            let Some(next) = next else { return Ok(all) };
            query = if next.starts_with("offset=") && !next.contains('&') {
                format!("{first}&{next}")
            } else {
                next
            };
            if !seen.insert(query.clone()) {
                return Err(circle().into());
            }
        }
        Err(Problem::new(Reason::InstitutionError, format!("the list of {name} has too many pages")).into())
    }

    /// What is held, with what the institution tells of the consent now; as it was, where that cannot be learned.
    pub(super) async fn look(&self, cx: &Context<'_>, caller: &Caller<'_>, held: Held) -> Held {
        let Some(id) = held.consent_id.clone() else { return held };
        match caller.get(cx, &format!("/consents/{}", escape(&id))).await {
            Ok(consent) => Held {
                consent_ends_at: consent.time("expirationTime").ok().flatten().or(held.consent_ends_at),
                ..held
            },
            Err(FetchStop::Problem(problem)) if is_hidden(&problem) => {
                Held { is_consent_hidden: true, ..held }
            }
            Err(FetchStop::Problem(_) | FetchStop::NeedsUser) => held,
        }
    }
}

/// The institution has no such page, rather than that it does not work now.
fn is_hidden(problem: &Problem) -> bool {
    let code = problem.source_code.as_deref().unwrap_or_default();
    matches!(code, "HTTP 404" | "HTTP 405" | "HTTP 501" | "1107" | "1206")
}

/// Something is wrong with one account; the others can be read.
fn is_of_one(problem: &Problem) -> bool {
    matches!(
        problem.reason,
        Reason::AccountDataIncomplete
            | Reason::AccountNotFound
            | Reason::AccountClosed
            | Reason::AccountTypeNotSupported
            | Reason::DataNotReady
    )
}

fn incomplete(odd: &Odd) -> Problem {
    Problem::new(Reason::AccountDataIncomplete, odd.0)
}

fn circle() -> Problem {
    Problem::new(Reason::InstitutionError, "a page leads to itself")
}

/// The end of a span that lies ahead is today, for servers that know no tomorrow.
pub(super) fn until_today((from, to): (Date, Date), now: Timestamp) -> (Date, Date) {
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    (from, if to > today && from <= today { today } else { to })
}
