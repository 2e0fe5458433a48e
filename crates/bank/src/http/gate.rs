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
use crate::fault::Fault;
use crate::sign_in::{self, SignIn};

pub(super) type QueryText = Result<Query<HashMap<String, String>>, QueryRejection>;

pub(super) fn channel(name: &str) -> Result<Channel, Problem> {
    name.parse().map_err(|_| Problem::Unknown("channel"))
}

pub(super) fn query(text: QueryText) -> Result<HashMap<String, String>, Problem> {
    text.map(|Query(query)| query).map_err(|_| Problem::bad("the query cannot be read"))
}

/// Does the work if the institution is open, and then lets the answer wait as long as the institution is slow: a caller that
/// gives up early has been heard all the same.
pub(super) async fn through<T: IntoResponse>(
    bank: &Bank,
    institution: Option<&Institution>,
    work: impl FnOnce() -> Result<T, Problem>,
) -> Result<Response, Problem> {
    let Some(standing) = institution.map(|institution| bank.standing(institution)) else {
        return work().map(IntoResponse::into_response);
    };
    let answer = match standing.state {
        Opened::Open | Opened::Discontinued => work().map(IntoResponse::into_response),
        Opened::Down => Err(Fault::Unavailable.into()),
        Opened::Maintenance => Err(Problem::Maintenance),
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

/// The sign-in that a token stands for, whether or not it may still be read with.
pub(super) fn holder(bank: &Bank, channel: Channel, token: &str) -> Option<SignIn> {
    let number = sign_in::number_in("tk", bank.seed(), token)?;
    bank.read(|books| books.sign_in(number).cloned()).filter(|sign_in| sign_in.channel == channel)
}

/// Somebody who may read, and where.
pub(super) struct Reader {
    pub(super) channel: Channel,
    pub(super) institution: &'static Institution,
    login: String,
    /// What holds now, which staff may have changed since the sign-in.
    pub(super) condition: Option<Condition>,
}

pub(super) fn reader(bank: &Bank, channel: Channel, headers: &HeaderMap) -> Result<Reader, Problem> {
    let token = bearer(headers).ok_or(Problem::TokenInvalid)?;
    let sign_in = holder(bank, channel, token).ok_or(Problem::TokenInvalid)?;
    let institution = directory::find(channel, &sign_in.institution).ok_or(Problem::TokenInvalid)?;
    if !sign_in.is_readable(bank.now()) {
        return Err(Problem::TokenInvalid);
    }
    let (of_institution, ruling) = bank.read(|books| {
        (books.standing(institution).condition, books.login(institution.code, &sign_in.login).ruling)
    });
    let condition = holding(of_institution, ruling, sign_in.condition);
    Ok(Reader { channel, institution, login: sign_in.login, condition })
}

impl Reader {
    pub(super) fn does(&self) -> Option<Does> {
        self.condition.map(|condition| condition.does)
    }

    pub(super) fn accounts(&self, bank: &Bank) -> Vec<Account> {
        if self.does() == Some(Does::NoAccounts) {
            return Vec::new();
        }
        accounts::of_login(bank.seed(), self.institution, &self.login, Day::of(bank.now()))
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
