//! An account as JSON. MX gives it more than a hundred fields, most of them alike, so they are made from the tables of
//! [`domain::account`]; in v20111101 many come a second and third time, as `feed_…` (what the source said) and `…_set_by`.

use super::time;
use crate::error::Refusal;
use crate::request::caller::Caller;
use crate::request::fields::Number;
use crate::request::page::Pagination;
use crate::request::version::Version;
use domain::account::{AccountFacts, AccountType, AmountField, Ownership, RateField, TextField, TimeField};
use domain::id::{InstitutionGuid, MemberGuid};
use domain::money::Currency;
use engine::Error;
use engine::records::{Account, Member, User};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The value of one field, which knows its type even when it is null.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(Option<String>),
    /// Written as the decimal text it is.
    Number(Option<String>),
    /// MX wants an integer.
    Whole(Option<i64>),
    Flag(Option<bool>),
}

/// An account with all fields of its version.
#[derive(Debug)]
pub(crate) struct AccountView(Vec<(Cow<'static, str>, Cell)>);

/// The amounts, rates and times that v20111101 repeats as `feed_…`.
const FEED: &[&str] = &[
    "apr",
    "apy",
    "available_balance",
    "balance",
    "cash_balance",
    "cash_surrender_value",
    "credit_limit",
    "currency_code",
    "day_payment_is_due",
    "death_benefit",
    "holdings_value",
    "interest_rate",
    "is_closed",
    "last_payment",
    "last_payment_at",
    "loan_amount",
    "matures_on",
    "minimum_balance",
    "minimum_payment",
    "name",
    "nickname",
    "original_balance",
    "payment_due_at",
    "payoff_balance",
    "routing_number",
    "started_on",
    "statement_balance",
    "total_account_value",
    "account_number",
];

/// The fields of which v20111101 tells who set them. MX does not say what the numbers mean, so they are null.
const SET_BY: &[&str] = &[
    "account_number",
    "apr",
    "apy",
    "available_balance",
    "available_credit",
    "balance",
    "cash_balance",
    "cash_surrender_value",
    "credit_limit",
    "currency_code",
    "day_payment_is_due",
    "death_benefit",
    "holdings_value",
    "interest_rate",
    "is_closed",
    "last_payment",
    "last_payment_at",
    "loan_amount",
    "matures_on",
    "minimum_balance",
    "minimum_payment",
    "name",
    "nickname",
    "original_balance",
    "payment_due_at",
    "payoff_balance",
    "started_on",
    "statement_balance",
    "subtype",
    "total_account_value",
    "type",
];

/// What an account's JSON takes from its surroundings.
#[derive(Debug, Default)]
pub(crate) struct Around {
    member_id: Option<String>,
    user_id: Option<String>,
    institution_code: Option<String>,
    institution_guid: Option<InstitutionGuid>,
    is_manual: bool,
}

impl Around {
    pub(crate) fn new(user: &User, member: &Member, institution_guid: Option<InstitutionGuid>) -> Self {
        Self {
            member_id: member.id.clone(),
            user_id: user.id.clone(),
            institution_code: Some(member.institution_code.clone()),
            institution_guid,
            is_manual: member.is_manual(),
        }
    }
}

impl AccountView {
    pub(crate) fn new(account: &Account, around: &Around, version: Version) -> Self {
        let mut fields = facts(&account.facts);
        let text = |text: &str| Cell::Text(Some(text.to_owned()));
        let own = [
            ("guid", Cell::Text(Some(account.guid.to_string()))),
            ("id", Cell::Text(account.id.clone())),
            ("metadata", Cell::Text(account.metadata.clone())),
            ("is_hidden", Cell::Flag(Some(account.is_hidden))),
            ("is_business", Cell::Flag(Some(account.is_business))),
            ("is_manual", Cell::Flag(Some(around.is_manual))),
            ("imported_at", Cell::Text(account.imported_at.map(time))),
            ("absent_since", Cell::Text(account.absent_since.map(time))),
            ("created_at", text(&time(account.created_at))),
            ("updated_at", text(&time(account.updated_at))),
            ("member_guid", Cell::Text(Some(account.member.to_string()))),
            ("member_id", Cell::Text(around.member_id.clone())),
            // See MemberView::is_managed_by_user.
            ("member_is_managed_by_user", Cell::Flag(Some(true))),
            ("user_guid", Cell::Text(Some(account.user.to_string()))),
            ("user_id", Cell::Text(around.user_id.clone())),
            ("institution_code", Cell::Text(around.institution_code.clone())),
        ];
        fields.extend(own.map(|(name, cell)| (Cow::Borrowed(name), cell)));
        match version {
            Version::V1 => {
                let guid = around.institution_guid.map(|guid| guid.to_string());
                fields.push((Cow::Borrowed("institution_guid"), Cell::Text(guid)));
                fields.push((Cow::Borrowed("calculated_apr"), Cell::Number(None)));
                fields.extend(feed(&fields, around.is_manual));
                fields.extend(SET_BY.iter().map(|name| (format!("{name}_set_by").into(), Cell::Whole(None))));
            }
            Version::V2 => fields.retain(|(name, _)| name != "holdings_value"),
        }
        Self(fields)
    }
}

fn facts(facts: &AccountFacts) -> Vec<(Cow<'static, str>, Cell)> {
    let text = |text: &str| Cell::Text(Some(text.to_owned()));
    let mut fields: Vec<(&'static str, Cell)> = vec![
        ("name", text(&facts.name)),
        ("type", text(facts.account_type.name())),
        ("currency_code", text(facts.currency.code())),
        ("account_ownership", Cell::Text(facts.ownership.map(|one| one.name().to_owned()))),
        ("account_number", Cell::Text(facts.mask.clone())),
        ("is_closed", Cell::Flag(Some(facts.is_closed))),
        ("annuity_term_year", Cell::Whole(None)),
        ("day_payment_is_due", Cell::Whole(None)),
    ];
    fields.extend(AmountField::ALL.iter().map(|field| (field.name(), amount(facts, *field))));
    let rate = |field: &RateField| facts.rates.get(field).map(|rate| rate.decimal());
    fields.extend(RateField::ALL.iter().map(|field| (field.name(), Cell::Number(rate(field)))));
    fields.extend(
        TimeField::ALL.iter().map(|field| (field.name(), Cell::Text(facts.times.get(field).cloned()))),
    );
    fields.extend(
        TextField::ALL.iter().map(|field| (field.name(), Cell::Text(facts.texts.get(field).cloned()))),
    );
    fields.into_iter().map(|(name, cell)| (Cow::Borrowed(name), cell)).collect()
}

fn amount(facts: &AccountFacts, field: AmountField) -> Cell {
    let money = facts.amount(field);
    if field == AmountField::DeathBenefit {
        // MX has an integer here; the whole part of the amount.
        let whole = |money: domain::money::Money| money.decimal().split('.').next()?.parse().ok();
        Cell::Whole(money.and_then(whole))
    } else {
        Cell::Number(money.map(domain::money::Money::decimal))
    }
}

/// What the source said, a second time; nothing for an account made by hand.
fn feed(fields: &[(Cow<'static, str>, Cell)], is_manual: bool) -> Vec<(Cow<'static, str>, Cell)> {
    let mut repeated: Vec<(Cow<'static, str>, Cell)> = fields
        .iter()
        .filter(|(name, _)| FEED.contains(&name.as_ref()))
        .map(|(name, cell)| {
            (Cow::Owned(format!("feed_{name}")), if is_manual { cell.emptied() } else { cell.clone() })
        })
        .collect();
    // Numbers of MX's own lists of types, which it does not publish.
    repeated.push((Cow::Borrowed("feed_account_type"), Cell::Whole(None)));
    repeated.push((Cow::Borrowed("feed_account_subtype"), Cell::Whole(None)));
    repeated
}

impl Cell {
    fn emptied(&self) -> Self {
        match self {
            Self::Text(_) => Self::Text(None),
            Self::Number(_) => Self::Number(None),
            Self::Whole(_) => Self::Whole(None),
            Self::Flag(_) => Self::Flag(None),
        }
    }

    const fn schema_type(&self) -> Type {
        match self {
            Self::Text(_) => Type::String,
            Self::Number(_) => Type::Number,
            Self::Whole(_) => Type::Integer,
            Self::Flag(_) => Type::Boolean,
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Number(text) => text.clone().map(Number).serialize(serializer),
            Self::Whole(number) => number.serialize(serializer),
            Self::Flag(flag) => flag.serialize(serializer),
        }
    }
}

impl Serialize for AccountView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, cell) in &self.0 {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

/// The schema is that of an account without anything in it, so that it has every field that is ever written.
impl PartialSchema for AccountView {
    fn schema() -> RefOr<Schema> {
        let mut object = ObjectBuilder::new().description(Some(
            "An account of a person. `feed_…` and `…_set_by` are there in v20111101 only.",
        ));
        for (name, cell) in Self::sample(Version::V1).0 {
            let kind = SchemaType::from_iter([cell.schema_type(), Type::Null]);
            object = object.property(name, ObjectBuilder::new().schema_type(kind));
        }
        object.into()
    }
}

impl ToSchema for AccountView {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Account")
    }
}

impl AccountView {
    fn sample(version: Version) -> Self {
        let mut facts = AccountFacts::new("Everyday".to_owned(), AccountType::Checking, Currency::USD);
        facts.ownership = Some(Ownership::Individual);
        let nothing = [0; 16];
        let account = Account {
            user: domain::id::Guid::from_digest(nothing),
            guid: domain::id::Guid::from_digest(nothing),
            client: domain::id::Guid::from_digest(nothing),
            member: domain::id::Guid::from_digest(nothing),
            id: None,
            facts,
            metadata: None,
            is_hidden: false,
            is_business: false,
            imported_at: None,
            absent_since: None,
            trouble: None,
            retired: None,
            joined_into: None,
            rows_version: 0,
            kept_institution_code: None,
            created_at: domain::clock::Timestamp::UNIX_EPOCH,
            updated_at: domain::clock::Timestamp::UNIX_EPOCH,
        };
        Self::new(&account, &Around::default(), version)
    }
}

/// Accounts of one user; each member is read once. One whose member was deleted meanwhile is left out.
pub(crate) async fn views(
    caller: &Caller,
    user: &User,
    accounts: &[Account],
) -> Result<Vec<AccountView>, Refusal> {
    let mut members = BTreeMap::<MemberGuid, Option<Around>>::new();
    let mut views = Vec::with_capacity(accounts.len());
    for account in accounts {
        let around = match members.entry(account.member) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                unknown.insert(match caller.scope().member_of(user.guid, account.member).await {
                    Ok(member) => Some(around(caller, user, &member).await?),
                    Err(Error::NotFound(_)) => None,
                    Err(error) => return Err(error.into()),
                })
            }
        };
        if let Some(around) = around {
            views.push(AccountView::new(account, around, caller.version));
        }
    }
    Ok(views)
}

async fn around(caller: &Caller, user: &User, member: &Member) -> Result<Around, Refusal> {
    let institution_guid = match caller.scope().institution_of(member).await {
        Ok(institution) => Some(institution.guid),
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Around::new(user, member, institution_guid))
}

#[derive(Debug, serde::Serialize, ToSchema)]
pub(crate) struct AccountBody {
    account: AccountView,
}

impl AccountBody {
    pub(crate) async fn read(caller: &Caller, user: &User, account: &Account) -> Result<Self, Refusal> {
        let views = views(caller, user, std::slice::from_ref(account)).await?;
        let account = views.into_iter().next().ok_or_else(|| Refusal::not_found("account"))?;
        Ok(Self { account })
    }
}

#[derive(Debug, serde::Serialize, ToSchema)]
pub(crate) struct AccountsBody {
    pub(crate) accounts: Vec<AccountView>,
    pub(crate) pagination: Pagination,
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;
