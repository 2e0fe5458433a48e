//! OFX 2.2 for programs that keep accounts: one document with a statement of each account, banks' before cards', as the protocol orders them.

use super::csv::{posted_on, signed};
use super::cursor::{Accounts, Rows};
use super::out::{Out, Stop};
use super::{Export, masked};
use domain::account::{AccountType, AmountField, TextField};
use domain::matching::accounts::{Class, class};
use domain::money::{Currency, Money};
use domain::transaction::{TransactionStatus, TransactionType};
use engine::records::{Account, Slice, Span, Transaction};
use jiff::civil::Date;
use jiff::tz::Offset;

/// Characters that the protocol has room for (OFX 2.2 §11.3, §11.4).
const BANK_CHARS_MAX: usize = 9;
const NAME_CHARS_MAX: usize = 32;
const LONG_NAME_CHARS_MAX: usize = 100;
const MEMO_CHARS_MAX: usize = 255;
const CHECK_NUMBER_CHARS_MAX: usize = 12;

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\r\n<?OFX OFXHEADER=\"200\" VERSION=\"220\" \
    SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\r\n";
const DONE: &str = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

/// The two sets of messages, and what they call the same things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Bank,
    Card,
}

impl Set {
    fn of(account: &Account) -> Self {
        if account.facts.account_type == AccountType::CreditCard { Self::Card } else { Self::Bank }
    }

    /// The set, the answer, and the statement in it.
    const fn names(self) -> [&'static str; 3] {
        match self {
            Self::Bank => ["BANKMSGSRSV1", "STMTTRNRS", "STMTRS"],
            Self::Card => ["CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS"],
        }
    }
}

pub(super) async fn write(export: &Export, out: &mut Out) -> Result<(), Stop> {
    let made_on = Offset::UTC.to_datetime(export.engine.now()).date();
    out.push(HEADER);
    out.push("<OFX><SIGNONMSGSRSV1><SONRS>");
    out.push(DONE);
    leaf(out, "DTSERVER", &noon(made_on));
    leaf(out, "LANGUAGE", "ENG");
    out.push("</SONRS></SIGNONMSGSRSV1>\r\n");
    for set in [Set::Bank, Set::Card] {
        let [name, ..] = set.names();
        let mut is_open = false;
        let mut accounts = Accounts::of(export);
        while let Some(account) = accounts.next().await? {
            if Set::of(&account) != set {
                continue;
            }
            if !is_open {
                out.push(&format!("<{name}>\r\n"));
                is_open = true;
            }
            statements(export, &account, set, out).await?;
        }
        if is_open {
            out.push(&format!("</{name}>\r\n"));
        }
    }
    out.push("</OFX>\r\n");
    Ok(())
}

/// The statement of an account; one more for each other currency in which it has transactions, since nobody told at which rate they were
/// exchanged.
async fn statements(export: &Export, account: &Account, set: Set, out: &mut Out) -> Result<(), Stop> {
    let spans = export.scope().spans(account).await?;
    let own = account.facts.currency;
    let mut currencies = vec![own];
    for span in &spans {
        if !currencies.contains(&span.currency) {
            currencies.push(span.currency);
        }
    }
    let bank = bank(export, account).await?;
    for currency in currencies {
        let [_, answer, statement] = set.names();
        out.push(&format!("<{answer}><TRNUID>0</TRNUID>{DONE}<{statement}>"));
        leaf(out, "CURDEF", currency.code());
        named(account, set, &bank, out);
        list(export, account, (currency, TransactionStatus::Posted), &spans, out).await?;
        list(export, account, (currency, TransactionStatus::Pending), &spans, out).await?;
        if currency == own {
            balances(account, out);
        }
        out.push(&format!("</{statement}></{answer}>\r\n"));
        out.pass_full().await?;
    }
    Ok(())
}

/// What the protocol calls the bank: its routing number, or what the hub calls it.
async fn bank(export: &Export, account: &Account) -> Result<String, Stop> {
    if let Some(routing) = account.facts.texts.get(&TextField::RoutingNumber) {
        return Ok(first(routing, BANK_CHARS_MAX));
    }
    let member = export.scope().member_of(export.user.guid, account.member).await?;
    Ok(first(&member.institution_code, BANK_CHARS_MAX))
}

fn named(account: &Account, set: Set, bank: &str, out: &mut Out) {
    let number = masked(account);
    match set {
        Set::Bank => {
            out.push("<BANKACCTFROM>");
            leaf(out, "BANKID", bank);
            leaf(out, "ACCTID", &number);
            leaf(out, "ACCTTYPE", kind(account));
            out.push("</BANKACCTFROM>");
        }
        Set::Card => {
            out.push("<CCACCTFROM>");
            leaf(out, "ACCTID", &number);
            out.push("</CCACCTFROM>");
        }
    }
}

/// The protocol has five kinds; what is none of them is the nearest.
fn kind(account: &Account) -> &'static str {
    let subtype = account.facts.texts.get(&TextField::Subtype).map(String::as_str);
    match account.facts.account_type {
        AccountType::Savings if subtype == Some("MONEY_MARKET") => "MONEYMRKT",
        AccountType::Savings if subtype == Some("CERTIFICATE_OF_DEPOSIT") => "CD",
        AccountType::Savings | AccountType::Investment | AccountType::Insurance | AccountType::Property => {
            "SAVINGS"
        }
        AccountType::LineOfCredit
        | AccountType::CheckingLineOfCredit
        | AccountType::Loan
        | AccountType::Mortgage
        | AccountType::CreditCard => "CREDITLINE",
        AccountType::Any | AccountType::Cash | AccountType::Checking | AccountType::Prepaid => "CHECKING",
    }
}

