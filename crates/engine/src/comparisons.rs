//! Two that are one, or may be, beside each other: what a person is shown before they say anything of them.

use crate::identity::form::{Compared, Form};
use crate::records::{Account, Join, JoinKind, Suggestion, Transaction, User};
use crate::{Error, Scope};
use domain::account::{AccountType, AmountField};
use domain::id::{AccountGuid, LinkGuid, MemberGuid, TransactionGuid};
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
    pub teller: Teller,
    pub standing: Standing,
}

/// Who told a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Teller {
    Hand,
    /// With the file's name, where it had one.
    File(Option<String>),
    Bank,
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

/// What a join of accounts gave the one that stays.
#[derive(Default, Deserialize)]
struct Given {
    /// The one that stays has what sources say of the other, and the other what they said of it.
    #[serde(default)]
    is_exchanged: bool,
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
        let given: Given = serde_json::from_str(&join.carried).unwrap_or_default();
        // Each description goes with the account that has now what it describes.
        let (known, told) = if given.is_exchanged { (other, kept) } else { (kept, other) };
        let sides = described.known.side(known.as_ref()).zip(described.told.side(told.as_ref()));
        Ok(sides.map(|(known, told)| Sides::Accounts { sides: Box::new([known, told]), contradicts: false }))
    }

    async fn joined_transactions(&self, user: &User, join: &Join) -> Result<Option<Sides>, Error> {
        let Ok(compared) = serde_json::from_str::<Compared>(&join.evidence) else { return Ok(None) };
        let account = self.store.any_account(user.guid, join.account).await?.map(|one| one.facts.name);
        let Some((known, told)) = compared.known.read().zip(compared.told.read()) else { return Ok(None) };
        let side = |form: Form, teller| TransactionSide {
            facts: form.facts,
            edited_description: None,
            account: account.clone(),
            teller,
            standing: Standing::Shown,
        };
        let of_known = self.teller(user, known.link).await?;
        let of_told = self.teller(user, told.link).await?;
        Ok(Some(Sides::Transactions(Box::new([side(known, of_known), side(told, of_told)]))))
    }

    async fn teller(&self, user: &User, link: LinkGuid) -> Result<Teller, Error> {
        if link == by_hand() {
            return Ok(Teller::Hand);
        }
        let file = self.store.file_of_link(user.guid, link).await?;
        Ok(file.map_or(Teller::Bank, Teller::File))
    }

    /// How many transactions were joined because two accounts were, and part with them.
    pub async fn transactions_of_join(&self, user: &User, join: &Join) -> Result<usize, Error> {
        let within = self.store.joins_within(user.guid, join.guid).await?;
        Ok(within.iter().filter(|one| one.kind == JoinKind::Transaction && one.undone_at.is_none()).count())
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
                let find = |guid: &str| found.iter().find(|one| one.guid.to_string() == guid);
                let both = find(&suggestion.known).zip(find(&suggestion.other));
                let Some((known, other)) = both else { return Ok(None) };
                let of_known = self.teller(user, known.shown_by()).await?;
                let of_other = self.teller(user, other.shown_by()).await?;
                Ok(Some(Sides::Transactions(Box::new([
                    TransactionSide::of(known, account.clone(), of_known),
                    TransactionSide::of(other, account, of_other),
                ]))))
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
    fn of(one: &Transaction, account: Option<String>, teller: Teller) -> Self {
        Self {
            facts: one.facts.clone(),
            edited_description: one.edits.description.clone(),
            account,
            teller,
            standing: match one.retired {
                Some(Retired::Removed) => Standing::Removed,
                Some(Retired::Gone) => Standing::Gone,
                Some(Retired::Joined) | None => Standing::Shown,
            },
        }
    }
}
