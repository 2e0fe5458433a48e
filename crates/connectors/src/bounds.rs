//! What is taken of what a source says. Sources are strangers: they repeat themselves, send texts without end, characters that no database
//! keeps, and days that never were. Whatever a connector hands out has passed here.

use crate::data::{AccountProblem, Fetched, SourceAccount, SourceStatement, SourceTransaction, Want};
use crate::problem::Problem;
use crate::sign_in::{Outcome, Question, QuestionOption};
use domain::account::{Holding, Numbers, Owner};
use domain::clock::Timestamp;
use domain::reason::Reason;
use domain::transaction::TransactionFacts;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of a source's id; longer ones are none.
const ID_CHARS_MAX: usize = 512;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 255;
/// Characters of a description, a memo, or a question.
const TEXT_CHARS_MAX: usize = 1_024;
/// Bytes of a picture in a question, as a `data:` URI.
const IMAGE_BYTES_MAX: usize = 512 * 1_024;
/// Questions at once, and options of one.
const CHOICES_MAX: usize = 100;
/// Accounts of one login.
const ACCOUNTS_MAX: usize = 1_000;
/// Things of another kind in one answer.
const THINGS_MAX: usize = 20_000;
/// Days that transactions happen on.
const DAYS: (Date, Date) = (date(1900, 1, 1), date(2199, 12, 31));

impl Fetched {
    /// What is taken of a page.
    ///
    /// # Errors
    /// More than any person has: nothing of it is believed.
    pub(crate) fn taken(self, want: &Want) -> Result<Self, Problem> {
        Ok(match self {
            Self::Accounts { accounts, problems, notices } => {
                let mut problems = each_kind_once(fewer(problems, ACCOUNTS_MAX, "accounts")?);
                let accounts = fewer(accounts, ACCOUNTS_MAX, "accounts")?.into_iter().map(account);
                let accounts =
                    first_of_each(named(accounts, &mut problems, |one| &one.id, None), |one| &one.id);
                Self::Accounts { accounts, problems, notices }
            }
            Self::Transactions { transactions, next, problems, since } => {
                let (transactions, problems) = taken_transactions(transactions, problems, want.account())?;
                Self::Transactions { transactions, next, problems, since }
            }
            Self::Holdings(all) => Self::Holdings(things(all, "holdings", holding, |one| &one.source_id)?),
            Self::Owners(all) => Self::Owners(things(all, "owners", owner, |one| &one.source_id)?),
            Self::Numbers(all) => Self::Numbers(things(all, "numbers", numbers, |one| &one.source_id)?),
            Self::Statements(all) => {
                Self::Statements(things(all, "statements", |one: SourceStatement| one, |one| &one.id)?)
            }
            // A document was looked at when it was made.
            Self::Document(document) => Self::Document(document),
        })
    }
}

/// A list that some person may have.
pub(crate) fn fewer<T>(all: Vec<T>, most: usize, what: &str) -> Result<Vec<T>, Problem> {
    if all.len() > most {
        return Err(Problem::new(
            Reason::InstitutionError,
            format!("the answer has more than {most} {what}"),
        ));
    }
    Ok(all)
}

fn things<T>(all: Vec<T>, what: &str, take: fn(T) -> T, id: fn(&T) -> &String) -> Result<Vec<T>, Problem> {
    let all = fewer(all, THINGS_MAX, what)?.into_iter().map(take).filter(|one| is_id(id(one)));
    Ok(first_of_each(all.collect(), id))
}

