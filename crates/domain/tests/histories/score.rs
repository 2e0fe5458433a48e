//! How near a report comes to what is labelled: precision and recall, by transaction and by stream.

use super::made::{
    Entry, History, Income, IncomeKind as TrueIncome, Kind, Label, Often, Payment,
    PaymentKind as TruePayment, Sort,
};
use domain::account::AccountType;
use domain::money::{Currency, Money};
use domain::report::{
    Account, AccountNumber, Cadence, Continuity, IncomeKind, Input, OwnerName, Pattern, PaymentKind, Report,
    Transaction,
};
use domain::transaction::{TransactionStatus, TransactionType};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The history as an input.
pub(crate) fn input(history: &History) -> Input {
    let accounts = history.accounts.iter().enumerate().map(|(at, account)| Account {
        guid: account_guid(at),
        institution: account.bank.to_owned(),
        name: account.name.to_owned(),
        account_type: match account.sort {
            Sort::Checking => AccountType::Checking,
            Sort::Savings => AccountType::Savings,
            Sort::Card => AccountType::CreditCard,
            Sort::Loan => AccountType::Loan,
        },
        currency: currency(account.currency),
        number: Some(AccountNumber::Full(account.number.clone())),
        owners: vec![OwnerName(history.owner.clone())],
        balance: Some(account.balance),
        balances_before: Vec::new(),
        history_from: None,
    });
    let transactions = history.entries.iter().map(|entry| Transaction {
        guid: entry.id.clone(),
        account_guid: account_guid(entry.account),
        date: entry.date,
        transaction_type: if entry.cents > 0 { TransactionType::Credit } else { TransactionType::Debit },
        amount: Money::new(entry.cents.abs(), currency_of(history, entry)),
        description: entry.text.clone(),
        category: entry.category.map(str::to_owned),
        status: if entry.is_pending { TransactionStatus::Pending } else { TransactionStatus::Posted },
    });
    Input {
        end: history.end,
        months: u8::try_from(history.months).unwrap_or(24),
        accounts: accounts.collect(),
        transactions: transactions.collect(),
    }
}

fn account_guid(at: usize) -> String {
    format!("ACT-{at:02}")
}

fn currency(code: &str) -> Currency {
    code.parse().unwrap_or(Currency::USD)
}

fn currency_of(history: &History, entry: &Entry) -> Currency {
    history.accounts.get(entry.account).map_or(Currency::USD, |account| currency(account.currency))
}

/// Found and right, found and wrong, not found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) right: u32,
    pub(crate) wrong: u32,
    pub(crate) lost: u32,
}

impl Counts {
    pub(crate) fn precision(self) -> f64 {
        part(self.right, self.right + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        part(self.right, self.right + self.lost)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.lost += other.lost;
    }
}

fn part(some: u32, all: u32) -> f64 {
    if all == 0 { 1.0 } else { f64::from(some) / f64::from(all) }
}

/// What is counted of income, or of regular payments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) transactions: Counts,
    pub(crate) streams: Counts,
    /// Of the streams that were found: whose kind, cadence and end are right, and how many.
    pub(crate) kind: Counts,
    pub(crate) cadence: Counts,
    pub(crate) end: Counts,
    /// What was mistaken for it, and what of it was lost, by label.
    pub(crate) mistaken: BTreeMap<String, u32>,
    /// By what it was recognised by, for income.
    pub(crate) evidence: BTreeMap<String, Counts>,
}

impl Side {
    fn add(&mut self, other: Self) {
        self.transactions.add(other.transactions);
        self.streams.add(other.streams);
        self.kind.add(other.kind);
        self.cadence.add(other.cadence);
        self.end.add(other.end);
        for (label, times) in other.mistaken {
            *self.mistaken.entry(label).or_default() += times;
        }
        for (evidence, counts) in other.evidence {
            self.evidence.entry(evidence).or_default().add(counts);
        }
    }
}

/// The score of some histories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub(crate) histories: u32,
    pub(crate) income: Side,
    pub(crate) payments: Side,
}

impl Score {
    pub(crate) fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.income.add(other.income);
        self.payments.add(other.payments);
    }
}

/// A crowd's score, and that of each kind of person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crowd {
    pub(crate) all: Score,
    pub(crate) kinds: BTreeMap<Kind, Score>,
}

impl Crowd {
    pub(crate) fn add(&mut self, kind: Kind, score: Score) {
        self.kinds.entry(kind).or_default().add(score.clone());
        self.all.add(score);
    }
}

/// A stream that was found, or is there: which transactions, and what is said of it.
struct Stream<'a> {
    ids: BTreeSet<&'a str>,
    kind: u8,
    cadence: Often,
    goes_on: bool,
}

/// Transactions by what they truly are.
type Labelled<'a> = BTreeMap<Label, BTreeSet<&'a str>>;

