//! Two that are one, or may be, side by side with what differs marked, and in plain words why.

use super::MEMBERS;
use crate::pages::amount;
use crate::pages::day;
use crate::pages::mishap::Mishap;
use crate::pages::viewer::Viewer;
use crate::pages::words::Words;
use domain::account::AccountType;
use domain::id::MemberGuid;
use domain::matching::accounts::{Question, Seen};
use domain::matching::transactions::{Compared, Texts};
use domain::text::Part;
use domain::transaction::{TransactionStatus, TransactionType};
use engine::records::{Join, JoinKind, JoinMaker};
use engine::{AccountSide, Name, Sides, Standing, Teller, TransactionSide};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What is told of both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) known: String,
    pub(super) other: String,
    pub(super) differs: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// What it is about, for the eye and for who hears it.
    pub(super) name: String,
    /// The account that both transactions are in; empty of accounts.
    pub(super) account: String,
    pub(super) lines: Vec<Line>,
}

/// The banks of a person's accounts: codes and names.
pub(super) struct Banks {
    /// Without a code where no bank tells the accounts.
    members: HashMap<MemberGuid, (Option<String>, String)>,
    /// By code, of connections that were removed with their history kept.
    left: HashMap<String, String>,
}

impl Banks {
    pub(super) async fn load(viewer: &Viewer) -> Result<Self, Mishap> {
        let words = viewer.words();
        let members = viewer.scope().members(viewer.user(), None, MEMBERS).await?.items;
        let members = members.into_iter().map(|one| {
            let bank = if one.is_manual() {
                (None, words.say("page-manual-bank"))
            } else {
                (Some(one.institution_code), one.name)
            };
            (one.guid, bank)
        });
        Ok(Self { members: members.collect(), left: HashMap::new() })
    }

    /// Looks up the names of banks whose connection was removed.
    pub(super) async fn learn(&mut self, viewer: &Viewer, sides: &Sides) -> Result<(), Mishap> {
        let Sides::Accounts { sides, .. } = sides else { return Ok(()) };
        for code in sides.iter().filter_map(|side| side.kept_institution_code.as_ref()) {
            if let Entry::Vacant(place) = self.left.entry(code.clone()) {
                let name = match viewer.engine().institution(&Name::Id(code.clone())).await {
                    Ok(institution) => institution.name.clone(),
                    Err(engine::Error::NotFound(_)) => code.clone(),
                    Err(error) => return Err(error.into()),
                };
                place.insert(name);
            }
        }
        Ok(())
    }

    /// Code and name of the bank that an account is of; the name also where no bank tells it.
    fn of<'a>(&'a self, side: &'a AccountSide) -> (Option<&'a str>, Option<&'a str>) {
        match (&side.kept_institution_code, side.member.and_then(|member| self.members.get(&member))) {
            (Some(code), _) => (Some(code), Some(self.left.get(code).map_or(code.as_str(), String::as_str))),
            (None, Some((code, name))) => (code.as_deref(), Some(name)),
            (None, None) => (None, None),
        }
    }
}

impl Pair {
    pub(super) fn of(words: Words, banks: &Banks, sides: &Sides) -> Self {
        match sides {
            Sides::Accounts { sides, .. } => Self::of_accounts(words, banks, sides),
            Sides::Transactions(sides) => Self::of_transactions(words, sides),
        }
    }

    /// Something is told of the one and not of the other.
    pub(super) fn differs(&self) -> bool {
        self.lines.iter().any(|line| line.differs)
    }

    fn of_accounts(words: Words, banks: &Banks, [known, other]: &[AccountSide; 2]) -> Self {
        let mut table = Table::new(words);
        table.line("page-pair-bank", [known, other].map(|side| banks.of(side).1.map(str::to_owned)));
        table.line("page-pair-name", [known, other].map(|side| Some(side.name.clone())));
        table.line("page-pair-kind", [known, other].map(|side| Some(kind(side.account_type, words))));
        if known.currency != other.currency {
            table
                .line("page-pair-currency", [known, other].map(|side| Some(side.currency.code().to_owned())));
        }
        table.line("page-pair-mask", [known, other].map(|side| side.mask.clone()));
        table.line(
            "page-pair-balance",
            [known, other].map(|side| side.balance.map(|money| amount::written(money, words))),
        );
        Self { name: known.name.clone(), account: String::new(), lines: table.lines }
    }

