//! What a report says, field by field. Amounts are decimal texts in the currency beside them; days are those of the institutions.

use domain::money::Money;
use domain::report::{
    self, AccountReport, BalanceMeaning, Balances, Cadence, Continuity, Evidence, IncomeKind, IncomeStream,
    Lack, Missing, MonthBalance, MonthFlow, Pattern, PaymentKind, RegularPayment,
};
use domain::transaction::TransactionStatus;
use engine::ReportDraft;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The version of this form; a field that changes its meaning raises it.
const VERSION: u32 = 1;

/// A lender's report on a person's accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Report)]
pub(crate) struct ReportDocument {
    /// Of this form.
    #[schema(example = 1)]
    pub(crate) version: u32,
    /// `RPT-…`
    pub(crate) id: String,
    /// `VRF-…`
    pub(crate) verification: String,
    pub(crate) user: String,
    /// When it was made.
    pub(crate) made_at: String,
    /// Its first day.
    #[schema(example = "2025-10-06")]
    pub(crate) from: String,
    /// Its last day: balances are as of then.
    #[schema(example = "2026-10-06")]
    pub(crate) to: String,
    /// How many months were asked for.
    pub(crate) months: u8,
    pub(crate) accounts: Vec<AccountPart>,
    pub(crate) income: Vec<IncomePart>,
    pub(crate) regular_payments: Vec<PaymentPart>,
    pub(crate) cash_flow: Vec<MonthPart>,
    /// What it lacks, and why.
    pub(crate) missing: Vec<MissingPart>,
    /// Posted and pending ones of the report's time, the newest first.
    pub(crate) transactions: Vec<TransactionPart>,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportAccount)]
pub(crate) struct AccountPart {
    pub(crate) id: String,
    pub(crate) institution: String,
    pub(crate) name: String,
    /// MX's name of its type.
    #[schema(example = "CHECKING")]
    pub(crate) r#type: String,
    #[schema(example = "USD")]
    pub(crate) currency: String,
    /// Only its end.
    #[schema(example = "****6789")]
    pub(crate) number: Option<String>,
    /// As the institution gave them.
    pub(crate) owners: Vec<String>,
    pub(crate) balances: Option<BalancesPart>,
    /// How many posted transactions it has in the report's time.
    pub(crate) transaction_count: usize,
}

/// Balances, worked backwards from the present one over posted transactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportBalances)]
pub(crate) struct BalancesPart {
    /// `held`, or `owed` on cards, loans, mortgages and lines of credit.
    #[schema(example = "held")]
    pub(crate) meaning: String,
    #[schema(example = "1520.11")]
    pub(crate) now: String,
    /// At the ends of days on which something was posted, oldest first.
    pub(crate) days: Vec<DayBalance>,
    pub(crate) months: Vec<MonthBalancePart>,
    /// Days that ended below zero; null for what is owed.
    pub(crate) days_below_zero: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportDayBalance)]
pub(crate) struct DayBalance {
    pub(crate) date: String,
    pub(crate) balance: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportMonthBalance)]
pub(crate) struct MonthBalancePart {
    #[schema(example = "2026-09")]
    pub(crate) month: String,
    /// Not all of its days are known.
    pub(crate) is_partial: bool,
    pub(crate) opening: String,
    pub(crate) closing: String,
    pub(crate) least: String,
    pub(crate) most: String,
    pub(crate) average: String,
}

/// Something that comes again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportPattern)]
pub(crate) struct PatternPart {
    /// `weekly`, `every_two_weeks`, `twice_a_month`, `monthly`, `quarterly` or `irregular`.
    #[schema(example = "every_two_weeks")]
    pub(crate) cadence: String,
    pub(crate) first: String,
    pub(crate) last: String,
    /// On how many days something came.
    pub(crate) times: usize,
    pub(crate) currency: String,
    /// The median of the last six.
    pub(crate) typical: String,
    pub(crate) least: String,
    pub(crate) most: String,
    pub(crate) total: String,
    /// A year of it.
    pub(crate) annual: String,
    /// How regular, of ten thousand.
    pub(crate) regularity: u16,
    /// It is still to be expected at the report's end.
    pub(crate) goes_on: bool,
    /// When the next one is due; null without a cadence.
    pub(crate) next: Option<String>,
    /// Guids of its transactions, oldest first.
    pub(crate) transactions: Vec<String>,
}

