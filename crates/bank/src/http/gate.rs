//! The door of an institution: closed when it is down, and slow when it is slow.

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::accounts::{self, Account};
use crate::bank::Bank;
use crate::books::Opened;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::condition::{Condition, Does, holding};
use crate::directory::{self, Institution};
use crate::oauth::{Access, Consent, Scope, Scopes};
use crate::sign_in::{SignIn, TOKEN_KIND, number_in};

pub(super) type QueryText = Result<Query<HashMap<String, String>>, QueryRejection>;

pub(super) fn channel(name: &str) -> Result<Channel, Problem> {
    name.parse().map_err(|_| Problem::Unknown("channel"))
}

pub(super) fn query(text: QueryText) -> Result<HashMap<String, String>, Problem> {
    text.map(|Query(query)| query).map_err(|_| Problem::bad("the query cannot be read"))
}

/// Why an institution does nothing at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Down,
    Maintenance,
}

/// Does the work if the institution is open, and then lets the answer wait as long as the institution is slow: a caller that
/// gives up early has been heard all the same.
pub(super) async fn through<T: IntoResponse, E: From<Closed>>(
    bank: &Bank,
    institution: Option<&Institution>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<Response, E> {
    let Some(standing) = institution.map(|institution| bank.standing(institution)) else {
        return work().map(IntoResponse::into_response);
    };
    let answer = match standing.state {
        Opened::Open | Opened::Discontinued => work().map(IntoResponse::into_response),
        Opened::Down => Err(Closed::Down.into()),
        Opened::Maintenance => Err(Closed::Maintenance.into()),
    };
    if standing.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(standing.delay_ms)).await;
    }
    answer
}

/// The same for what is read with a token; of an institution that is discontinued nothing is told any more.
pub(super) async fn reading<T: IntoResponse>(
    bank: &Bank,
    reader: &Reader,
    work: impl FnOnce() -> Result<T, Problem>,
) -> Result<Response, Problem> {
    through(bank, Some(reader.institution), || match bank.standing(reader.institution).state {
        Opened::Discontinued => Err(Problem::Discontinued),
        Opened::Open | Opened::Down | Opened::Maintenance => work(),
    })
    .await
}

/// The text of a bearer token.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What a token stands for, whether or not it may still be read with.
pub(super) enum Holder {
    /// Whoever signed in with a password reads all.
    SignIn(SignIn),
    /// An app reads what the person consented to.
    App { access: Access, consent: Consent },
}

pub(super) fn holder(bank: &Bank, channel: Channel, token: &str) -> Option<Holder> {
    let sign_in = |number| {
        let sign_in = bank.read(|books| books.sign_in(number).cloned())?;
        (sign_in.channel == channel).then_some(Holder::SignIn(sign_in))
    };
    let app = |number| {
        let access = bank.read(|books| books.access(number).cloned())?;
        let consent = bank.read(|books| books.consent(access.consent).cloned())?;
        let institution = directory::by_code(&consent.institution)?;
        (channel == institution.consented_channel()).then_some(Holder::App { access, consent })
    };
    let number = number_in(TOKEN_KIND, bank.seed(), token)?;
    sign_in(number).or_else(|| app(number))
}

/// Somebody who may read, and where.
pub(super) struct Reader {
    /// Of an app, the consent by which it reads.
    pub(super) consent: Option<Consent>,
    pub(super) channel: Channel,
    pub(super) institution: &'static Institution,
    pub(super) login: String,
    /// What holds now, which staff may have changed since the sign-in.
    pub(super) condition: Option<Condition>,
    /// Where the reader is an app, what it may read.
    share: Option<Share>,
}

struct Share {
    scopes: Scopes,
    accounts: Vec<String>,
}

pub(super) fn reader(bank: &Bank, channel: Channel, headers: &HeaderMap) -> Result<Reader, Problem> {
    let token = bearer(headers).ok_or(Problem::TokenInvalid)?;
    let holder = holder(bank, channel, token).ok_or(Problem::TokenInvalid)?;
    let now = bank.now();
    let is_readable = match &holder {
        Holder::SignIn(sign_in) => sign_in.is_readable(now),
        Holder::App { access, consent } => access.is_readable(consent, now),
    };
    if !is_readable {
        return Err(Problem::TokenInvalid);
    }
    let institution = directory::find(channel, holder.institution()).ok_or(Problem::TokenInvalid)?;
    let (login, brought, share, consent) = match holder {
        Holder::SignIn(sign_in) => (sign_in.login, sign_in.condition, None, None),
        Holder::App { access, consent } => {
            let share = Share { scopes: access.scopes, accounts: consent.accounts.clone() };
            (consent.login.clone(), access.condition, Some(share), Some(consent))
        }
    };
    let (of_institution, ruling) = bank
        .read(|books| (books.standing(institution).condition, books.login(institution.code, &login).ruling));
    let condition = holding(of_institution, ruling, brought);
    Ok(Reader { consent, channel, institution, login, condition, share })
}

impl Holder {
    pub(super) fn institution(&self) -> &str {
        match self {
            Holder::SignIn(sign_in) => &sign_in.institution,
            Holder::App { consent, .. } => &consent.institution,
        }
    }
}

impl Reader {
    pub(super) fn does(&self) -> Option<Does> {
        self.condition.map(|condition| condition.does)
    }

    pub(super) fn may_read(&self, scope: Scope) -> bool {
        self.share.as_ref().is_none_or(|share| share.scopes.contains(scope))
    }

    pub(super) fn must_have(&self, scope: Scope) -> Result<(), Problem> {
        if self.may_read(scope) { Ok(()) } else { Err(Problem::PermissionMissing) }
    }

    pub(super) fn accounts(&self, bank: &Bank) -> Vec<Account> {
        if self.does() == Some(Does::NoAccounts) {
            return Vec::new();
        }
        let accounts = accounts::of_login(bank.seed(), self.institution, &self.login, Day::of(bank.now()));
        match &self.share {
            None => accounts,
            Some(share) => accounts
                .into_iter()
                .filter(|account| share.accounts.contains(&account.id(self.channel)))
                .collect(),
        }
    }

    pub(super) fn account(&self, bank: &Bank, id: &str) -> Result<Account, Problem> {
        let mut accounts = self.accounts(bank).into_iter();
        accounts.find(|account| account.id(self.channel) == id).ok_or(Problem::Unknown("account"))
    }

    /// The account whose id sorts first.
    pub(super) fn first_id(&self, bank: &Bank) -> Option<String> {
        self.accounts(bank).into_iter().map(|account| account.id(self.channel)).min()
    }

    pub(super) fn owners(&self, bank: &Bank, account: &Account) -> Vec<crate::customer::Owner> {
        crate::customer::owners(bank.seed(), self.institution, &self.login, account.template.is_joint)
    }
}
