//! FDX's accounts in the hub's words: one table of types, and one of the fields that each category adds.

use super::wire::{Object, Odd};
use crate::data::SourceAccount;
use crate::grant::Secret;
use domain::account::AmountField::{
    AvailableBalance, AvailableCredit, Balance, CashBalance, CashSurrenderValue, CreditLimit, DeathBenefit,
    LastPayment, MarginBalance, MinimumPayment, OriginalBalance, PayOutAmount, PayoffBalance, PremiumAmount,
    StatementBalance, TotalAccountValue,
};
use domain::account::RateField::{Apr, Apy, InterestRate};
use domain::account::TimeField::{LastPaymentAt, MaturesOn, PaymentDueAt, StartedOn};
use domain::account::{AccountFacts, AccountType, AmountField, RateField, TextField, TimeField};
use domain::money::Currency;
use serde_json::Value;

/// FDX's account types, the hub's, and the subtype where the hub's says less.
const TYPES: &[(&str, AccountType, Option<&str>)] = &[
    ("CHECKING", AccountType::Checking, None),
    ("SAVINGS", AccountType::Savings, None),
    ("MONEYMARKET", AccountType::Savings, Some("MONEY_MARKET")),
    ("CD", AccountType::Savings, Some("CERTIFICATE_OF_DEPOSIT")),
    ("ESCROW", AccountType::Savings, None),
    ("COMMERCIALDEPOSIT", AccountType::Checking, Some("BUSINESS")),
    ("CREDITCARD", AccountType::CreditCard, None),
    ("CHARGE", AccountType::CreditCard, None),
    ("LINEOFCREDIT", AccountType::LineOfCredit, None),
    ("HOMELINEOFCREDIT", AccountType::LineOfCredit, Some("HOME_EQUITY")),
    ("COMMERCIALLINEOFCREDIT", AccountType::LineOfCredit, Some("BUSINESS")),
    ("MORTGAGE", AccountType::Mortgage, None),
    ("AUTOLOAN", AccountType::Loan, Some("AUTO")),
    ("STUDENTLOAN", AccountType::Loan, Some("STUDENT")),
    ("PERSONALLOAN", AccountType::Loan, Some("PERSONAL")),
    ("HOMEEQUITYLOAN", AccountType::Loan, Some("HOME_EQUITY")),
    ("SMBLOAN", AccountType::Loan, Some("SMALL_BUSINESS")),
    ("BROKERAGEPRODUCT", AccountType::Investment, Some("BROKERAGE")),
    ("IRA", AccountType::Investment, Some("IRA")),
    ("ROTH", AccountType::Investment, Some("ROTH_IRA")),
    ("401K", AccountType::Investment, Some("PLAN_401_K")),
    ("403B", AccountType::Investment, Some("PLAN_403_B")),
    ("529", AccountType::Investment, Some("PLAN_529")),
    ("WHOLELIFE", AccountType::Insurance, Some("LIFE")),
    ("UNIVERSALLIFE", AccountType::Insurance, Some("LIFE")),
    ("TERM", AccountType::Insurance, Some("LIFE")),
    ("DIGITALWALLET", AccountType::Cash, None),
];

/// A category of FDX: the type of what has none in [`TYPES`], and its fields.
struct Category {
    name: &'static str,
    /// How FDX 4 wraps it.
    wrapper: &'static str,
    account_type: AccountType,
    amounts: &'static [(&'static str, AmountField)],
    rates: &'static [(&'static str, RateField)],
    days: &'static [(&'static str, TimeField)],
}

/// Of several names for one field, the first that is there counts.
const CATEGORIES: &[Category] = &[
    Category {
        name: "DEPOSIT_ACCOUNT",
        wrapper: "depositAccount",
        account_type: AccountType::Any,
        amounts: &[("currentBalance", Balance), ("availableBalance", AvailableBalance)],
        rates: &[("annualPercentageYield", Apy), ("interestRate", InterestRate)],
        days: &[("maturityDate", MaturesOn)],
    },
    Category {
        name: "LOC_ACCOUNT",
        wrapper: "locAccount",
        account_type: AccountType::LineOfCredit,
        amounts: &[
            ("currentBalance", Balance),
            ("principalBalance", Balance),
            ("creditLine", CreditLimit),
            ("availableCredit", AvailableCredit),
            ("minimumPaymentAmount", MinimumPayment),
            ("nextPaymentAmount", MinimumPayment),
            ("lastPaymentAmount", LastPayment),
            ("lastStmtBalance", StatementBalance),
        ],
        rates: &[("purchasesApr", Apr), ("interestRate", InterestRate)],
        days: &[("nextPaymentDate", PaymentDueAt), ("lastPaymentDate", LastPaymentAt)],
    },
    Category {
        name: "LOAN_ACCOUNT",
        wrapper: "loanAccount",
        account_type: AccountType::Loan,
        amounts: &[
            ("principalBalance", Balance),
            ("currentBalance", Balance),
            ("originalPrincipal", OriginalBalance),
            ("payOffAmount", PayoffBalance),
            ("nextPaymentAmount", MinimumPayment),
            ("lastPaymentAmount", LastPayment),
        ],
        rates: &[("interestRate", InterestRate)],
        days: &[
            ("nextPaymentDate", PaymentDueAt),
            ("lastPaymentDate", LastPaymentAt),
            ("originatingDate", StartedOn),
            ("maturityDate", MaturesOn),
        ],
    },
    Category {
        name: "INVESTMENT_ACCOUNT",
        wrapper: "investmentAccount",
        account_type: AccountType::Investment,
        amounts: &[
            ("currentValue", Balance),
            ("currentValue", TotalAccountValue),
            ("availableCashBalance", CashBalance),
            ("availableCashBalance", AvailableBalance),
            ("marginBalance", MarginBalance),
        ],
        rates: &[],
        days: &[],
    },
    Category {
        name: "INSURANCE_ACCOUNT",
        wrapper: "insuranceAccount",
        account_type: AccountType::Insurance,
        amounts: &[("policyPremium", PremiumAmount), ("policyCoverageAmount", DeathBenefit)],
        rates: &[],
        days: &[("policyStartDate", StartedOn)],
    },
    Category {
        name: "ANNUITY_ACCOUNT",
        wrapper: "annuityAccount",
        account_type: AccountType::Investment,
        amounts: &[
            ("accountValue", Balance),
            ("surrenderValue", CashSurrenderValue),
            ("deathBenefitAmount", DeathBenefit),
            ("payoutAmount", PayOutAmount),
        ],
        rates: &[],
        days: &[],
    },
];