/// One source of income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportIncome)]
pub(crate) struct IncomePart {
    pub(crate) payer: String,
    /// `pay`, `benefits`, `pension`, `interest`, `rent`, `irregular` or `other_regular`.
    #[schema(example = "pay")]
    pub(crate) kind: String,
    /// What it was recognised by, the surest first: `text`, `category`, `rhythm`, `frequency`.
    #[schema(example = "text")]
    pub(crate) evidence: String,
    #[serde(flatten)]
    pub(crate) pattern: PatternPart,
}

/// One regular payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportPayment)]
pub(crate) struct PaymentPart {
    pub(crate) payee: String,
    /// `housing`, `loan`, `utility`, `insurance`, `subscription` or `other`.
    #[schema(example = "housing")]
    pub(crate) kind: String,
    #[serde(flatten)]
    pub(crate) pattern: PatternPart,
}

/// Money in and out in one month and currency; moves between own accounts are on neither side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportMonth)]
pub(crate) struct MonthPart {
    #[schema(example = "2026-09")]
    pub(crate) month: String,
    pub(crate) is_partial: bool,
    pub(crate) currency: String,
    pub(crate) money_in: String,
    pub(crate) money_out: String,
    pub(crate) net: String,
    pub(crate) income: String,
    pub(crate) regular_payments: String,
}

/// Something that the report lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportMissing)]
pub(crate) struct MissingPart {
    pub(crate) account: String,
    /// `history`, `transactions`, `owner`, `number`, `balance`, `balance_fits`, `balance_above_zero` or `days`.
    #[schema(example = "history")]
    pub(crate) what: String,
    /// The first day that is concerned.
    pub(crate) from: Option<String>,
    /// The last day that is concerned.
    pub(crate) to: Option<String>,
    /// The balance that was told.
    pub(crate) told: Option<String>,
    /// The balance that transactions lead to.
    pub(crate) worked_out: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportTransaction)]
pub(crate) struct TransactionPart {
    pub(crate) id: String,
    pub(crate) account: String,
    pub(crate) date: String,
    /// Negative when it went out.
    #[schema(example = "-61.11")]
    pub(crate) amount: String,
    pub(crate) currency: String,
    pub(crate) description: String,
    pub(crate) category: Option<String>,
    pub(crate) is_pending: bool,
}

impl ReportDocument {
    pub(crate) fn of(draft: &ReportDraft) -> Self {
        let (input, one) = (&draft.input, &draft.verification);
        let report = report::make(input);
        let from = report.from;
        let mut transactions: Vec<TransactionPart> = input
            .transactions
            .iter()
            .filter(|one| (from..=input.end).contains(&one.date))
            .map(TransactionPart::of)
            .collect();
        transactions.sort_by(|one, other| (&other.date, &other.id).cmp(&(&one.date, &one.id)));
        Self {
            version: VERSION,
            id: draft.guid.to_string(),
            verification: one.guid.to_string(),
            user: one.user.to_string(),
            made_at: crate::api::views::time(draft.made_at),
            from: from.to_string(),
            to: report.end.to_string(),
            months: input.months,
            accounts: report.accounts.iter().map(AccountPart::of).collect(),
            income: report.income.iter().map(IncomePart::of).collect(),
            regular_payments: report.regular_payments.iter().map(PaymentPart::of).collect(),
            cash_flow: report.cash_flow.iter().map(MonthPart::of).collect(),
            missing: report.missing.iter().map(MissingPart::of).collect(),
            transactions,
        }
    }
}

