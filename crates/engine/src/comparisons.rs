//! Two that are one, or may be, beside each other: what a person is shown before they say anything of them.

use crate::identity::form::{Compared, Form};
use crate::records::{Account, Join, JoinKind, Suggestion, Transaction, User};
use crate::{Error, Scope};
use domain::account::{AccountType, AmountField};
use domain::id::{AccountGuid, MemberGuid, TransactionGuid};
use domain::money::{Currency, Money};
use domain::transaction::TransactionFacts;
use serde::Deserialize;
use store::transactions::{Retired, by_hand};

/// Both sides: the one that was known first, and the other.
#[derive(Debug, Clone)]
pub enum Sides {
    Accounts { sides: Box<[AccountSide; 2]>, contradicts: bool },
    Transactions(Box<[TransactionSide; 2]>),
}

#[derive(Debug, Clone)]
pub struct AccountSide {
    pub guid: Option<AccountGuid>,
    pub name: String,
    pub account_type: AccountType,
    pub currency: Currency,
    /// The last digits.
    pub mask: Option<String>,
    /// None in joins: it has changed since.
    pub balance: Option<Money>,
    /// The member that has it.
    pub member: Option<MemberGuid>,
    /// Where it was, of one that was kept when its connection was removed.
    pub kept_institution_code: Option<String>,
    pub is_absent: bool,
}

#[derive(Debug, Clone)]
pub struct TransactionSide {
    pub facts: TransactionFacts,
    /// What the person wrote in place of the text.
    pub edited_description: Option<String>,
    /// The account it is in; none where that is gone.
    pub account: Option<String>,
    pub is_by_hand: bool,
    pub standing: Standing,
}

/// Whether a transaction is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Shown,
    /// The person removed it.
    Removed,
    /// It was pending, and nobody tells it any more.
    Gone,
}

/// How accounts are described in the evidence of a join.
#[derive(Deserialize)]
struct Described {
    known: Words,
    told: Words,
}

#[derive(Deserialize)]
struct Words {
    name: String,
    #[serde(rename = "type")]
    account_type: String,
    currency: String,
    mask: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    contradicts: bool,
}

impl Scope<'_> {
    /// What was joined, as it was told then; none where it was written in a way that is not read any more.
    pub async fn sides_of_join(&self, user: &User, join: &Join) -> Result<Option<Sides>, Error> {
        match join.kind {
            JoinKind::Account => self.joined_accounts(user, join).await,
            JoinKind::Transaction => self.joined_transactions(user, join).await,
        }
    }

    async fn joined_accounts(&self, user: &User, join: &Join) -> Result<Option<Sides>, Error> {
        let Ok(described) = serde_json::from_str::<Described>(&join.evidence) else { return Ok(None) };
        let kept = self.any_account(user, Some(&join.kept)).await?;
        let other = self.any_account(user, join.other.as_deref()).await?;
        let sides = described.known.side(kept.as_ref()).zip(described.told.side(other.as_ref()));
        Ok(sides.map(|(known, told)| Sides::Accounts { sides: Box::new([known, told]), contradicts: false }))
    }

    async fn joined_transactions(&self, user: &User, join: &Join) -> Result<Option<Sides>, Error> {
        let Ok(compared) = serde_json::from_str::<Compared>(&join.evidence) else { return Ok(None) };
        let account = self.store.any_account(user.guid, join.account).await?.map(|one| one.facts.name);
        let Some((known, told)) = compared.known.read().zip(compared.told.read()) else { return Ok(None) };
        let side = |form: Form| TransactionSide {
            facts: form.facts,
            edited_description: None,
            account: account.clone(),
            is_by_hand: form.link == by_hand(),
            standing: Standing::Shown,
        };
        Ok(Some(Sides::Transactions(Box::new([side(known), side(told)]))))
    }

    async fn any_account(&self, user: &User, guid: Option<&str>) -> Result<Option<Account>, Error> {
        match guid.and_then(|guid| guid.parse().ok()) {
            Some(guid) => Ok(self.store.any_account(user.guid, guid).await?),
            None => Ok(None),
        }
    }

    /// What may be one, as it is now; none where one of the two is not there any more.
    pub async fn sides_of_suggestion(
        &self,
        user: &User,
        suggestion: &Suggestion,
    ) -> Result<Option<Sides>, Error> {
        match suggestion.kind {
            JoinKind::Account => {
                let known = self.any_account(user, Some(&suggestion.known)).await?;
                let other = self.any_account(user, Some(&suggestion.other)).await?;
                let asked = serde_json::from_str::<Asked>(&suggestion.evidence);
                let contradicts = asked.is_ok_and(|asked| asked.contradicts);
                Ok(known.zip(other).map(|(known, other)| Sides::Accounts {
                    sides: Box::new([AccountSide::of(&known), AccountSide::of(&other)]),
                    contradicts,
                }))
            }
            JoinKind::Transaction => {
                let guids: Vec<TransactionGuid> = [&suggestion.known, &suggestion.other]
                    .into_iter()
                    .filter_map(|one| one.parse().ok())
                    .collect();
                let found = self.store.transactions_by_guids(user.guid, &guids).await?;
                let account = self.store.any_account(user.guid, suggestion.account).await?;
                let account = account.map(|one| one.facts.name);
                let side = |guid: &str| {
                    let one = found.iter().find(|one| one.guid.to_string() == guid)?;
                    Some(TransactionSide::of(one, account.clone()))
                };
                let sides = side(&suggestion.known).zip(side(&suggestion.other));
                Ok(sides.map(|(known, other)| Sides::Transactions(Box::new([known, other]))))
            }
        }
    }
}

impl Words {
    /// As it was described, in the account that it is now.
    fn side(self, account: Option<&Account>) -> Option<AccountSide> {
        Some(AccountSide {
            guid: account.map(|one| one.guid),
            name: self.name,
            account_type: AccountType::from_name(&self.account_type)?,
            currency: self.currency.parse().ok()?,
            mask: self.mask,
            balance: None,
            member: account.map(|one| one.member),
            kept_institution_code: account.and_then(|one| one.kept_institution_code.clone()),
            is_absent: false,
        })
    }
}

impl AccountSide {
    fn of(account: &Account) -> Self {
        let facts = &account.facts;
        Self {
            guid: Some(account.guid),
            name: facts.name.clone(),
            account_type: facts.account_type,
            currency: facts.currency,
            mask: facts.mask.clone(),
            balance: facts.amount(AmountField::Balance),
            member: Some(account.member),
            kept_institution_code: account.kept_institution_code.clone(),
            is_absent: account.absent_since.is_some(),
        }
    }
}

impl TransactionSide {
    fn of(one: &Transaction, account: Option<String>) -> Self {
        Self {
            facts: one.facts.clone(),
            edited_description: one.edits.description.clone(),
            account,
            is_by_hand: one.shown_by() == by_hand(),
            standing: match one.retired {
                Some(Retired::Removed) => Standing::Removed,
                Some(Retired::Gone) => Standing::Gone,
                Some(Retired::Joined) | None => Standing::Shown,
            },
        }
    }
}