    fn of_transactions(words: Words, [known, other]: &[TransactionSide; 2]) -> Self {
        let mut table = Table::new(words);
        table.line("page-pair-day", [known, other].map(|side| Some(day::of(side.facts.date, words))));
        let is_as_told = known.edited_description.is_none() && other.edited_description.is_none();
        let is_same_text = is_as_told && Compared::of(&known.facts, &other.facts).texts == Texts::Same;
        table.line("page-pair-text", [known, other].map(|side| Some(text(side))));
        if is_same_text {
            table.unmark();
        }
        table.line("page-pair-amount", [known, other].map(|side| Some(signed(side, words))));
        // That both are booked goes without saying.
        let states = [known, other].map(state);
        if states != ["page-pair-posted"; 2] {
            table.line("page-pair-state", states.map(|key| Some(words.say(key))));
        }
        table.line("page-pair-from", [known, other].map(|side| Some(teller(&side.teller, words))));
        // That two come from different places says nothing against their being one.
        table.unmark();
        Self { name: text(known), account: known.account.clone().unwrap_or_default(), lines: table.lines }
    }
}

struct Table {
    words: Words,
    lines: Vec<Line>,
}

impl Table {
    fn new(words: Words) -> Self {
        Self { words, lines: Vec::new() }
    }

    /// A line; none where nothing is told of either.
    fn line(&mut self, key: &str, [known, other]: [Option<String>; 2]) {
        if known.is_none() && other.is_none() {
            return;
        }
        let differs = known.as_deref().map(plain) != other.as_deref().map(plain);
        let [known, other] =
            [known, other].map(|one| one.unwrap_or_else(|| self.words.say("page-pair-none")));
        self.lines.push(Line { label: self.words.say(key), known, other, differs });
    }

    /// The last line differs in nothing that matters.
    fn unmark(&mut self) {
        if let Some(line) = self.lines.last_mut() {
            line.differs = false;
        }
    }
}

/// Without what people do not see as another text: capitals and spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn teller(of: &Teller, words: Words) -> String {
    match of {
        Teller::Hand => words.say("page-pair-by-hand"),
        Teller::File(Some(name)) => words.with("page-pair-by-file-named", "file", name),
        Teller::File(None) => words.say("page-pair-by-file"),
        Teller::Bank => words.say("page-pair-by-bank"),
    }
}

fn kind(account_type: AccountType, words: Words) -> String {
    words.say(&format!("page-account-{}", account_type.name().to_lowercase()))
}

/// As a person reads it in the list, with the bank's words where they wrote their own.
fn text(side: &TransactionSide) -> String {
    let told = &side.facts.description;
    match &side.edited_description {
        Some(edited) if edited != told => format!("{edited} · {told}"),
        Some(_) | None => told.clone(),
    }
}

fn signed(side: &TransactionSide, words: Words) -> String {
    let sign = match side.facts.transaction_type {
        TransactionType::Credit => "+",
        TransactionType::Debit => "−",
    };
    format!("{sign}{}", amount::written(side.facts.amount, words))
}

const fn state(side: &TransactionSide) -> &'static str {
    match (side.standing, side.facts.status) {
        (Standing::Removed, _) => "page-pair-removed",
        (Standing::Gone, _) => "page-pair-gone",
        (Standing::Shown, TransactionStatus::Pending) => "page-pair-pending",
        (Standing::Shown, TransactionStatus::Posted) => "page-pair-posted",
    }
}

/// `Same amount, 2 days apart, similar text.`
fn compared(words: Words, [known, other]: &[TransactionSide; 2]) -> String {
    let compared = Compared::of(&known.facts, &other.facts);
    let amount = words.say(if compared.is_same_amount { "page-same-amount" } else { "page-other-amount" });
    let days = words.fill("page-days-apart", &[("count", Part::Count(compared.days_apart.into()))]);
    let name = compared.texts.name();
    let texts = words.say(&format!("page-texts-{name}"));
    words.fill(
        "page-compared",
        &[("amount", Part::Text(&amount)), ("days", Part::Text(&days)), ("texts", Part::Text(&texts))],
    )
}

