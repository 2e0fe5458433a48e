//! Accounts, with MX's types and fields.

use crate::money::{Currency, Money, Rate};
use std::collections::BTreeMap;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All, in MX's order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// MX's name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// The one of that name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// What sort of account it is (MX's `type`).
    AccountType {
        Any "ANY", Cash "CASH", Checking "CHECKING", CheckingLineOfCredit "CHECKING_LINE_OF_CREDIT", CreditCard "CREDIT_CARD",
        Loan "LOAN", LineOfCredit "LINE_OF_CREDIT", Savings "SAVINGS", Investment "INVESTMENT", Mortgage "MORTGAGE",
        Insurance "INSURANCE", Prepaid "PREPAID", Property "PROPERTY",
    }
}

named! {
    /// Who owns it.
    Ownership { Unknown "UNKNOWN", Individual "INDIVIDUAL", Joint "JOINT", Multiple "MULTIPLE", }
}

named! {
    /// What a property account is about.
    PropertyType {
        Appliances "APPLIANCES", Art "ART", Computer "COMPUTER", Electronics "ELECTRONICS", Furniture "FURNITURE",
        Jewelry "JEWELRY", Miscellaneous "MISCELLANEOUS", RealEstate "REAL_ESTATE", SportsEquipment "SPORTS_EQUIPMENT",
        Vehicle "VEHICLE",
    }
}

named! {
    /// The fields that hold an amount in the account's currency.
    AmountField {
        AvailableBalance "available_balance", AvailableCredit "available_credit", Balance "balance",
        CashBalance "cash_balance", CashSurrenderValue "cash_surrender_value", CreditLimit "credit_limit",
        DeathBenefit "death_benefit", HoldingsValue "holdings_value", LastPayment "last_payment", LoanAmount "loan_amount",
        MarginBalance "margin_balance", MinimumBalance "minimum_balance", MinimumPayment "minimum_payment",
        OriginalBalance "original_balance", PayOutAmount "pay_out_amount", PayoffBalance "payoff_balance",
        PremiumAmount "premium_amount", StatementBalance "statement_balance", TodayUglAmount "today_ugl_amount",
        TotalAccountValue "total_account_value", TotalAccountValueUgl "total_account_value_ugl",
    }
}

named! {
    /// The fields that hold a rate in percent.
    RateField {
        Apr "apr", Apy "apy", InterestRate "interest_rate", TodayUglPercentage "today_ugl_percentage",
    }
}

named! {
    /// The fields that hold a time or a day, as text of RFC 3339.
    TimeField {
        AnnuityPolicyToDate "annuity_policy_to_date", LastPaymentAt "last_payment_at", MaturesOn "matures_on",
        PaymentDueAt "payment_due_at", StartedOn "started_on",
    }
}

named! {
    /// The fields that hold other text.
    TextField {
        AnnuityProvider "annuity_provider", FederalInsuranceStatus "federal_insurance_status", InsuredName "insured_name",
        Nickname "nickname", PropertyType "property_type", RoutingNumber "routing_number", Subtype "subtype",
    }
}

/// What is known of an account, whoever said it: a source, or the person for one made by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    pub name: String,
    pub account_type: AccountType,
    pub currency: Currency,
    pub ownership: Option<Ownership>,
    pub is_closed: bool,
    /// The last digits, as banks print them.
    pub mask: Option<String>,
    /// Minor units of `currency`.
    pub amounts: BTreeMap<AmountField, i64>,
    pub rates: BTreeMap<RateField, Rate>,
    pub times: BTreeMap<TimeField, String>,
    pub texts: BTreeMap<TextField, String>,
}

impl AccountFacts {
    /// An account of which only name, type and currency are known.
    pub fn new(name: String, account_type: AccountType, currency: Currency) -> Self {
        Self {
            name,
            account_type,
            currency,
            ownership: None,
            is_closed: false,
            mask: None,
            amounts: BTreeMap::new(),
            rates: BTreeMap::new(),
            times: BTreeMap::new(),
            texts: BTreeMap::new(),
        }
    }

    /// The amount in that field.
    pub fn amount(&self, field: AmountField) -> Option<Money> {
        self.amounts.get(&field).map(|minor| Money::new(*minor, self.currency))
    }
}

/// A position held in an investment account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub source_id: String,
    pub symbol: Option<String>,
    pub cusip: Option<String>,
    pub description: String,
    pub holding_type: String,
    pub currency: Currency,
    /// Units held, in millionths.
    pub quantity: Rate,
    /// Price of one unit, in millionths of the currency.
    pub price: Option<Rate>,
    pub market_value: Option<i64>,
    pub cost_basis: Option<i64>,
}

/// A person who owns an account, as the institution tells.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Owner {
    pub source_id: String,
    pub owner_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub postal_code: Option<String>,
    pub country: Option<String>,
}

/// Names and addresses stay out of logs.
impl std::fmt::Debug for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Owner").field("source_id", &self.source_id).finish_non_exhaustive()
    }
}

/// The full numbers of an account, for payments.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    pub source_id: String,
    pub account_number: Option<String>,
    pub routing_number: Option<String>,
    pub institution_number: Option<String>,
    pub transit_number: Option<String>,
    pub sequence_number: Option<String>,
}

/// Account numbers stay out of logs.
impl std::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Numbers").field("source_id", &self.source_id).finish_non_exhaustive()
    }
}
