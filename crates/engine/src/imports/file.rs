//! What a file tells, in the words of the matching.

use super::naming::name_of;
use super::{AccountWish, ImportWishes};
use crate::identity::accounts::HeardAccount;
use crate::identity::transactions::{Heard, HeardRow};
use connectors::files::{self, CsvLayout, FileAccount, Flaw, FlawKind, Format, How, Told};
use domain::account::{AccountFacts, AccountType, AmountField};
use domain::id::LinkGuid;
use domain::import::{file_days, kept_balance};
use domain::money::Currency;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How a file is to be read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) wishes: ImportWishes,
    /// How a file of the same account was read before.
    pub(super) kept: Option<CsvLayout>,
    pub(super) name: Option<String>,
    pub(super) today: Date,
}

/// Reads a file, away from everything that others wait for. Gives it back.
pub(super) async fn read_file(
    reading: Reading,
    content: Zeroizing<Vec<u8>>,
) -> (Zeroizing<Vec<u8>>, Result<Told, Flaw>) {
    let work = tokio::task::spawn_blocking(move || {
        let told = read(&content, &reading);
        (content, told)
    });
    work.await.unwrap_or_else(|error| {
        tracing::error!(%error, "the reader of files broke off");
        (Zeroizing::default(), Err(Flaw { kind: FlawKind::Unknown, place: None }))
    })
}

fn read(content: &[u8], reading: &Reading) -> Result<Told, Flaw> {
    let told = read_told(content, reading)?;
    // An account without rows may name no currency either.
    let is_known = |one: &FileAccount| one.currency.or(reading.wishes.currency).is_some();
    if told.accounts.iter().all(is_known) {
        Ok(told)
    } else {
        Err(Flaw { kind: FlawKind::NoCurrency, place: None })
    }
}

fn read_told(content: &[u8], reading: &Reading) -> Result<Told, Flaw> {
    let wishes = &reading.wishes;
    let how = How {
        today: reading.today,
        csv: wishes.layout.clone(),
        currency: wishes.currency,
        date_order: wishes.date_order,
        name: reading.name.as_deref(),
    };
    let again = reading.kept.as_ref().filter(|_| how.csv.is_none()).map(|layout| CsvLayout {
        currency: wishes.currency.or(layout.currency),
        date_order: wishes.date_order.or(layout.date_order),
        ..layout.clone()
    });
    let told = match again {
        // The bank may write other columns by now; then they are found out anew.
        Some(layout) => match files::read(content, &How { csv: Some(layout), ..how.clone() }) {
            Ok(told) => Ok(told),
            Err(_) => files::read(content, &how),
        },
        None => files::read(content, &how),
    }?;
    match &told.csv {
        Some(layout) if wishes.is_sign_reversed && !layout.is_sign_reversed => {
            let layout = CsvLayout { is_sign_reversed: true, ..layout.clone() };
            files::read(content, &How { csv: Some(layout), ..how })
        }
        _ => Ok(told),
    }
}

/// Whether a person can say what the file leaves open.
pub(super) fn is_question(flaw: &Flaw) -> bool {
    matches!(
        flaw.kind,
        FlawKind::NoCurrency
            | FlawKind::DatesAmbiguous
            | FlawKind::DatesMixed
            | FlawKind::DatesUnreadable
            | FlawKind::AmountsAmbiguous
            | FlawKind::AmountsUnreadable
            | FlawKind::ColumnsNotFound { .. }
            | FlawKind::LayoutUnmet { .. }
            | FlawKind::Layout(_)
    )
}

/// An account of a file with its rows, as they are compared.
pub(super) struct FromFile {
    /// From 1.
    pub(super) place: usize,
    pub(super) account: HeardAccount,
    pub(super) heard: Heard,
    /// The file says what type it is.
    pub(super) is_typed: bool,
}

/// The accounts of a file; of those without a name, and of such a type, as the wishes have it.
pub(super) fn accounts(told: Told, link: LinkGuid, wishes: &ImportWishes, today: Date) -> Vec<FromFile> {
    let file = (told.format, told.name.clone());
    let only = told.accounts.len() == 1;
    let kind = kind_of(&told);
    let numbered = told.accounts.into_iter().zip(1..);
    numbered
        .map(|(account, place)| from_file(account, (place, only), (&file, &kind, link), wishes, today))
        .collect()
}

fn from_file(
    account: FileAccount,
    (place, is_only): (usize, bool),
    (file, kind, link): (&(Format, Option<String>), &str, LinkGuid),
    wishes: &ImportWishes,
    today: Date,
) -> FromFile {
    let wish = wishes.account(place);
    let (wished_name, wished_type) = match wish {
        Some(AccountWish::New { name, account_type }) => (name.clone(), *account_type),
        Some(AccountWish::Is(_) | AccountWish::LeaveOut) | None => (None, None),
    };
    let account_type = account.account_type.or(wished_type).unwrap_or(AccountType::Any);
    let currency = account.currency.or(wishes.currency).unwrap_or(Currency::USD);
    let name = wished_name.unwrap_or_else(|| {
        let (format, file_name) = file;
        name_of(&account, (*format, file_name.as_deref()), (place, is_only))
    });
    let mut facts = AccountFacts::new(name, account_type, currency);
    facts.mask.clone_from(&account.mask);
    if let Some((_, money)) = account.closing.filter(|(_, money)| money.currency == currency) {
        facts.amounts.insert(AmountField::Balance, kept_balance(account_type, money.minor));
    }
    let days = || account.rows.iter().map(|row| row.facts.date);
    let rows = days().min().zip(days().max());
    let days = file_days(account.window, rows, account.closing.map(|(day, _)| day), today);
    let rows = account.rows.into_iter();
    let rows = rows.map(|row| HeardRow { id: row.id, pending_id: None, facts: row.facts }).collect();
    FromFile {
        place,
        is_typed: account.account_type.is_some(),
        account: HeardAccount {
            id: place.to_string(),
            facts,
            number: account.number,
            routing_number: account.routing_number,
            iban: account.iban,
            is_id_kept: false,
            chosen: match wish {
                Some(AccountWish::Is(guid)) => Some(*guid),
                Some(AccountWish::New { .. } | AccountWish::LeaveOut) | None => None,
            },
        },
        heard: Heard { link, told_on: days.told_on, window: days.window, file: Some(kind.to_owned()), rows },
    }
}

/// The source of what a file tells: exports of one kind tell days alike.
fn kind_of(told: &Told) -> String {
    let format = told.format.name();
    match &told.csv {
        // The columns tell which bank's export it is.
        Some(layout) => {
            let columns = serde_json::to_string(&layout.columns).unwrap_or_default();
            let hash = store::hex(&Sha256::digest(columns));
            format!("file:{format}:{}", hash.get(..16).unwrap_or_default())
        }
        None => format!("file:{format}"),
    }
}