/// A list of what has posted, or of what is pending; none where there is nothing.
async fn list(
    export: &Export,
    account: &Account,
    (currency, status): (Currency, TransactionStatus),
    spans: &[Span],
    out: &mut Out,
) -> Result<(), Stop> {
    let Some(span) = spans.iter().find(|span| span.currency == currency && span.status == status) else {
        return Ok(());
    };
    let name = match status {
        TransactionStatus::Posted => "BANKTRANLIST",
        TransactionStatus::Pending => "BANKTRANLISTP",
    };
    out.push(&format!("<{name}>"));
    match status {
        TransactionStatus::Posted => {
            leaf(out, "DTSTART", &noon(span.first));
            leaf(out, "DTEND", &noon(span.last));
        }
        TransactionStatus::Pending => leaf(out, "DTASOF", &noon(told_on(account))),
    }
    let mut rows = Rows::of(export, account, Slice { currency: Some(currency), status: Some(status) });
    while let Some(row) = rows.next().await? {
        transaction(&row, out);
        out.pass_full().await?;
    }
    out.push(&format!("\r\n</{name}>"));
    Ok(())
}

fn transaction(row: &Transaction, out: &mut Out) {
    let (facts, edits) = (&row.facts, &row.edits);
    let name = match facts.status {
        TransactionStatus::Posted => "STMTTRN",
        TransactionStatus::Pending => "STMTTRNP",
    };
    out.push(&format!("\r\n<{name}>"));
    leaf(out, "TRNTYPE", trn_type(row));
    match facts.status {
        TransactionStatus::Posted => {
            let posted = posted_on(row);
            leaf(out, "DTPOSTED", &noon(posted));
            if row.date() != posted {
                leaf(out, "DTUSER", &noon(row.date()));
            }
        }
        TransactionStatus::Pending => leaf(out, "DTTRAN", &noon(row.date())),
    }
    leaf(out, "TRNAMT", &signed(row).decimal());
    if facts.status == TransactionStatus::Posted {
        leaf(out, "FITID", &row.guid.to_string());
        let fits = |check: &&String| check.chars().count() <= CHECK_NUMBER_CHARS_MAX;
        if let Some(check) = facts.check_number.as_ref().filter(fits) {
            leaf(out, "CHECKNUM", check);
        }
        if let Some(code) = facts.merchant_category_code {
            leaf(out, "SIC", &code.to_string());
        }
    }
    let description = edits.description.as_deref().unwrap_or(&facts.description);
    leaf(out, "NAME", &first(description, NAME_CHARS_MAX));
    if description.chars().count() > NAME_CHARS_MAX {
        leaf(out, "EXTDNAME", &first(description, LONG_NAME_CHARS_MAX));
    }
    if let Some(memo) = edits.memo.as_deref().or(facts.memo.as_deref()) {
        leaf(out, "MEMO", &first(memo, MEMO_CHARS_MAX));
    }
    out.push(&format!("</{name}>"));
}

/// The few types that say what a transaction was for; otherwise its side.
fn trn_type(row: &Transaction) -> &'static str {
    match (row.facts.category.as_deref(), row.facts.transaction_type) {
        (Some("Interest Income"), TransactionType::Credit) => "INT",
        (Some("Dividends"), TransactionType::Credit) => "DIV",
        (Some("Paycheck"), TransactionType::Credit) => "DIRECTDEP",
        (Some("Bank Fee"), TransactionType::Debit) => "FEE",
        (Some("Transfer"), TransactionType::Credit | TransactionType::Debit) => "XFER",
        (_, TransactionType::Credit) => "CREDIT",
        (_, TransactionType::Debit) => "DEBIT",
    }
}

/// What is owed is less than nothing to the protocol, and more to the hub. A balance that nobody told is not made up.
fn balances(account: &Account, out: &mut Out) {
    let facts = &account.facts;
    let as_of = noon(told_on(account));
    let is_owed = matches!(class(facts.account_type), Some(Class::Credit | Class::Loan));
    let ledger = facts.amount(AmountField::Balance).map(|balance| {
        Money::new(if is_owed { balance.minor.saturating_neg() } else { balance.minor }, balance.currency)
    });
    let available = if is_owed { AmountField::AvailableCredit } else { AmountField::AvailableBalance };
    let told = [("LEDGERBAL", ledger), ("AVAILBAL", facts.amount(available))];
    for (name, money) in told.into_iter().filter_map(|(name, money)| Some((name, money?))) {
        out.push(&format!("<{name}>"));
        leaf(out, "BALAMT", &money.decimal());
        leaf(out, "DTASOF", &as_of);
        out.push(&format!("</{name}>"));
    }
}

fn told_on(account: &Account) -> Date {
    Offset::UTC.to_datetime(account.imported_at.unwrap_or(account.updated_at)).date()
}

/// A day, at noon in Greenwich: that is the same day for nearly everybody who reads it.
fn noon(day: Date) -> String {
    format!("{}120000.000[0:GMT]", day.strftime("%Y%m%d"))
}

fn first(text: &str, chars_max: usize) -> String {
    text.chars().take(chars_max).collect()
}

fn leaf(out: &mut Out, name: &str, value: &str) {
    let out = out.text();
    tag(out, "<", name);
    for character in value.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no room for them.
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            other => out.push(other),
        }
    }
    tag(out, "</", name);
}

fn tag(out: &mut String, begin: &str, name: &str) {
    out.push_str(begin);
    out.push_str(name);
    out.push('>');
}