impl ReportDocument {
    /// The currencies of its months, each once.
    pub(crate) fn currencies(&self) -> Vec<&str> {
        let mut currencies: Vec<&str> = self.cash_flow.iter().map(|one| one.currency.as_str()).collect();
        currencies.dedup();
        currencies
    }
}

impl IncomePart {
    /// Nothing says what it is: it was recognised by when it came.
    pub(crate) fn is_guessed(&self) -> bool {
        matches!(self.evidence.as_str(), "rhythm" | "frequency")
    }
}

impl BalancesPart {
    pub(crate) fn is_owed(&self) -> bool {
        self.meaning == "owed"
    }
}

impl AccountPart {
    fn of(one: &AccountReport) -> Self {
        Self {
            id: one.guid.clone(),
            institution: one.institution.clone(),
            name: one.name.clone(),
            r#type: one.account_type.name().to_owned(),
            currency: one.currency.code().to_owned(),
            number: one.number.clone(),
            owners: one.owners.iter().map(|owner| owner.0.clone()).collect(),
            balances: one.balances.as_ref().map(BalancesPart::of),
            transaction_count: one.transactions,
        }
    }
}

impl BalancesPart {
    fn of(one: &Balances) -> Self {
        Self {
            meaning: match one.meaning {
                BalanceMeaning::Held => "held",
                BalanceMeaning::Owed => "owed",
            }
            .to_owned(),
            now: one.now.decimal(),
            days: one
                .ends_of_days
                .iter()
                .map(|(date, money)| DayBalance { date: date.to_string(), balance: money.decimal() })
                .collect(),
            months: one.months.iter().map(MonthBalancePart::of).collect(),
            days_below_zero: one.days_below_zero,
        }
    }
}

impl MonthBalancePart {
    fn of(one: &MonthBalance) -> Self {
        Self {
            month: month(one.month),
            is_partial: one.is_partial,
            opening: one.opening.decimal(),
            closing: one.closing.decimal(),
            least: one.least.decimal(),
            most: one.most.decimal(),
            average: one.average.decimal(),
        }
    }
}

impl PatternPart {
    fn of(one: &Pattern) -> Self {
        let next = match one.continuity {
            Continuity::GoesOn { next } => next.map(|next| next.to_string()),
            Continuity::Ended => None,
        };
        Self {
            cadence: match one.cadence {
                Cadence::Weekly => "weekly",
                Cadence::EveryTwoWeeks => "every_two_weeks",
                Cadence::TwiceAMonth => "twice_a_month",
                Cadence::Monthly => "monthly",
                Cadence::Quarterly => "quarterly",
                Cadence::Irregular => "irregular",
            }
            .to_owned(),
            first: one.first.to_string(),
            last: one.last.to_string(),
            times: one.times,
            currency: one.annual.currency.code().to_owned(),
            typical: one.amounts.typical.decimal(),
            least: one.amounts.least.decimal(),
            most: one.amounts.most.decimal(),
            total: one.amounts.total.decimal(),
            annual: one.annual.decimal(),
            regularity: one.regularity.0,
            goes_on: matches!(one.continuity, Continuity::GoesOn { .. }),
            next,
            transactions: one.transactions.clone(),
        }
    }
}

impl IncomePart {
    fn of(one: &IncomeStream) -> Self {
        let kind = match one.kind {
            IncomeKind::Pay => "pay",
            IncomeKind::Benefits => "benefits",
            IncomeKind::Pension => "pension",
            IncomeKind::Interest => "interest",
            IncomeKind::Rent => "rent",
            IncomeKind::Irregular => "irregular",
            IncomeKind::OtherRegular => "other_regular",
        };
        let evidence = match one.evidence {
            Evidence::Text => "text",
            Evidence::Category => "category",
            Evidence::Rhythm => "rhythm",
            Evidence::Frequency => "frequency",
        };
        Self {
            payer: one.payer.clone(),
            kind: kind.to_owned(),
            evidence: evidence.to_owned(),
            pattern: PatternPart::of(&one.pattern),
        }
    }
}