pub(crate) fn score(history: &History, report: &Report) -> Score {
    let mut labelled = Labelled::new();
    for entry in &history.entries {
        labelled.entry(entry.label).or_default().insert(&entry.id);
    }
    let found: Vec<_> = report.income.iter().map(|one| stream(&one.pattern, income_kind(one.kind))).collect();
    let mut income =
        side(history, &found, &true_incomes(history, &labelled), |label| matches!(label, Label::Income(_)));
    let all_income: BTreeSet<&str> = labelled
        .iter()
        .filter(|(label, _)| matches!(label, Label::Income(_)))
        .flat_map(|(_, ids)| ids.iter().copied())
        .collect();
    let too_few = labelled.get(&Label::TooFew);
    for (one, stream) in report.income.iter().zip(&found) {
        let counts = income.evidence.entry(format!("{:?}", one.evidence)).or_default();
        for id in stream.ids.iter().filter(|id| too_few.is_none_or(|ids| !ids.contains(**id))) {
            tally(counts, all_income.contains(id));
        }
    }
    let found: Vec<_> =
        report.regular_payments.iter().map(|one| stream(&one.pattern, payment_kind(one.kind))).collect();
    let payments =
        side(history, &found, &true_payments(history, &labelled), |label| matches!(label, Label::Payment(_)));
    Score { histories: 1, income, payments }
}

fn stream(pattern: &Pattern, kind: u8) -> Stream<'_> {
    Stream {
        ids: pattern.transactions.iter().map(String::as_str).collect(),
        kind,
        cadence: match pattern.cadence {
            Cadence::Weekly => Often::Weekly,
            Cadence::EveryTwoWeeks => Often::EveryTwoWeeks,
            Cadence::TwiceAMonth => Often::TwiceAMonth,
            Cadence::Monthly => Often::Monthly,
            Cadence::Quarterly => Often::Quarterly,
            Cadence::Irregular => Often::Irregular,
        },
        goes_on: pattern.continuity != Continuity::Ended,
    }
}

fn income_kind(kind: IncomeKind) -> u8 {
    match kind {
        IncomeKind::Pay => 0,
        IncomeKind::Benefits => 1,
        IncomeKind::Pension => 2,
        IncomeKind::Interest => 3,
        IncomeKind::Rent => 4,
        IncomeKind::Irregular => 5,
        IncomeKind::OtherRegular => 6,
    }
}

fn payment_kind(kind: PaymentKind) -> u8 {
    match kind {
        PaymentKind::Housing => 0,
        PaymentKind::Loan => 1,
        PaymentKind::Utility => 2,
        PaymentKind::Insurance => 3,
        PaymentKind::Subscription => 4,
        PaymentKind::Other => 5,
    }
}

fn true_incomes<'a>(history: &History, labelled: &Labelled<'a>) -> Vec<Stream<'a>> {
    let of = |income: &Income| match income.kind {
        TrueIncome::Pay => 0,
        TrueIncome::Benefits => 1,
        TrueIncome::Pension => 2,
        TrueIncome::Interest => 3,
        TrueIncome::Rent => 4,
        TrueIncome::Irregular => 5,
        TrueIncome::OtherRegular => 6,
    };
    let streams = history.incomes.iter().enumerate();
    streams
        .map(|(at, one)| Stream {
            ids: labelled.get(&Label::Income(at)).cloned().unwrap_or_default(),
            kind: of(one),
            cadence: one.often,
            goes_on: one.goes_on,
        })
        .filter(|stream| !stream.ids.is_empty())
        .collect()
}

fn true_payments<'a>(history: &History, labelled: &Labelled<'a>) -> Vec<Stream<'a>> {
    let of = |payment: &Payment| match payment.kind {
        TruePayment::Housing => 0,
        TruePayment::Loan => 1,
        TruePayment::Utility => 2,
        TruePayment::Insurance => 3,
        TruePayment::Subscription => 4,
        TruePayment::Other => 5,
    };
    let streams = history.payments.iter().enumerate();
    streams
        .map(|(at, one)| Stream {
            ids: labelled.get(&Label::Payment(at)).cloned().unwrap_or_default(),
            kind: of(one),
            cadence: one.often,
            goes_on: one.goes_on,
        })
        .filter(|stream| !stream.ids.is_empty())
        .collect()
}

/// Two streams are the same when at least three of four transactions of both together are in both.
fn is_same(one: &Stream<'_>, other: &Stream<'_>) -> bool {
    let both = one.ids.intersection(&other.ids).count();
    both * 4 >= (one.ids.len() + other.ids.len() - both) * 3
}