/// The transactions of a page, each once, in its last form. Two with one id that say different things are told of.
fn taken_transactions(
    all: Vec<SourceTransaction>,
    problems: Vec<AccountProblem>,
    account: &str,
) -> Result<(Vec<SourceTransaction>, Vec<AccountProblem>), Problem> {
    let mut problems = each_kind_once(problems);
    let all: Vec<_> = fewer(all, THINGS_MAX, "transactions")?.into_iter().map(transaction).collect();
    let told = all.len();
    let all: Vec<_> = all.into_iter().filter(|one| is_a_day(&one.facts)).collect();
    if all.len() < told {
        let rows = count(told.saturating_sub(all.len()));
        problems.push(AccountProblem::unread(account, "has a transaction on a day that never was", rows));
    }
    let mut all = named(all.into_iter(), &mut problems, |one| &one.id, Some(account));
    let lasts: BTreeMap<&str, &TransactionFacts> =
        all.iter().map(|one| (one.id.as_str(), &one.facts)).collect();
    let others = all.iter().filter(|one| lasts.get(one.id.as_str()) != Some(&&one.facts)).count();
    if others > 0 {
        problems.push(AccountProblem::unread(
            account,
            "has different transactions with one id",
            count(others),
        ));
    }
    all.reverse();
    let mut all = first_of_each(all, |one| &one.id);
    all.reverse();
    for one in &mut all {
        // Nothing grows from itself.
        one.pending_id.take_if(|pending| *pending == one.id || !is_id(pending));
    }
    Ok((all, problems))
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// Those that have an id; the others are told of, as what is wrong with them or with the account that they belong to.
fn named<T>(
    all: impl Iterator<Item = T>,
    problems: &mut Vec<AccountProblem>,
    id: fn(&T) -> &String,
    account: Option<&str>,
) -> Vec<T> {
    let (named, nameless): (Vec<T>, Vec<T>) = all.partition(|one| is_id(id(one)));
    if !nameless.is_empty() {
        let rows = if account.is_some() { count(nameless.len()) } else { 0 };
        problems.push(AccountProblem::unread(account.unwrap_or_default(), "has an id that is none", rows));
    }
    named
}

pub(crate) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().count() <= ID_CHARS_MAX && !id.contains(char::is_control)
}

fn first_of_each<T>(mut all: Vec<T>, id: fn(&T) -> &String) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(id(one).clone()));
    all
}

/// Each kind of problem of an account once, however often it is met, with all the transactions that are left out for it.
fn each_kind_once(problems: Vec<AccountProblem>) -> Vec<AccountProblem> {
    let mut places = BTreeMap::new();
    let mut once: Vec<AccountProblem> = Vec::new();
    for one in problems {
        let kind = (one.account.clone(), one.problem.reason.name(), one.problem.detail.clone());
        let place = *places.entry(kind).or_insert(once.len());
        match once.get_mut(place) {
            Some(first) => first.rows = first.rows.saturating_add(one.rows),
            None => once.push(one),
        }
    }
    once
}

pub(crate) fn is_a_day(facts: &TransactionFacts) -> bool {
    let is_one = |day: Date| (DAYS.0..=DAYS.1).contains(&day);
    let is_time = |time: &Timestamp| is_one(time.to_zoned(TimeZone::UTC).date());
    is_one(facts.date) && facts.transacted_at.iter().chain(&facts.posted_at).all(is_time)
}

fn account(mut one: SourceAccount) -> SourceAccount {
    shorten(&mut one.facts.name, NAME_CHARS_MAX);
    one.facts.texts.values_mut().for_each(|text| shorten(text, NAME_CHARS_MAX));
    shorten_each([&mut one.facts.mask, &mut one.routing_number], NAME_CHARS_MAX);
    one.number.take_if(|number| !is_id(number.expose()));
    one
}

fn transaction(mut one: SourceTransaction) -> SourceTransaction {
    transaction_facts(&mut one.facts);
    one
}

/// What is taken of the texts of a transaction.
pub(crate) fn transaction_facts(facts: &mut TransactionFacts) {
    shorten(&mut facts.description, TEXT_CHARS_MAX);
    shorten_each([&mut facts.memo], TEXT_CHARS_MAX);
    shorten_each([&mut facts.category, &mut facts.check_number], NAME_CHARS_MAX);
}

/// What is taken of a name.
pub(crate) fn name(text: &str) -> Option<String> {
    let mut name = text.trim().to_owned();
    shorten(&mut name, NAME_CHARS_MAX);
    Some(name).filter(|name| !name.is_empty())
}

fn holding(mut one: Holding) -> Holding {
    shorten(&mut one.description, TEXT_CHARS_MAX);
    shorten(&mut one.holding_type, NAME_CHARS_MAX);
    shorten_each([&mut one.symbol, &mut one.cusip], NAME_CHARS_MAX);
    one
}

