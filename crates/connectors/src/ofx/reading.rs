//! Reading: statements of accounts that the sign-in has listed. Each request signs on anew; a password that is refused here is told as
//! refused, since signing in again would send it a second time.

use super::Ofx;
use super::account::{Account, Held};
use super::codes::{self, Status};
use super::investment::{self, Securities};
use super::parse::{Document, Element};
use super::request::{Detail, SignOn, Stamp};
use super::service::{PASSWORD, USER_ID};
use super::session::{CLIENT_UID, Kept};
use super::sign_on::{response_to_sign_on, unreadable};
use super::span::Page;
use super::statement::{self, Read, Unread};
use crate::connector::Context;
use crate::data::{AccountProblem, FetchStop, Fetched, Want};
use crate::grant::{Grant, Secret};
use crate::problem::Problem;
use domain::account::Numbers;
use domain::reason::{Phase, Reason};
use jiff::civil::Date;
use jiff::tz::Offset;

/// Statements asked for in one request.
const STATEMENTS_MAX: usize = 20;

/// Who reads, by what a sign-in left.
struct Reader<'a> {
    user: &'a str,
    password: &'a str,
    client_uid: Option<&'a str>,
    kept: Kept,
}

impl<'a> Reader<'a> {
    fn of(grant: &'a Grant) -> Option<Self> {
        let field = |id: &str| grant.fields.get(id).map(Secret::expose).filter(|value| !value.is_empty());
        Some(Self {
            user: field(USER_ID)?,
            password: field(PASSWORD)?,
            client_uid: field(CLIENT_UID),
            kept: Kept::of(grant)?,
        })
    }

    fn sign_on(&self) -> SignOn<'_> {
        SignOn {
            user: self.user,
            password: self.password,
            client_uid: self.client_uid,
            session_cookie: self.kept.session_cookie.as_deref(),
            access_key: self.kept.access_key.as_deref(),
            auth_token: None,
            answers: None,
        }
    }
}

/// An answer with statements.
struct Answer<'a> {
    document: Document,
    stamp: Stamp<'a>,
}

impl Ofx {
    pub(super) async fn read(
        &self,
        cx: &Context<'_>,
        grant: &Grant,
        want: &Want,
    ) -> Result<Fetched, FetchStop> {
        let reader = Reader::of(grant).ok_or(FetchStop::NeedsUser)?;
        let named = |id: &str| {
            let mut accounts = reader.kept.accounts.iter();
            let found = accounts.find(|account| account.id(reader.user, &self.service) == id);
            found.ok_or_else(|| Problem::new(Reason::AccountNotFound, "the login has no such account"))
        };
        match want {
            Want::Accounts => self.accounts(cx, &reader).await,
            Want::Transactions { account, from, to, after } => {
                let page = Page::of((*from, *to), after.as_deref(), today(cx))?;
                self.transactions(cx, &reader, named(account)?, account, page).await
            }
            Want::Holdings { account } => self.holdings(cx, &reader, named(account)?, account).await,
            Want::Numbers { account } => Ok(Fetched::Numbers(numbers(named(account)?, account))),
            // The protocol knows nobody's name, and no statement that was issued.
            Want::Owners { account } => {
                named(account).map(|_| Fetched::Owners(Vec::new())).map_err(FetchStop::from)
            }
            Want::Statements { account } => {
                named(account).map(|_| Fetched::Statements(Vec::new())).map_err(FetchStop::from)
            }
            Want::Document { account, .. } => {
                named(account)?;
                let detail = "no statement was listed that could have a document";
                Err(Problem::new(Reason::ProductNotSupported, detail).into())
            }
        }
    }

    /// All accounts of the sign-in with their balances; one whose statement cannot be read is a problem of that account.
    async fn accounts(&self, cx: &Context<'_>, reader: &Reader<'_>) -> Result<Fetched, FetchStop> {
        let (mut accounts, mut problems): (Vec<_>, Vec<AccountProblem>) = (Vec::new(), Vec::new());
        let all: Vec<&Account> = reader.kept.accounts.iter().collect();
        for (number, some) in all.chunks(STATEMENTS_MAX).enumerate() {
            let name = format!("balances {number}");
            let answer = self.statements(cx, reader, some, Detail::Balances, &name).await?;
            for (place, account) in some.iter().enumerate() {
                let facts = answer.statement(place, account).and_then(|statement| {
                    let facts = match account.held {
                        Held::Bank { .. } | Held::Card => statement::facts(account, statement),
                        Held::Broker { .. } => investment::facts(account, statement),
                    };
                    facts.map_err(|unread| Problem::new(Reason::AccountDataIncomplete, unread.text()))
                });
                match facts {
                    Ok(facts) => accounts.push(statement::named(account, facts, reader.user, &self.service)),
                    Err(problem) => {
                        problems.push(AccountProblem::new(account.id(reader.user, &self.service), problem));
                    }
                }
            }
        }
        Ok(Fetched::Accounts { accounts, problems, notices: Vec::new() })
    }