impl PaymentPart {
    fn of(one: &RegularPayment) -> Self {
        let kind = match one.kind {
            PaymentKind::Housing => "housing",
            PaymentKind::Loan => "loan",
            PaymentKind::Utility => "utility",
            PaymentKind::Insurance => "insurance",
            PaymentKind::Subscription => "subscription",
            PaymentKind::Other => "other",
        };
        Self { payee: one.payee.clone(), kind: kind.to_owned(), pattern: PatternPart::of(&one.pattern) }
    }
}

impl MonthPart {
    fn of(one: &MonthFlow) -> Self {
        Self {
            month: month(one.month),
            is_partial: one.is_partial,
            currency: one.net.currency.code().to_owned(),
            money_in: one.money_in.decimal(),
            money_out: one.money_out.decimal(),
            net: one.net.decimal(),
            income: one.income.decimal(),
            regular_payments: one.regular_payments.decimal(),
        }
    }
}

impl MissingPart {
    fn of(one: &Missing) -> Self {
        let days =
            |from: jiff::civil::Date, to: jiff::civil::Date| (Some(from.to_string()), Some(to.to_string()));
        let none = (None, None);
        let (what, (from, to), told, worked_out) = match &one.what {
            Lack::History { asked_from, from } => ("history", days(*asked_from, *from), None, None),
            Lack::Transactions => ("transactions", none, None, None),
            Lack::Owner => ("owner", none, None, None),
            Lack::Number => ("number", none, None, None),
            Lack::Balance => ("balance", none, None, None),
            Lack::BalanceFits { on, told, worked_out } => {
                ("balance_fits", days(*on, *on), Some(*told), Some(*worked_out))
            }
            Lack::BalanceAboveZero { on, worked_out } => {
                ("balance_above_zero", days(*on, *on), None, Some(*worked_out))
            }
            Lack::Days { from, to } => ("days", days(*from, *to), None, None),
        };
        Self {
            account: one.account_guid.clone(),
            what: what.to_owned(),
            from,
            to,
            told: told.map(Money::decimal),
            worked_out: worked_out.map(Money::decimal),
        }
    }
}

impl TransactionPart {
    fn of(one: &report::Transaction) -> Self {
        let side = match one.transaction_type {
            domain::transaction::TransactionType::Credit => "",
            domain::transaction::TransactionType::Debit => "-",
        };
        Self {
            id: one.guid.clone(),
            account: one.account_guid.clone(),
            date: one.date.to_string(),
            amount: format!("{side}{}", one.amount.decimal()),
            currency: one.amount.currency.code().to_owned(),
            description: one.description.clone(),
            category: one.category.clone(),
            is_pending: one.status == TransactionStatus::Pending,
        }
    }
}

/// `2026-09`
fn month(first: jiff::civil::Date) -> String {
    format!("{:04}-{:02}", first.year(), first.month())
}

#[cfg(test)]
pub(in crate::report) mod samples {
    //! Reports to try things on.

    use super::*;

    pub(in crate::report) fn empty() -> ReportDocument {
        ReportDocument {
            version: VERSION,
            id: "RPT-1".to_owned(),
            verification: "VRF-1".to_owned(),
            user: "USR-1".to_owned(),
            made_at: "2026-10-06T12:00:00.000Z".to_owned(),
            from: "2025-10-06".to_owned(),
            to: "2026-10-06".to_owned(),
            months: 12,
            accounts: Vec::new(),
            income: Vec::new(),
            regular_payments: Vec::new(),
            cash_flow: Vec::new(),
            missing: Vec::new(),
            transactions: Vec::new(),
        }
    }