/// Something that FDX has no category for here.
const OTHER: Category = Category {
    name: "",
    wrapper: "",
    account_type: AccountType::Any,
    amounts: &[("currentBalance", Balance), ("availableBalance", AvailableBalance)],
    rates: &[],
    days: &[],
};

/// An account's fields, whether or not they are wrapped in the name of their category (FDX 4).
pub(super) fn unwrapped(value: &Value) -> Option<Object> {
    let outer = Object::of(value)?;
    let inner = CATEGORIES.iter().find_map(|category| {
        let mut inner = outer.object(category.wrapper)?;
        inner.0.entry("accountCategory").or_insert_with(|| category.name.into());
        Some(inner)
    });
    Some(inner.unwrap_or(outer))
}

/// Name, type and number alone: what there is to know of the account is told elsewhere.
pub(super) fn is_descriptor(account: &Object) -> bool {
    !category(account).amounts.iter().any(|(name, _)| account.has(name))
}

/// The field that names an account.
pub(super) const ID: &str = "accountId";

pub(super) fn id(account: &Object) -> Option<String> {
    account.text(ID)
}

fn category(account: &Object) -> &'static Category {
    let name = account.text("accountCategory").unwrap_or_default();
    CATEGORIES.iter().find(|category| category.name == name).unwrap_or(&OTHER)
}

/// The account as the hub says it. `otherwise` is the currency of one that names none.
pub(super) fn account(account: &Object, otherwise: Currency) -> Result<SourceAccount, Odd> {
    let id = id(account).ok_or(Odd("has no id"))?;
    let currency = account.currency(otherwise)?;
    let category = category(account);
    let kind = account.text("accountType").unwrap_or_default();
    let known = TYPES.iter().find(|(name, _, _)| *name == kind);
    let account_type = known.map_or(category.account_type, |(_, account_type, _)| *account_type);
    let nickname = account.text("nickname");
    let name = account.one_of(&["nickname", "productName", "description", "accountNumberDisplay"]);
    let mut facts = AccountFacts::new(name.unwrap_or_else(|| kind.clone()), account_type, currency);
    if facts.name.is_empty() {
        account_type.name().clone_into(&mut facts.name);
    }
    facts.mask = account.text("accountNumberDisplay").as_deref().and_then(mask);
    let status = account.text("status");
    facts.is_closed = status.is_some_and(|status| matches!(status.as_str(), "CLOSED" | "DELETED"));
    for (name, field) in category.amounts {
        if let (Some(minor), false) = (account.amount(name, currency)?, facts.amounts.contains_key(field)) {
            facts.amounts.insert(*field, minor);
        }
    }
    for (name, field) in category.rates {
        facts.rates.extend(account.rate(name)?.map(|rate| (*field, rate)));
    }
    for (name, field) in category.days {
        facts.times.extend(account.day(name)?.map(|day| (*field, day.to_string())));
    }
    let routing_number = account.text("routingTransitNumber");
    let texts = [
        (TextField::Nickname, nickname),
        (TextField::RoutingNumber, routing_number.clone()),
        (TextField::Subtype, known.and_then(|(_, _, subtype)| *subtype).map(str::to_owned)),
    ];
    facts.texts.extend(texts.into_iter().filter_map(|(field, text)| Some((field, text?))));
    Ok(SourceAccount { id, facts, number: account.text("accountNumber").map(Secret::new), routing_number })
}

/// The last four digits of a number that is written for people.
fn mask(display: &str) -> Option<String> {
    const DIGITS: usize = 4;
    let digits: Vec<char> = display.chars().filter(char::is_ascii_digit).collect();
    let last = digits.len().checked_sub(DIGITS).map_or(digits.as_slice(), |skip| digits.split_at(skip).1);
    (!last.is_empty()).then(|| last.iter().collect())
}
