//! What a file told: accounts with their rows, what was left out of it and why, and what is odd about it.

use super::csv::CsvLayout;
use crate::grant::Secret;
use domain::account::AccountType;
use domain::money::{Currency, Money};
use domain::transaction::TransactionFacts;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Open Financial Exchange, SGML or XML; Quicken's and `QuickBooks`' files are the same.
    Ofx,
    /// Quicken Interchange Format.
    Qif,
    /// A table of texts, whatever separates them.
    Csv,
    /// ISO 20022: `camt.053`, and `camt.052` and `camt.054`.
    Camt,
    /// SWIFT's customer statement.
    Mt940,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Ofx, Self::Qif, Self::Csv, Self::Camt, Self::Mt940];

    /// A word for it in settings and answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ofx => "ofx",
            Self::Qif => "qif",
            Self::Csv => "csv",
            Self::Camt => "camt",
            Self::Mt940 => "mt940",
        }
    }

    /// As people write it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ofx => "OFX",
            Self::Qif => "QIF",
            Self::Csv => "CSV",
            Self::Camt => "CAMT.053",
            Self::Mt940 => "MT940",
        }
    }
}

/// Where something stands. What is known of it is said: lines and bytes of the decoded text, or the how many-th entry it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Counted from 1.
    pub line: Option<usize>,
    /// Bytes before it.
    pub byte: Option<usize>,
    /// Counted from 1, in the whole file.
    pub entry: Option<usize>,
}

impl Place {
    pub const fn line(line: usize) -> Self {
        Self { line: Some(line), byte: None, entry: None }
    }

    pub const fn entry(entry: usize) -> Self {
        Self { line: None, byte: None, entry: Some(entry) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [("line", self.line), ("byte", self.byte), ("entry", self.entry)];
        let said = named.into_iter().filter_map(|(name, place)| Some((name, place?)));
        for (number, (name, place)) in said.enumerate() {
            let between = if number == 0 { "" } else { ", " };
            write!(f, "{between}{name} {place}")?;
        }
        Ok(())
    }
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Told {
    pub format: Format,
    /// The file's name as it was given, which says nothing for sure.
    pub name: Option<String>,
    pub accounts: Vec<FileAccount>,
    /// The first of what was left out; [`Self::skipped_count`] counts all.
    pub skipped: Vec<Skipped>,
    pub skipped_count: usize,
    pub warnings: BTreeSet<Warning>,
    /// How a CSV was read, all that was found out included: kept, it reads the bank's next file without guessing.
    pub csv: Option<CsvLayout>,
}

/// A balance as it stands in the file: less than nothing is owed to the bank, of a card too.
pub type Balance = (Date, Money);

/// An account that a file tells of. Its numbers are evidence for which account it is, and are never printed.
#[derive(Clone, Default)]
pub struct FileAccount {
    /// The full number as the file writes it; an IBAN without its spaces.
    pub number: Option<Secret>,
    /// Nine digits, of banks in the United States.
    pub routing_number: Option<String>,
    /// Without spaces, in capitals, with right check digits.
    pub iban: Option<Secret>,
    /// The last digits, as banks print them.
    pub mask: Option<String>,
    pub account_type: Option<AccountType>,
    pub name: Option<String>,
    pub currency: Option<Currency>,
    pub institution: InstitutionHint,
    /// Names of those who own it.
    pub owners: Vec<String>,
    /// Before the first row.
    pub opening: Option<Balance>,
    /// After the last booked row.
    pub closing: Option<Balance>,
    /// Days, both included, of which the file says that it tells all booked rows.
    pub window: Option<(Date, Date)>,
    pub rows: Vec<FileRow>,
}

/// Numbers and names of people stay out of logs.
impl fmt::Debug for FileAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileAccount")
            .field("account_type", &self.account_type)
            .field("currency", &self.currency)
            .field("window", &self.window)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// What a file says of the institution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstitutionHint {
    pub name: Option<String>,
    /// `FI/ORG` and `FI/FID` of OFX.
    pub ofx_org: Option<String>,
    pub ofx_fid: Option<String>,
    /// ISO 9362.
    pub bic: Option<String>,
    /// A number by which a country knows its banks, such as a German Bankleitzahl.
    pub bank_code: Option<String>,
}

/// A row of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub place: Place,
    /// Only where the format promises that it names this row and no other; never made up.
    pub id: Option<String>,
    /// What payer or bank wrote to know it again. Not unique.
    pub reference: Option<String>,
    /// The day of booking and the day from which interest is reckoned, where they are told.
    pub booked_on: Option<Date>,
    pub value_on: Option<Date>,
    pub facts: TransactionFacts,
}

/// A row that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    pub place: Place,
    pub why: Why,
}

macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident $code:literal $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$of])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// A word for it in settings, logs and answers.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $text),* })
            }
        }
    };
}

worded! {
    /// Why a row was left out.
    Why {
        NotARow "not_a_row" "is no row of an account, such as a title or a sum",
        ZeroAmount "zero_amount" "moves no money",
        NoAmount "no_amount" "has no amount",
        AmountUnreadable "amount_unreadable" "has an amount that cannot be read",
        TooManyDigits "too_many_digits" "has an amount with more digits than its currency has",
        NoDate "no_date" "has no date",
        DateUnreadable "date_unreadable" "has a date that cannot be read",
        DateAbsurd "date_absurd" "has a date before 1900 or far in the future",
        CurrencyUnknown "currency_unknown" "has a currency that is none of ISO 4217",
        SideUnclear "side_unclear" "does not say whether money came or went",
        NotBooked "not_booked" "was refused, cancelled, or is only for information",
        Repeated "repeated" "stands in the file before, with the same id",
        OpeningBalance "opening_balance" "is the balance with which the account begins",
        Investment "investment" "is of an investment, of which this format is not read",
        /// What is left of it may lack a digit.
        Unfinished "unfinished" "is the last and is not whole",
        Unreadable "unreadable" "cannot be read",
    }
}

worded! {
    /// What is odd about a file that was read.
    Warning {
        SignsAgainstBalances "signs_against_balances"
            "The balances fall where the amounts say that money came in, and rise where it went out. If this is a card on which purchases are positive, say that the signs are reversed.",
        BalancesDoNotAddUp "balances_do_not_add_up"
            "Balances and amounts do not add up: rows are missing from the file, or were left out.",
        StatementsApart "statements_apart"
            "The statements in the file do not follow one another: some between them are missing.",
        IdsRepeat "ids_repeat" "Different rows have the same id; the ids of those rows are not used.",
        FeesApart "fees_apart" "A column holds fees that are not in the amounts.",
        EncodingAssumed "encoding_assumed"
            "It is not sure how the letters of the file are written. If names look wrong, save it as UTF-8.",
    }
}