    async fn transactions(
        &self,
        cx: &Context<'_>,
        reader: &Reader<'_>,
        account: &Account,
        id: &str,
        page: Option<Page>,
    ) -> Result<Fetched, FetchStop> {
        let Some(page) = page else {
            return Ok(Fetched::Transactions {
                transactions: Vec::new(),
                next: None,
                problems: Vec::new(),
                since: None,
            });
        };
        let (from, before) = page.asked();
        let detail = Detail::Transactions { from, before, with_pending: page.is_newest };
        let name = format!("transactions {id} {from}");
        let answer = self.statements(cx, reader, &[account], detail, &name).await?;
        let told = answer.statement(0, account)?;
        let read: Result<Read, Unread> = match account.held {
            Held::Bank { .. } | Held::Card => statement::transactions(id, told, &page),
            Held::Broker { .. } => investment::transactions(told, &Securities::of(&answer.document), &page),
        };
        let read = read.map_err(|unread| AccountProblem::incomplete(id, unread.text()).problem)?;
        let (transactions, problems) = read.finish(id);
        Ok(Fetched::Transactions {
            transactions,
            next: page.next(),
            problems,
            since: page.since(statement::told_since(told)),
        })
    }

    async fn holdings(
        &self,
        cx: &Context<'_>,
        reader: &Reader<'_>,
        account: &Account,
        id: &str,
    ) -> Result<Fetched, FetchStop> {
        match account.held {
            Held::Bank { .. } | Held::Card => return Ok(Fetched::Holdings(Vec::new())),
            Held::Broker { .. } => {}
        }
        let name = format!("holdings {id}");
        let answer = self.statements(cx, reader, &[account], Detail::Balances, &name).await?;
        let told = answer.statement(0, account)?;
        let holdings = investment::holdings(id, told, &Securities::of(&answer.document));
        Ok(Fetched::Holdings(
            holdings.map_err(|unread| AccountProblem::incomplete(id, unread.text()).problem)?,
        ))
    }

    /// Asks for statements of some accounts.
    async fn statements<'a>(
        &'a self,
        cx: &Context<'a>,
        reader: &Reader<'_>,
        accounts: &[&Account],
        detail: Detail,
        name: &'a str,
    ) -> Result<Answer<'a>, FetchStop> {
        let stamp = self.stamp(cx, name);
        let document = self.post(cx, stamp, reader.sign_on().and_statements(stamp, accounts, detail)).await?;
        match codes::status(response_to_sign_on(&document)?).ok_or_else(unreadable)? {
            Status::Fine => Ok(Answer { document, stamp }),
            // What spared the person the question is good no longer.
            Status::ChallengeRequired | Status::TokenRequired => Err(FetchStop::NeedsUser),
            Status::Refused(code) => Err(codes::problem(&code, Some(Phase::Refresh)).into()),
        }
    }
}

impl Answer<'_> {
    /// The statement of the account that was asked for at that place.
    fn statement(&self, place: usize, account: &Account) -> Result<&Element, Problem> {
        let [set, response, statement, from] = match account.held {
            Held::Bank { .. } => ["BANKMSGSRSV1", "STMTTRNRS", "STMTRS", "BANKACCTFROM"],
            Held::Card => ["CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS", "CCACCTFROM"],
            Held::Broker { .. } => ["INVSTMTMSGSRSV1", "INVSTMTTRNRS", "INVSTMTRS", "INVACCTFROM"],
        };
        let id = self.stamp.id(place);
        let responses = || self.document.root.all(set).flat_map(|set| set.all(response));
        let told = responses().find(|told| told.text("TRNUID") == Some(&id));
        let odd = |what| Problem::new(Reason::AccountDataIncomplete, what);
        let told = told.ok_or_else(|| odd("the answer has no statement of it"))?;
        match codes::status(told).ok_or_else(|| odd("its statement has no status"))? {
            Status::Fine => {}
            Status::ChallengeRequired => return Err(codes::problem("3000", None)),
            Status::TokenRequired => return Err(codes::problem("15512", None)),
            Status::Refused(code) => return Err(codes::problem(&code, None)),
        }
        let statement = told.child(statement).ok_or_else(|| odd("the answer has no statement of it"))?;
        let number = statement.child(from).and_then(|from| from.text("ACCTID"));
        if number.is_some_and(|number| !is_same(number, &account.number)) {
            return Err(Problem::new(Reason::AccountMismatch, "the statement is of another account"));
        }
        Ok(statement)
    }
}

/// Whether two numbers may be of one account: some servers hide a part of them.
fn is_same(told: &str, known: &str) -> bool {
    let is_hidden = |number: &str| number.contains(['*', 'X', 'x', '•', '#']);
    told == known || is_hidden(told) || is_hidden(known)
}

fn numbers(account: &Account, id: &str) -> Vec<Numbers> {
    let is_bank = match account.held {
        Held::Bank { .. } => true,
        Held::Card | Held::Broker { .. } => false,
    };
    let number = account.full_number().filter(|_| is_bank);
    let told = number.map(|number| Numbers {
        source_id: id.to_owned(),
        account_number: Some(number.to_owned()),
        routing_number: account.routing_number().map(str::to_owned),
        ..Numbers::default()
    });
    told.into_iter().collect()
}

fn today(cx: &Context<'_>) -> Date {
    Offset::UTC.to_datetime(cx.now).date()
}