    fn account(id: &str, meaning: &str) -> AccountPart {
        let text = str::to_owned;
        AccountPart {
            id: text(id),
            institution: text("Oak Bank"),
            name: text("Everyday"),
            r#type: text("CHECKING"),
            currency: text("USD"),
            number: Some(text("****6789")),
            owners: vec![text("Ann Smith"), text("Bob Smith")],
            balances: Some(BalancesPart {
                meaning: text(meaning),
                now: text("1520.11"),
                days: (1..=28)
                    .map(|day| DayBalance {
                        date: format!("2026-09-{day:02}"),
                        balance: format!("-{day}.50"),
                    })
                    .collect(),
                months: (1..=12)
                    .map(|month| MonthBalancePart {
                        month: format!("2026-{month:02}"),
                        is_partial: month == 1,
                        opening: text("0.00"),
                        closing: text("12345.67"),
                        least: text("-1.00"),
                        most: text("99999999.99"),
                        average: text("5.00"),
                    })
                    .collect(),
                days_below_zero: (meaning == "held").then_some(3),
            }),
            transaction_count: 100,
        }
    }

    fn pattern(cadence: &str, goes_on: bool) -> PatternPart {
        let text = str::to_owned;
        PatternPart {
            cadence: text(cadence),
            first: text("2025-10-10"),
            last: text("2026-10-01"),
            times: 26,
            currency: text("USD"),
            typical: text("2461.43"),
            least: text("2000.00"),
            most: text("3000.00"),
            total: text("64000.00"),
            annual: text("63997.18"),
            regularity: 9_800,
            goes_on,
            next: None,
            transactions: vec![text("TRN-1")],
        }
    }

    /// Two accounts with everything that there can be, over several sheets.
    pub(in crate::report) fn full() -> ReportDocument {
        let text = str::to_owned;
        let kinds = ["pay", "benefits", "pension", "interest", "rent", "irregular", "other_regular"];
        let payments = ["housing", "loan", "utility", "insurance", "subscription", "other"];
        let cadences = ["weekly", "every_two_weeks", "twice_a_month", "monthly", "quarterly", "irregular"];
        let lacks = [
            "history",
            "transactions",
            "owner",
            "number",
            "balance",
            "balance_fits",
            "balance_above_zero",
            "days",
        ];
        ReportDocument {
            accounts: vec![account("ACT-1", "held"), account("ACT-2", "owed")],
            income: kinds
                .iter()
                .zip(cadences.iter().cycle())
                .map(|(kind, cadence)| IncomePart {
                    payer: text("Brightwater Supply"),
                    kind: text(kind),
                    evidence: text("rhythm"),
                    pattern: pattern(cadence, true),
                })
                .collect(),
            regular_payments: payments
                .iter()
                .map(|kind| PaymentPart {
                    payee: text("Linden Court Apartments"),
                    kind: text(kind),
                    pattern: pattern("monthly", false),
                })
                .collect(),
            cash_flow: ["CAD", "USD"]
                .iter()
                .flat_map(|currency| {
                    (1..=12).map(|month| MonthPart {
                        month: format!("2026-{month:02}"),
                        is_partial: month == 12,
                        currency: text(currency),
                        money_in: format!("{}.00", month * 500),
                        money_out: text("3210.50"),
                        net: text("-10.50"),
                        income: text("100.00"),
                        regular_payments: text("50.00"),
                    })
                })
                .collect(),
            missing: lacks
                .iter()
                .map(|what| MissingPart {
                    account: text("ACT-1"),
                    what: text(what),
                    from: Some(text("2026-01-02")),
                    to: Some(text("2026-02-03")),
                    told: Some(text("10.00")),
                    worked_out: Some(text("20.00")),
                })
                .collect(),
            transactions: (0..500)
                .map(|number| TransactionPart {
                    id: format!("TRN-{number}"),
                    account: text("ACT-1"),
                    date: text("2026-09-01"),
                    amount: format!("-{number}.99"),
                    currency: text("USD"),
                    description: text("COFFEE & CAKE NO 4821"),
                    category: (number % 2 == 0).then(|| text("Restaurants")),
                    is_pending: number == 0,
                })
                .collect(),
            ..empty()
        }
    }
}