/// Why two were joined.
pub(super) fn why(words: Words, app: &str, join: &Join, sides: &Sides) -> String {
    let mut said = Vec::new();
    if let Sides::Transactions(sides) = sides {
        said.push(compared(words, sides));
    }
    let ground = join.ground.replace('_', "-");
    said.push(match (join.ground.as_str(), join.made_by, join.kind) {
        ("chosen", JoinMaker::User, _) => words.say("page-why-user"),
        ("chosen", JoinMaker::Client, _) => words.with("page-why-client", "app", app),
        (_, _, JoinKind::Account) => words.say(&format!("page-why-account-{ground}")),
        (_, _, JoinKind::Transaction) => words.say(&format!("page-why-transaction-{ground}")),
    });
    if join.part_of.is_some() {
        said.push(words.say("page-joins-part"));
    }
    said.join(" ")
}

/// Why the person is asked whether two are one.
pub(super) fn asked(words: Words, banks: &Banks, sides: &Sides) -> String {
    match sides {
        Sides::Accounts { sides, contradicts } => asked_of_accounts(words, banks, sides, *contradicts),
        Sides::Transactions(sides) => {
            let mut said = vec![compared(words, sides)];
            let [known, other] = &**sides;
            if (known.teller == Teller::Hand) != (other.teller == Teller::Hand) {
                said.push(words.say("page-question-typed"));
            }
            if known.standing == Standing::Removed {
                said.push(words.say("page-question-removed"));
            }
            said.join(" ")
        }
    }
}

fn seen<'a>(banks: &'a Banks, side: &'a AccountSide, connection: &'a str) -> Seen<'a> {
    Seen {
        institution: banks.of(side).0,
        name: &side.name,
        account_type: side.account_type,
        mask: side.mask.as_deref(),
        connection,
        is_kept: side.kept_institution_code.is_some(),
    }
}