fn owner(mut one: Owner) -> Owner {
    shorten_each(
        [
            &mut one.owner_name,
            &mut one.first_name,
            &mut one.last_name,
            &mut one.email,
            &mut one.phone,
            &mut one.address,
            &mut one.city,
            &mut one.state,
            &mut one.postal_code,
            &mut one.country,
        ],
        NAME_CHARS_MAX,
    );
    one
}

fn numbers(mut one: Numbers) -> Numbers {
    // A number that was cut is another number.
    for number in [
        &mut one.account_number,
        &mut one.routing_number,
        &mut one.institution_number,
        &mut one.transit_number,
        &mut one.sequence_number,
    ] {
        number.take_if(|number| !is_id(number));
    }
    one
}

fn shorten_each<const N: usize>(texts: [&mut Option<String>; N], most: usize) {
    texts.into_iter().flatten().for_each(|text| shorten(text, most));
}

/// No more than so many characters, and none that no page should be given.
fn shorten(text: &mut String, most: usize) {
    if text.len() > most || text.contains(|one: char| one.is_control() || turns_text(one)) {
        let shown = |character: char| if character.is_control() { ' ' } else { character };
        *text = text.trim().chars().filter(|one| !turns_text(*one)).map(shown).take(most).collect();
    }
}

/// Marks that turn the direction of what follows round (Unicode's `Bidi_Control`): a text with them is shown otherwise than it is read.
pub const fn turns_text(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

impl Outcome {
    /// What is taken of what came out of a step.
    ///
    /// # Errors
    /// It asks more than any person would answer, or what cannot be shown.
    pub fn taken(self) -> Result<Self, Problem> {
        match self {
            Self::Ask { questions, expires_at, is_asked_again } => {
                let questions = fewer(questions, CHOICES_MAX, "questions")?.into_iter().map(question);
                Ok(Self::Ask { questions: questions.collect::<Result<_, _>>()?, expires_at, is_asked_again })
            }
            Self::Visit { .. } | Self::Wait { .. } | Self::Done { .. } => Ok(self),
        }
    }
}

fn question(mut one: Question) -> Result<Question, Problem> {
    one.options = fewer(one.options, CHOICES_MAX, "options")?;
    shorten(&mut one.label, TEXT_CHARS_MAX);
    shorten_each([&mut one.medium, &mut one.sent_to], NAME_CHARS_MAX);
    one.options.iter_mut().for_each(|QuestionOption { label, .. }| shorten(label, TEXT_CHARS_MAX));
    let images = one.image.iter().chain(one.options.iter().filter_map(|option| option.image.as_ref()));
    let is_fair = |image: &String| image.len() <= IMAGE_BYTES_MAX && !image.contains(char::is_control);
    let ids = std::iter::once(&one.id).chain(one.options.iter().map(|option| &option.value));
    if !images.into_iter().all(is_fair) || !ids.into_iter().all(|id| is_id(id)) {
        return Err(Problem::new(Reason::InstitutionError, "the institution asks what cannot be shown"));
    }
    Ok(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::account::{AccountFacts, AccountType};
    use domain::money::{Currency, Money};
    use domain::run::ChallengeKind;
    use domain::transaction::{TransactionStatus, TransactionType};

    fn an_account(id: &str, name: &str) -> SourceAccount {
        let facts = AccountFacts::new(name.to_owned(), AccountType::Checking, Currency::USD);
        SourceAccount { id: id.to_owned(), facts, number: None, routing_number: None }
    }

    fn a_transaction(id: &str, description: &str, day: Date) -> SourceTransaction {
        SourceTransaction {
            id: id.to_owned(),
            pending_id: Some(id.to_owned()),
            facts: TransactionFacts {
                status: TransactionStatus::Posted,
                transaction_type: TransactionType::Debit,
                amount: Money::new(1, Currency::USD),
                transacted_at: None,
                posted_at: None,
                date: day,
                description: description.to_owned(),
                memo: None,
                category: None,
                merchant_category_code: None,
                check_number: None,
            },
        }
    }

    fn want() -> Want {
        let day = date(2026, 1, 1);
        Want::Transactions { account: "a".to_owned(), from: day, to: day, after: None }
    }

    #[test]
    fn texts_have_an_end_and_no_controls() {
        let long = "é".repeat(3_000);
        let accounts = vec![
            an_account("a", &long),
            an_account("b", "A\u{202e}\u{2066}\u{0}B\u{200f}\u{61c}\n"),
            an_account("a", "again"),
            an_account("c\u{0}", "C"),
            an_account(&long, "D"),
            an_account("", "E"),
        ];
        let page = Fetched::Accounts { accounts, problems: Vec::new(), notices: Vec::new() };
        let Ok(Fetched::Accounts { accounts, problems, .. }) = page.taken(&Want::Accounts) else {
            panic!("no accounts")
        };
        let names: Vec<(&str, usize)> =
            accounts.iter().map(|one| (one.id.as_str(), one.facts.name.chars().count())).collect();
        assert_eq!(names, [("a", 255), ("b", 3)]);
        assert_eq!(accounts[1].facts.name, "A B");
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn transactions_that_cannot_be_read_are_told_of_and_counted() {
        let all = vec![
            a_transaction("1", &"x".repeat(2_000), date(2026, 1, 1)),
            a_transaction("2", "", date(9999, 12, 30)),
            a_transaction("3", "first", date(2026, 1, 1)),
            a_transaction("3", "last", date(2026, 1, 1)),
            a_transaction("3", "second", date(2026, 1, 1)),
            a_transaction("3", "last", date(2026, 1, 1)),
            a_transaction("", "nameless", date(2026, 1, 1)),
        ];
        let problems =
            vec![AccountProblem::unread("a", "is odd", 2), AccountProblem::unread("a", "is odd", 3)];
        let page = Fetched::Transactions { transactions: all, next: None, problems, since: None };
        let Ok(Fetched::Transactions { transactions, problems, .. }) = page.taken(&want()) else {
            panic!("no page")
        };
        let read: Vec<(&str, usize)> =
            transactions.iter().map(|one| (one.id.as_str(), one.facts.description.len())).collect();
        assert_eq!(read, [("1", 1_024), ("3", 4)]);
        assert!(transactions.iter().all(|one| one.pending_id.is_none()), "nothing grows from itself");
        let told: Vec<(&str, u32)> =
            problems.iter().map(|one| (one.problem.detail.as_str(), one.rows)).collect();
        assert_eq!(
            told,
            [
                ("is odd", 5),
                ("has a transaction on a day that never was", 1),
                ("has an id that is none", 1),
                ("has different transactions with one id", 2)
            ]
        );
    }

    #[test]
    fn what_nobody_has_is_not_believed() {
        let many = vec![an_account("a", ""); ACCOUNTS_MAX + 1];
        let page = Fetched::Accounts { accounts: many, problems: Vec::new(), notices: Vec::new() };
        assert_eq!(page.taken(&Want::Accounts).unwrap_err().reason, Reason::InstitutionError);
        let problems = vec![AccountProblem::incomplete("", "is odd"); 900];
        let page = Fetched::Accounts { accounts: Vec::new(), problems, notices: Vec::new() };
        let Ok(Fetched::Accounts { problems, .. }) = page.taken(&Want::Accounts) else { panic!("no page") };
        assert_eq!(problems.len(), 1);
        let many = vec![a_transaction("1", "", date(2026, 1, 1)); THINGS_MAX + 1];
        let page =
            Fetched::Transactions { transactions: many, next: None, problems: Vec::new(), since: None };
        assert_eq!(page.taken(&want()).unwrap_err().reason, Reason::InstitutionError);
    }

    #[test]
    fn questions_can_be_shown() {
        let asked = |label: &str, id: &str, image: Option<String>| {
            let question = Question {
                id: id.to_owned(),
                kind: ChallengeKind::Text,
                is_captcha: false,
                label: label.to_owned(),
                image,
                options: Vec::new(),
                medium: None,
                sent_to: None,
            };
            Outcome::Ask { questions: vec![question], expires_at: None, is_asked_again: false }.taken()
        };
        let Ok(Outcome::Ask { questions, .. }) = asked(&"a\u{0}b".repeat(1_000), "q", None) else {
            panic!("not asked")
        };
        assert_eq!((questions[0].label.len(), questions[0].label.contains('\0')), (1_024, false));
        assert!(asked("a", "q\n", None).is_err());
        assert!(asked("a", "q", Some("x".repeat(IMAGE_BYTES_MAX + 1))).is_err());
        assert!(asked("a", "q", Some("x".to_owned())).is_ok());
    }
}