fn side(
    history: &History,
    found: &[Stream<'_>],
    there: &[Stream<'_>],
    is_it: impl Fn(Label) -> bool,
) -> Side {
    let mut side = Side::default();
    let all: BTreeSet<&str> = found.iter().flat_map(|stream| stream.ids.iter().copied()).collect();
    let mut seldom = BTreeSet::new();
    for entry in history.entries.iter().filter(|entry| !entry.is_pending) {
        let is_found = all.contains(entry.id.as_str());
        let (counted, name) = match (is_it(entry.label), is_found) {
            (true, true) => (&mut side.transactions.right, None),
            (true, false) => (&mut side.transactions.lost, Some("lost")),
            (false, true) if entry.label == Label::TooFew => {
                seldom.insert(entry.id.as_str());
                continue;
            }
            (false, true) => (&mut side.transactions.wrong, Some("wrong")),
            (false, false) => continue,
        };
        *counted += 1;
        if let Some(name) = name {
            let what = match entry.label {
                Label::Income(at) => {
                    history.incomes.get(at).map(|one| format!("{:?}", one.kind)).unwrap_or_default()
                }
                Label::Payment(at) => {
                    history.payments.get(at).map(|one| format!("{:?}", one.kind)).unwrap_or_default()
                }
                Label::OwnTransfer => "OwnTransfer".to_owned(),
                Label::TooFew => "TooFew".to_owned(),
                Label::Other(other) => format!("{other:?}"),
            };
            *side.mistaken.entry(format!("{name} {what}")).or_default() += 1;
        }
    }
    for stream in there {
        match found.iter().find(|one| is_same(one, stream)) {
            None => side.streams.lost += 1,
            Some(one) => {
                side.streams.right += 1;
                tally(&mut side.kind, one.kind == stream.kind);
                tally(&mut side.cadence, one.cadence == stream.cadence);
                tally(&mut side.end, one.goes_on == stream.goes_on);
            }
        }
    }
    let wrong = found.iter().filter(|one| !there.iter().any(|stream| is_same(one, stream)));
    let wrong = wrong.filter(|one| !one.ids.iter().all(|id| seldom.contains(id)));
    side.streams.wrong = u32::try_from(wrong.count()).unwrap_or(u32::MAX);
    side
}

fn tally(counts: &mut Counts, is_right: bool) {
    if is_right {
        counts.right += 1;
    } else {
        counts.wrong += 1;
    }
}

/// Makes the reports of so many people with `make`, and scores them. So many of a hundred words are such as no list has.
pub(crate) fn crowd(
    seed: u64,
    people: u32,
    unknown_words: i64,
    mut make: impl FnMut(&Input) -> Report,
) -> Crowd {
    let mut crowd = Crowd::default();
    for number in 0..people {
        let mut history = super::made::nth(seed, number);
        if unknown_words > 0 {
            super::made::translate(&mut history, unknown_words);
        }
        let report = make(&input(&history));
        crowd.add(history.kind, score(&history, &report));
    }
    crowd
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>5}  {:^29}  {:^29}",
            "", "", "income: by transaction, stream", "payments: by transaction, stream"
        )?;
        writeln!(
            f,
            "{:<20} {:>5}  {:>7} {:>7} {:>7} {:>7}  {:>7} {:>7} {:>7} {:>7}",
            "kind", "of it", "prec.", "recall", "prec.", "recall", "prec.", "recall", "prec.", "recall"
        )?;
        let kinds = self.kinds.iter().map(|(kind, score)| (format!("{kind:?}"), score));
        for (name, score) in kinds.chain([("all".to_owned(), &self.all)]) {
            write!(f, "{name:<20} {:>5} ", score.histories)?;
            for side in [&score.income, &score.payments] {
                let (by_transaction, by_stream) = (side.transactions, side.streams);
                write!(
                    f,
                    " {:>7.4} {:>7.4} {:>7.4} {:>7.4} ",
                    by_transaction.precision(),
                    by_transaction.recall(),
                    by_stream.precision(),
                    by_stream.recall()
                )?;
            }
            writeln!(f)?;
        }
        for (evidence, counts) in &self.all.income.evidence {
            let all = counts.right + counts.wrong;
            writeln!(f, "income by {evidence}: {all} transactions, precision {:.4}", counts.precision())?;
        }
        for (name, side) in [("income", &self.all.income), ("payments", &self.all.payments)] {
            writeln!(
                f,
                "\n{name}: of the streams found, kind right {:.4}, cadence right {:.4}, whether it goes on right {:.4}",
                side.kind.precision(),
                side.cadence.precision(),
                side.end.precision()
            )?;
            let mut mistaken: Vec<(&String, &u32)> = side.mistaken.iter().collect();
            mistaken.sort_by_key(|(label, times)| (std::cmp::Reverse(**times), *label));
            for (label, times) in mistaken.into_iter().take(12) {
                writeln!(f, "  {times:>6} {label}")?;
            }
        }
        Ok(())
    }
}