fn asked_of_accounts(
    words: Words,
    banks: &Banks,
    [known, other]: &[AccountSide; 2],
    contradicts: bool,
) -> String {
    let connection = |side: &AccountSide| side.member.map(|guid| guid.to_string()).unwrap_or_default();
    let (one, two) = (connection(known), connection(other));
    let question = Question::of(&seen(banks, known, &one), &seen(banks, other, &two), contradicts);
    let name = question.name();
    let mut said = vec![words.say(&format!("page-question-{name}"))];
    if contradicts {
        let pair = Pair::of_accounts(words, banks, &[known.clone(), other.clone()]);
        let marked: Vec<&str> =
            pair.lines.iter().filter(|line| line.differs).map(|line| line.label.as_str()).collect();
        if !marked.is_empty() {
            said.push(words.with("page-question-differ", "what", &marked.join(", ")));
        }
    }
    if known.is_absent {
        said.push(words.say("page-question-not-shared"));
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};
    use domain::text::Language;
    use domain::transaction::TransactionFacts;

    const ENGLISH: Words = Words(Language::English);

    fn transaction(minor: i64, date: &str, text: &str) -> TransactionSide {
        TransactionSide {
            facts: TransactionFacts {
                status: TransactionStatus::Posted,
                transaction_type: TransactionType::Debit,
                amount: Money::new(minor, Currency::USD),
                transacted_at: None,
                posted_at: None,
                date: date.parse().unwrap(),
                description: text.to_owned(),
                memo: None,
                category: None,
                merchant_category_code: None,
                check_number: None,
            },
            edited_description: None,
            account: Some("Checking".to_owned()),
            teller: Teller::Bank,
            standing: Standing::Shown,
        }
    }

    #[test]
    fn only_what_differs_is_marked() {
        let known = transaction(1250, "2026-03-01", "KETTLE & CRUMB #0451");
        let other = TransactionSide {
            edited_description: Some("Coffee with Bo".to_owned()),
            teller: Teller::Hand,
            ..transaction(1250, "2026-03-03", "Kettle")
        };
        let pair = Pair::of_transactions(ENGLISH, &[known.clone(), other.clone()]);
        let marked: Vec<&str> =
            pair.lines.iter().filter(|line| line.differs).map(|line| line.label.as_str()).collect();
        assert_eq!(marked, ["Day", "Text"]);
        let from = pair.lines.last().unwrap();
        assert_eq!([from.known.as_str(), from.other.as_str()], ["told by the bank", "typed by hand"]);
        assert_eq!(pair.lines[1].other, "Coffee with Bo · Kettle");
        assert_eq!(compared(ENGLISH, &[known.clone(), other]), "Same amount, 2 days apart, similar text.");
        let same = Pair::of_transactions(ENGLISH, &[known.clone(), known]);
        assert!(pair.differs() && !same.differs() && same.lines.len() == 4);
    }

    #[test]
    fn capitals_and_spaces_make_no_other_text() {
        let known = transaction(1250, "2026-03-01", "KETTLE & CRUMB");
        let other = TransactionSide {
            teller: Teller::File(Some("march.csv".to_owned())),
            ..transaction(1250, "2026-03-01", " Kettle  & Crumb")
        };
        let pair = Pair::of_transactions(ENGLISH, &[known, other]);
        assert!(!pair.differs(), "{pair:?}");
        assert_eq!(pair.lines.last().unwrap().other, "from the file march.csv");
    }

    #[test]
    fn a_contradiction_names_what_differs_and_nothing_else() {
        let checking = AccountSide {
            guid: None,
            name: "Checking".to_owned(),
            account_type: AccountType::Checking,
            currency: Currency::USD,
            mask: Some("4321".to_owned()),
            balance: None,
            member: None,
            kept_institution_code: None,
            is_absent: false,
        };
        let banks = Banks { members: HashMap::new(), left: HashMap::new() };
        let said = |other: &AccountSide| {
            let sides = Box::new([checking.clone(), other.clone()]);
            asked(ENGLISH, &banks, &Sides::Accounts { sides, contradicts: true })
        };
        let same = said(&checking);
        assert!(same.ends_with("Look before you join."), "{same}");
        let loan = said(&AccountSide { account_type: AccountType::Loan, ..checking.clone() });
        assert!(loan.ends_with("Look before you join. What differs: Kind."), "{loan}");
    }

    #[test]
    fn everything_that_is_asked_has_words() {
        for question in Question::ALL {
            let key = format!("page-question-{}", question.name());
            assert!(Language::ALL.iter().all(|language| domain::text::has(*language, &key)), "{key}");
        }
        let removed = TransactionSide {
            standing: Standing::Removed,
            ..transaction(1250, "2026-03-01", "KETTLE & CRUMB")
        };
        let other = transaction(1300, "2026-03-02", "Harbor Fuel");
        let banks = Banks { members: HashMap::new(), left: HashMap::new() };
        let said = asked(ENGLISH, &banks, &Sides::Transactions(Box::new([removed, other])));
        assert!(
            said.starts_with("Another amount, one day apart, another text. You removed the first."),
            "{said}"
        );
    }

    #[test]
    fn a_bank_that_nobody_tells_is_said_to_be_unknown() {
        let banks = Banks { members: HashMap::new(), left: HashMap::from([("oak".into(), "Oak".into())]) };
        let kept = AccountSide {
            guid: None,
            name: "Wallet".to_owned(),
            account_type: AccountType::Cash,
            currency: Currency::USD,
            mask: None,
            balance: None,
            member: None,
            kept_institution_code: Some("oak".to_owned()),
            is_absent: false,
        };
        let unknown = AccountSide { kept_institution_code: None, ..kept.clone() };
        let pair = Pair::of_accounts(ENGLISH, &banks, &[kept, unknown]);
        let lines: Vec<(&str, &str)> =
            pair.lines.iter().map(|line| (line.known.as_str(), line.other.as_str())).collect();
        assert_eq!(lines, [("Oak", "not told"), ("Wallet", "Wallet"), ("Cash", "Cash")]);
    }
}
