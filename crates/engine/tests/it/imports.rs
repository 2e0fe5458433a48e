//! Files that people bring: looked at, taken once, known again.

use crate::bed::{ALL, Bed};
use crate::dice::Dice;
use connectors::files::FlawKind;
use domain::account::{AccountType, AmountField};
use domain::id::{AccountGuid, ClientGuid, ImportGuid};
use domain::import::{ImportStage, ImportState};
use domain::matching::accounts::Ground;
use domain::random::Random;
use domain::run::RunKind;
use domain::transaction::{TransactionStatus, TransactionType};
use engine::records::{Account, Import, JoinKind, JoinMaker, Transaction, TransactionFilter};
use engine::{
    AccountLook, AccountWish, Error, Fate, Goal, ImportWishes, ImportedAccount, Importer, Look, Looked, Name,
    NewImport, TransactionEdits, outcome_of,
};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use store::{Dies, Fuse};
use tokio_util::sync::CancellationToken;

on_both! {
    nothing_is_kept_before_somebody_consents
    the_same_file_twice_adds_nothing
    a_file_of_more_days_adds_what_is_new
    a_file_fills_the_past_of_a_connected_account
    a_bank_takes_over_what_a_file_told
    what_was_parted_is_told_apart_when_its_bank_comes_again
    what_a_person_did_with_a_row_stays
    what_a_file_leaves_open_is_asked_and_kept
    files_that_cannot_be_read_leave_nothing
    files_that_nobody_wants_are_forgotten
    accounts_go_where_the_person_says
    any_commit_of_an_import_may_be_the_last
    two_nodes_import_a_file_once
    a_file_that_is_staged_twice_is_taken_once
    rows_alone_show_which_account_it_may_be
    accounts_that_were_merged_one_after_the_other_part_again
    who_brings_a_file_waits_for_a_turn
    an_account_that_goes_meanwhile_holds_nothing_up
    an_account_that_was_removed_takes_the_same_file_again
    all_who_consent_at_once_are_told_the_same
}

/// A day that many days ago.
fn day(bed: &Bed, ago: i32) -> Date {
    let today = bed.clock_now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.saturating_sub(i64::from(ago).days())
}

/// Rows of a statement: how many days ago, minor units, text.
type Row<'a> = (i32, i64, &'a str);

/// An OFX file of a checking account.
fn ofx(bed: &Bed, number: &str, (from, to): (i32, i32), balance: &str, rows: &[Row<'_>]) -> Vec<u8> {
    let compact = |ago: i32| day(bed, ago).strftime("%Y%m%d").to_string();
    let mut text = format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\n\
        NEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>{now}<LANGUAGE>ENG</SONRS>\
        </SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD<BANKACCTFROM>\
        <BANKID>321174851<ACCTID>{number}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>{}<DTEND>{}\n",
        compact(from),
        compact(to),
        now = compact(0),
    );
    for (nth, (ago, minor, name)) in rows.iter().enumerate() {
        let (kind, amount) = (if *minor < 0 { "DEBIT" } else { "CREDIT" }, decimal(*minor));
        writeln!(
            text,
            "<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{day}-{nth}-{minor}<NAME>{name}</STMTTRN>",
            day = compact(*ago)
        )
        .unwrap();
    }
    writeln!(
        text,
        "</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}<DTASOF>{}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        compact(to)
    )
    .unwrap();
    text.into_bytes()
}

fn decimal(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}

/// A CSV as many banks write it.
fn csv(bed: &Bed, rows: &[Row<'_>]) -> Vec<u8> {
    let mut text = String::from("Date,Description,Amount\n");
    for (ago, minor, name) in rows {
        writeln!(text, "{},{name},{}", day(bed, *ago), decimal(*minor)).unwrap();
    }
    text.into_bytes()
}

async fn stage(bed: &Bed, content: &[u8], wishes: ImportWishes) -> Result<Import, Error> {
    let new = NewImport { file_name: Some("export".into()), content: content.to_vec(), wishes };
    bed.scope().stage_import(&bed.user, new).await
}

async fn looked(bed: &Bed, import: &Import) -> Look {
    match bed.scope().look_at_import(&bed.user, import, 500).await.unwrap() {
        Looked::Look(look) => *look,
        Looked::Question(flaw) => panic!("{flaw}"),
    }
}

/// What the only account of a file would bring: rows in all, new ones, those alike, known ones.
fn counts(account: &AccountLook) -> [u32; 4] {
    [account.total, account.new, account.alike, account.known]
}

async fn work(bed: &Bed) {
    Importer::new(bed.engine.clone(), CancellationToken::new()).run_due().await.unwrap();
}

async fn import_of(bed: &Bed, guid: ImportGuid) -> Import {
    bed.scope().import(&bed.user, guid).await.unwrap()
}

/// Brings a file and consents; what became of its accounts.
async fn bring(bed: &Bed, content: &[u8], wishes: ImportWishes) -> Vec<ImportedAccount> {
    let import = stage(bed, content, wishes).await.unwrap();
    bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
    work(bed).await;
    let import = import_of(bed, import.guid).await;
    assert_eq!((import.state, import.flaw.as_deref()), (ImportState::Imported, None));
    assert_eq!(import.rows_done, import.rows_total);
    outcome_of(&import)
}

fn into(account: AccountGuid) -> ImportWishes {
    ImportWishes { accounts: BTreeMap::from([(1, AccountWish::Is(account))]), ..ImportWishes::default() }
}

fn in_dollars() -> ImportWishes {
    ImportWishes { currency: "USD".parse().ok(), ..ImportWishes::default() }
}

async fn accounts(bed: &Bed) -> Vec<Account> {
    bed.scope().accounts(&bed.user, None, None, ALL).await.unwrap().items
}

/// All that is known of a transaction.
fn written(one: &Transaction) -> String {
    format!("{one:?}")
}

fn all_written(rows: &[Transaction]) -> Vec<String> {
    rows.iter().map(written).collect()
}

async fn rows(bed: &Bed, account: AccountGuid) -> Vec<Transaction> {
    let filter = TransactionFilter { account: Some(account), ..TransactionFilter::default() };
    bed.scope().transactions(&bed.user, &filter, ALL).await.unwrap().items
}

/// The account that an outcome names.
fn account_in(outcome: &[ImportedAccount]) -> AccountGuid {
    outcome[0].account_guid.as_ref().unwrap().parse().unwrap()
}

const COFFEES: [Row<'_>; 5] = [
    (30, 250_000, "Payroll"),
    (20, -450, "Coffee"),
    (20, -450, "Coffee"),
    (12, -8_999, "Grocer"),
    (5, -120_000, "Rent"),
];

async fn nothing_is_kept_before_somebody_consents(bed: &Bed) {
    let file = ofx(bed, "1234567890", (40, 1), "1203.01", &COFFEES);
    let import = stage(bed, &file, ImportWishes::default()).await.unwrap();
    let look = looked(bed, &import).await;
    assert_eq!(look.format.name(), "ofx");
    assert!(look.imported_before.is_none());
    let [account] = &look.accounts[..] else { panic!("{look:?}") };
    assert!(matches!(account.goal, Goal::New));
    assert_eq!(counts(account), [5, 5, 0, 0]);
    assert_eq!(account.days, Some((day(bed, 30), day(bed, 5))));
    assert_eq!((account.rows.len(), account.rows[0].fate), (5, Fate::New));
    work(bed).await;
    assert_eq!(accounts(bed).await.len(), 0, "nobody has consented");

    bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
    // Once more is the same.
    bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
    work(bed).await;
    let done = import_of(bed, import.guid).await;
    assert_eq!((done.state, done.rows_total, done.rows_done), (ImportState::Imported, 5, 5));
    let [account] = &accounts(bed).await[..] else { panic!("one account") };
    let outcome = outcome_of(&done);
    assert_eq!((account_in(&outcome), outcome[0].is_new, outcome[0].new), (account.guid, true, 5));
    assert_eq!(account.facts.account_type, AccountType::Checking);
    assert_eq!(account.facts.amounts.get(&AmountField::Balance), Some(&120_301));
    assert_eq!(account.facts.mask.as_deref(), Some("7890"));
    assert_eq!(rows(bed, account.guid).await.len(), 5);
    let store = bed.engine.store().of(bed.client);
    assert!(store.import_file(&done).await.unwrap().is_none(), "the file is not kept");
    assert!(matches!(bed.scope().cancel_import(&bed.user, import.guid).await, Err(Error::Impossible { .. })));
    let again = bed.scope().look_at_import(&bed.user, &done, 1).await;
    assert!(matches!(again, Err(Error::Impossible { .. })));
}

async fn the_same_file_twice_adds_nothing(bed: &Bed) {
    let file = ofx(bed, "1234567890", (40, 1), "1203.01", &COFFEES);
    let account = account_in(&bring(bed, &file, ImportWishes::default()).await);
    let before = rows(bed, account).await;
    let again = stage(bed, &file, ImportWishes::default()).await.unwrap();
    let look = looked(bed, &again).await;
    assert!(look.imported_before.is_some());
    assert!(matches!(&look.accounts[0].goal, Goal::Known(known, Ground::Id) if known.guid == account));
    assert_eq!(counts(&look.accounts[0]), [5, 0, 0, 5]);
    let outcome = bring(bed, &file, ImportWishes::default()).await;
    assert_eq!((account_in(&outcome), outcome[0].new, outcome[0].known), (account, 0, 5));
    assert_eq!(all_written(&rows(bed, account).await), all_written(&before), "nothing was even touched");
    assert_eq!(accounts(bed).await.len(), 1);
    // The same rows in another file: without ids, and without a word of whose they are.
    let table = csv(bed, &COFFEES);
    let outcome = bring(bed, &table, into(account)).await;
    assert_eq!((outcome[0].new, outcome[0].known), (0, 5), "two equal coffees stay two");
    let after = rows(bed, account).await;
    assert_eq!(all_written(&after), all_written(&before), "what was told stays as it is shown");
}

async fn a_file_of_more_days_adds_what_is_new(bed: &Bed) {
    let first = csv(bed, &COFFEES);
    let account = account_in(&bring(bed, &first, in_dollars()).await);
    let mut all = vec![(60, -1_500, "Barber"), (45, -450, "Coffee")];
    all.extend(COFFEES);
    all.extend([(3, -450, "Coffee"), (2, -450, "Coffee")]);
    // Nothing in a CSV says whose it is: the rows do not say it alone.
    let import = stage(bed, &csv(bed, &all), in_dollars()).await.unwrap();
    let look = looked(bed, &import).await;
    assert!(matches!(look.accounts[0].goal, Goal::New));
    assert_eq!(look.accounts[0].possible.iter().map(|one| one.guid).collect::<Vec<_>>(), [account]);
    let import = bed.scope().answer_import(&bed.user, import.guid, &into(account)).await.unwrap();
    let look = looked(bed, &import).await;
    assert_eq!(counts(&look.accounts[0]), [9, 4, 0, 5]);
    bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
    work(bed).await;
    assert_eq!(rows(bed, account).await.len(), 9);
    assert_eq!(accounts(bed).await.len(), 1);
}

async fn a_file_fills_the_past_of_a_connected_account(bed: &Bed) {
    let member = bed.connect("plain").await;
    bed.work().await;
    let account =
        bed.accounts(&member).await.into_iter().find(|one| one.facts.account_type == AccountType::Checking);
    let account = account.unwrap();
    let before = rows(bed, account.guid).await;
    let oldest = before.iter().map(|one| one.facts.date).min().unwrap();
    let today = day(bed, 0);
    let ago = |date: Date| (today - date).get_days();
    let texts: Vec<String> =
        before.iter().map(|one| one.facts.description.replace(',', " ").to_uppercase()).collect();
    let mut told: Vec<Row<'_>> = before
        .iter()
        .zip(&texts)
        .map(|(one, text)| {
            let minor = one.facts.amount.minor;
            let sign = if one.facts.transaction_type == TransactionType::Debit { -1 } else { 1 };
            let posted = one.facts.posted_at.map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
            (ago(posted.unwrap_or(one.facts.date)), sign * minor, text.as_str())
        })
        .collect();
    let older = ago(oldest) + 10;
    told.extend([(older, -700, "CINEMA"), (older + 3, -900, "BAKER")]);
    let outcome = bring(bed, &csv(bed, &told), into(account.guid)).await;
    assert_eq!((outcome[0].is_new, outcome[0].new), (false, 2), "{outcome:?}");
    let after = rows(bed, account.guid).await;
    assert_eq!(after.len(), before.len() + 2);
    for one in &before {
        let now = after.iter().find(|now| now.guid == one.guid).map(written);
        assert_eq!(now, Some(written(one)), "the bank's words stay");
    }
    let now = accounts(bed).await.into_iter().find(|one| one.guid == account.guid).unwrap();
    assert_eq!(now.facts, account.facts, "a file does not change what the bank says of the account");
    assert!(now.imported_at.is_some() && now.member == member.guid);

    // A refresh changes nothing of that.
    bed.read_anew(&member).await;
    assert_eq!(rows(bed, account.guid).await.len(), before.len() + 2);

    // It was the wrong account: the file is parted from it and stands alone.
    let joins = bed.scope().joins(&bed.user, Some(account.guid), ALL).await.unwrap().items;
    let join = joins.iter().find(|one| one.kind == JoinKind::Account && one.undone_at.is_none()).unwrap();
    bed.scope().undo_join(&bed.user, join.guid).await.unwrap();
    let kept: Vec<_> = rows(bed, account.guid).await.into_iter().map(|one| one.guid).collect();
    assert_eq!(kept, before.iter().map(|one| one.guid).collect::<Vec<_>>());
    let all = accounts(bed).await;
    let apart = all.iter().find(|one| one.imported_at.is_none()).expect("the account of the file");
    assert_eq!(rows(bed, apart.guid).await.len(), told.len());
}

/// A member with a bank that is made and removed again, and a file of its checking account that its bank would write.
async fn file_of_a_bank(bed: &Bed) -> (engine::NewMember, Vec<u8>, usize) {
    let scope = bed.scope();
    let new = crate::bed::new_member(&bed.engine, "twin_rivers", "ann", "plain").await;
    let member = scope.create_member(&bed.user, new.clone(), None).await.unwrap();
    bed.work().await;
    bed.start(&member, RunKind::Verify).await.unwrap();
    bed.work().await;
    let told = bed.accounts(&member).await;
    let account = told.iter().find(|one| one.facts.account_type == AccountType::Checking).unwrap();
    let numbers =
        scope.account_numbers(&bed.user, engine::records::Of::Account(account.guid), ALL).await.unwrap();
    let numbers = &numbers.items[0].numbers;
    let (number, routing) =
        (numbers.account_number.clone().unwrap(), numbers.routing_number.clone().unwrap());
    let mut bank_rows = rows(bed, account.guid).await;
    bank_rows.retain(|one| one.facts.status == TransactionStatus::Posted);
    scope.delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    let told: Vec<(i32, i64, String)> = bank_rows
        .iter()
        .map(|one| {
            let sign = if one.facts.transaction_type == TransactionType::Debit { -1 } else { 1 };
            let text = one.facts.description.replace(['&', '<'], " ");
            let posted = one.facts.posted_at.unwrap().to_zoned(jiff::tz::TimeZone::UTC).date();
            ((day(bed, 0) - posted).get_days(), sign * one.facts.amount.minor, text)
        })
        .collect();
    let told: Vec<Row<'_>> = told.iter().map(|(ago, minor, text)| (*ago, *minor, text.as_str())).collect();
    let longest = told.iter().map(|(ago, ..)| *ago).max().unwrap();
    let file = ofx(bed, &number, (longest, 1), "1.00", &told);
    let file = String::from_utf8(file).unwrap().replace("321174851", &routing).into_bytes();
    (new, file, told.len())
}

async fn a_bank_takes_over_what_a_file_told(bed: &Bed) {
    let scope = bed.scope();
    let (new, file, told) = file_of_a_bank(bed).await;
    // The person has a file of the account, and words of their own on a row.
    let mine = account_in(&bring(bed, &file, ImportWishes::default()).await);
    let edited = rows(bed, mine).await[0].guid;
    let edits = TransactionEdits { description: Some("My words".into()), ..TransactionEdits::default() };
    scope.update_transaction(&bed.user, edited, edits).await.unwrap();

    let member = scope.create_member(&bed.user, new, None).await.unwrap();
    bed.work().await;
    let now = bed.accounts(&member).await;
    let account = now.iter().find(|one| one.guid == mine).expect("the full number says that it is the same");
    assert!(account.imported_at.is_some(), "the bank tells it now");
    let all = rows(bed, mine).await;
    let posted = all.iter().filter(|one| one.facts.status == TransactionStatus::Posted).count();
    assert_eq!(posted, told, "each row is there once");
    let edited = all.iter().find(|one| one.guid == edited).expect("the row that was edited is still there");
    assert_eq!(edited.edits.description.as_deref(), Some("My words"));
}

/// Else a third account would stand beside the two that the person told apart.
async fn what_was_parted_is_told_apart_when_its_bank_comes_again(bed: &Bed) {
    let scope = bed.scope();
    let (new, file, _) = file_of_a_bank(bed).await;
    let mine = account_in(&bring(bed, &file, ImportWishes::default()).await);
    let member = scope.create_member(&bed.user, new.clone(), None).await.unwrap();
    bed.work().await;
    let joins = scope.joins(&bed.user, Some(mine), ALL).await.unwrap().items;
    let join = joins.iter().find(|one| one.kind == JoinKind::Account).unwrap();
    scope.undo_join(&bed.user, join.guid).await.unwrap();
    let guids = async || {
        let mut guids: Vec<AccountGuid> = accounts(bed).await.iter().map(|one| one.guid).collect();
        guids.sort();
        guids
    };
    let before = guids().await;
    scope.delete_member_keeping_history(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    scope.create_member(&bed.user, new, None).await.unwrap();
    bed.work().await;
    assert_eq!(guids().await, before);
}

async fn what_a_person_did_with_a_row_stays(bed: &Bed) {
    let file = csv(bed, &COFFEES);
    let account = account_in(&bring(bed, &file, in_dollars()).await);
    let removed = rows(bed, account).await.into_iter().find(|one| one.facts.description == "Grocer").unwrap();
    bed.scope().remove_transaction(&bed.user, &removed).await.unwrap();
    let mut more = COFFEES.to_vec();
    more.push((3, -700, "Cinema"));
    let outcome = bring(bed, &csv(bed, &more), into(account)).await;
    assert_eq!((outcome[0].new, outcome[0].known, outcome[0].left_out), (1, 4, 1));
    let now: Vec<_> = rows(bed, account).await.into_iter().map(|one| one.facts.description).collect();
    assert_eq!(now.len(), 5);
    assert!(!now.contains(&"Grocer".to_owned()), "what was removed stays removed");
}

async fn what_a_file_leaves_open_is_asked_and_kept(bed: &Bed) {
    let text = |day: &str| {
        format!("Datum;Text;Betrag\n{day}/2025;Café;-4,50\n02/03/2025;Miete;-900,00\n").into_bytes()
    };
    let import = stage(bed, &text("01/02"), ImportWishes::default()).await.unwrap();
    let asked = |looked: Looked| match looked {
        Looked::Question(flaw) => flaw.kind,
        Looked::Look(look) => panic!("{look:?}"),
    };
    let first = asked(bed.scope().look_at_import(&bed.user, &import, 1).await.unwrap());
    assert!(matches!(first, FlawKind::NoCurrency | FlawKind::DatesAmbiguous), "{first:?}");
    let refused = bed.scope().confirm_import(&bed.user, import.guid).await;
    assert!(matches!(refused, Err(Error::File(_))), "what is open must be said first");
    let wishes = ImportWishes {
        currency: "EUR".parse().ok(),
        date_order: Some(connectors::files::DateOrder::MonthDayYear),
        ..ImportWishes::default()
    };
    let import = bed.scope().answer_import(&bed.user, import.guid, &wishes).await.unwrap();
    let look = looked(bed, &import).await;
    assert_eq!(look.accounts[0].facts.currency.code(), "EUR");
    bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
    work(bed).await;
    let account = account_in(&outcome_of(&import_of(bed, import.guid).await));
    let dates: Vec<String> = rows(bed, account).await.iter().map(|one| one.facts.date.to_string()).collect();
    assert!(dates.contains(&"2025-01-02".to_owned()), "{dates:?}");

    // An account without rows whose currency is none is not one in dollars.
    let empty = b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1234567</Id></Othr></Id>\
        <Ccy>ZZZ</Ccy></Acct></Stmt></BkToCstmrStmt></Document>";
    let import = stage(bed, empty, ImportWishes::default()).await.unwrap();
    let first = asked(bed.scope().look_at_import(&bed.user, &import, 1).await.unwrap());
    assert_eq!(first, FlawKind::NoCurrency);

    // The next file of the account is read in the same way, and nothing is asked.
    let import = stage(bed, &text("03/04"), into(account)).await.unwrap();
    let look = looked(bed, &import).await;
    let days: Vec<_> = look.accounts[0].rows.iter().map(|one| one.facts.date.to_string()).collect();
    assert!(days.contains(&"2025-03-04".to_owned()), "{days:?}");
}

async fn files_that_cannot_be_read_leave_nothing(bed: &Bed) {
    let half = ofx(bed, "1234567890", (40, 1), "1.00", &COFFEES);
    let half = &half[..half.len() / 2];
    let bomb = b"<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>\
        <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>&lol2;</BkToCstmrStmt></Document>";
    let files: [&[u8]; 6] = [b"", b"%PDF-1.7 ...", b"PK\x03\x04\x14\x00", b"dear diary", half, bomb];
    for file in files {
        match stage(bed, file, ImportWishes::default()).await {
            Err(Error::File(flaw)) => assert!(flaw.to_string().len() > 20, "{flaw}"),
            other => panic!("{:?}: {other:?}", String::from_utf8_lossy(&file[..file.len().min(20)])),
        }
    }
    let mut noise = vec![0; 4096];
    Dice::new(7).fill(&mut noise);
    assert!(matches!(stage(bed, &noise, ImportWishes::default()).await, Err(Error::File(_))));
    assert_eq!(bed.scope().imports(&bed.user, ALL).await.unwrap().total, 0, "nothing is kept");
}

async fn files_that_nobody_wants_are_forgotten(bed: &Bed) {
    let file = ofx(bed, "1234567890", (40, 1), "1203.01", &COFFEES);
    let import = stage(bed, &file, ImportWishes::default()).await.unwrap();
    // Another client sees nothing of it.
    let stranger = bed.engine.of(ClientGuid::from_digest([9; 16]));
    assert!(matches!(stranger.import(&bed.user, import.guid).await, Err(Error::NotFound(_))));
    bed.scope().cancel_import(&bed.user, import.guid).await.unwrap();
    assert!(matches!(bed.scope().import(&bed.user, import.guid).await, Err(Error::NotFound(_))));

    // Only so many wait; the oldest goes.
    let mut staged = Vec::new();
    for _ in 0..6 {
        bed.clock.advance(SignedDuration::from_secs(1));
        staged.push(stage(bed, &file, ImportWishes::default()).await.unwrap().guid);
    }
    assert!(bed.scope().import(&bed.user, staged[0]).await.is_err());
    assert_eq!(bed.scope().imports(&bed.user, ALL).await.unwrap().total, 5);
    // After an hour nothing is left, whoever asks.
    bed.operational.advance(SignedDuration::from_mins(61));
    let stop = CancellationToken::new();
    let importer = tokio::spawn(Importer::new(bed.engine.clone(), stop.clone()).run());
    let patience = std::time::Instant::now();
    while bed.scope().imports(&bed.user, ALL).await.unwrap().total > 0 {
        assert!(patience.elapsed() < crate::PATIENCE, "they are still there");
        tokio::task::yield_now().await;
    }
    stop.cancel();
    importer.await.unwrap();
}

async fn accounts_go_where_the_person_says(bed: &Bed) {
    let file = csv(bed, &COFFEES);
    let named = ImportWishes {
        accounts: BTreeMap::from([(
            1,
            AccountWish::New { name: Some("My card".into()), account_type: Some(AccountType::CreditCard) },
        )]),
        ..in_dollars()
    };
    let mine = account_in(&bring(bed, &file, named).await);
    let account = accounts(bed).await.remove(0);
    assert_eq!((account.guid, account.facts.name.as_str()), (mine, "My card"));
    assert_eq!(account.facts.account_type, AccountType::CreditCard);
    // Left out: nothing comes of it.
    let out = ImportWishes { accounts: BTreeMap::from([(1, AccountWish::LeaveOut)]), ..in_dollars() };
    let outcome = bring(bed, &csv(bed, &COFFEES[..3]), out).await;
    assert_eq!((outcome[0].account_guid.as_ref(), outcome[0].new), (None, 0));
    assert_eq!(rows(bed, mine).await.len(), 5);
    // An account of somebody else is none.
    let wrong = stage(bed, &file, into(AccountGuid::from_digest([3; 16]))).await;
    assert!(matches!(wrong, Err(Error::NotFound("account"))), "{wrong:?}");
    // Another currency than the account has contradicts it, whatever the person says.
    let euros = ImportWishes { currency: "EUR".parse().ok(), ..into(mine) };
    let import = stage(bed, &csv(bed, &COFFEES[1..]), euros).await.unwrap();
    let look = looked(bed, &import).await;
    assert!(look.accounts[0].is_conflict && matches!(look.accounts[0].goal, Goal::New), "{look:?}");
}

async fn any_commit_of_an_import_may_be_the_last(bed: &Bed) {
    for dies in [Dies::Before, Dies::After] {
        for commits in 0..8 {
            let number = format!("90000{commits}{}", if matches!(dies, Dies::Before) { 1 } else { 2 });
            let file = ofx(bed, &number, (40, 1), "1203.01", &COFFEES);
            let import = stage(bed, &file, ImportWishes::default()).await.unwrap();
            bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
            let before = accounts(bed).await.len();
            let dying = bed.beside(Some(Arc::new(Fuse::new(commits, dies)))).await;
            drop(Importer::new(dying, CancellationToken::new()).run_due().await);
            bed.operational.advance(SignedDuration::from_mins(10));
            work(bed).await;
            let done = import_of(bed, import.guid).await;
            assert_eq!(done.state, ImportState::Imported, "{dies:?} {commits}");
            let outcome = outcome_of(&done);
            assert_eq!((outcome.len(), outcome[0].new), (1, 5), "{dies:?} {commits}: {outcome:?}");
            assert_eq!(accounts(bed).await.len(), before + 1, "{dies:?} {commits}");
            assert_eq!(rows(bed, account_in(&outcome)).await.len(), 5);
        }
    }
}

async fn two_nodes_import_a_file_once(bed: &Bed) {
    let second = bed.beside(None).await;
    for nth in 0..5 {
        let file = ofx(bed, &format!("70000{nth}"), (40, 1), "1203.01", &COFFEES);
        let import = stage(bed, &file, ImportWishes::default()).await.unwrap();
        bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
        let one = Importer::new(bed.engine.clone(), CancellationToken::new());
        let two = Importer::new(second.clone(), CancellationToken::new());
        let (one, two) = tokio::join!(one.run_due(), two.run_due());
        assert!(one.is_ok() && two.is_ok());
        let done = import_of(bed, import.guid).await;
        assert_eq!(done.state, ImportState::Imported);
        assert_eq!(rows(bed, account_in(&outcome_of(&done))).await.len(), 5);
    }
    assert_eq!(accounts(bed).await.len(), 5);
}

/// Two tabs, or a client that asks again.
async fn a_file_that_is_staged_twice_is_taken_once(bed: &Bed) {
    let file = csv(bed, &COFFEES);
    let one = stage(bed, &file, in_dollars()).await.unwrap();
    let other = stage(bed, &file, in_dollars()).await.unwrap();
    for import in [&one, &other] {
        bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
        work(bed).await;
        assert_eq!(import_of(bed, import.guid).await.state, ImportState::Imported);
    }
    let [account] = &accounts(bed).await[..] else { panic!("one account") };
    assert_eq!(rows(bed, account.guid).await.len(), COFFEES.len());
}

/// Nothing but its rows says whose a table is.
async fn rows_alone_show_which_account_it_may_be(bed: &Bed) {
    let spent: Vec<(i32, i64, String)> =
        (1..=12).map(|at| (at, -100 * i64::from(at) - 7, format!("Shop {at}"))).collect();
    let spent: Vec<Row<'_>> = spent.iter().map(|(ago, minor, name)| (*ago, *minor, name.as_str())).collect();
    let file = ofx(bed, "1234567890", (40, 1), "1203.01", &spent);
    let known = account_in(&bring(bed, &file, ImportWishes::default()).await);
    let import = stage(bed, &csv(bed, &spent), in_dollars()).await.unwrap();
    let look = looked(bed, &import).await;
    let possible: Vec<AccountGuid> = look.accounts[0].possible.iter().map(|one| one.guid).collect();
    assert_eq!(possible, [known]);
    // Those of another one do not go where they are sent.
    let others: Vec<Row<'_>> = spent.iter().map(|(ago, minor, name)| (*ago, minor * 3, *name)).collect();
    let wishes = ImportWishes { currency: "USD".parse().ok(), ..into(known) };
    let import = stage(bed, &csv(bed, &others), wishes).await.unwrap();
    assert!(looked(bed, &import).await.accounts[0].is_conflict);
    let refused = bed.scope().confirm_import(&bed.user, import.guid).await;
    assert!(matches!(refused, Err(Error::Impossible { .. })), "{refused:?}");
    assert_eq!(import_of(bed, import.guid).await.state, ImportState::Staged);
}

async fn accounts_that_were_merged_one_after_the_other_part_again(bed: &Bed) {
    let mut all = Vec::new();
    for more in 0..3 {
        let mut rows = COFFEES.to_vec();
        rows.extend((0..more).map(|at| (2 + at, -1_000 - i64::from(more), "More")));
        let new = AccountWish::New { name: Some(format!("Account {more}")), account_type: None };
        let wishes = ImportWishes { accounts: BTreeMap::from([(1, new)]), ..in_dollars() };
        all.push(account_in(&bring(bed, &csv(bed, &rows), wishes).await));
    }
    let [one, two, three] = all[..] else { panic!("three accounts") };
    let mut before = Vec::new();
    let mut joins = Vec::new();
    for both in [[one, two], [three, one]] {
        bed.clock.advance(SignedDuration::from_secs(1));
        before.push(all_rows(bed).await);
        bed.scope().merge_accounts(&bed.user, &both, JoinMaker::Client).await.unwrap();
        let found = bed.scope().joins(&bed.user, Some(both[0]), ALL).await.unwrap().items;
        let of_accounts = |one: &&engine::records::Join| one.kind == JoinKind::Account;
        joins.push(found.iter().filter(of_accounts).max_by_key(|one| one.made_at).unwrap().guid);
    }
    assert_eq!(accounts(bed).await.len(), 1);
    for (join, before) in joins.iter().zip(before).rev() {
        bed.scope().undo_join(&bed.user, *join).await.unwrap();
        assert_eq!(all_rows(bed).await, before);
    }
}

/// What stands in each account.
async fn all_rows(bed: &Bed) -> BTreeMap<AccountGuid, Vec<(Date, String)>> {
    let mut all = BTreeMap::new();
    for account in accounts(bed).await {
        let rows = rows(bed, account.guid).await;
        let mut rows: Vec<_> =
            rows.iter().map(|one| (one.facts.date, format!("{} {:?}", one.guid, one.facts.amount))).collect();
        rows.sort();
        all.insert(account.guid, rows);
    }
    all
}

async fn who_brings_a_file_waits_for_a_turn(bed: &Bed) {
    let file = csv(bed, &COFFEES);
    let import = stage(bed, &file, in_dollars()).await.unwrap();
    let held = [bed.engine.file_turn().await.unwrap(), bed.engine.file_turn().await.unwrap()];
    let scope = bed.scope();
    let mut staging = std::pin::pin!(stage(bed, &file, in_dollars()));
    let mut looking = std::pin::pin!(scope.look_at_import(&bed.user, &import, 1));
    let moment = std::time::Duration::from_millis(300);
    assert!(tokio::time::timeout(moment, &mut staging).await.is_err());
    assert!(tokio::time::timeout(moment, &mut looking).await.is_err());
    drop(held);
    let (staged, looked) = tokio::join!(staging, looking);
    assert!(staged.is_ok() && looked.is_ok());
}

async fn an_account_that_goes_meanwhile_holds_nothing_up(bed: &Bed) {
    // Of days before those that are known.
    let many: Vec<Row<'_>> = (0..4_000).map(|nth| (40 + nth % 80, -100 - i64::from(nth), "Café")).collect();
    for _ in 0..3 {
        let account = account_in(&bring(bed, &csv(bed, &COFFEES), in_dollars()).await);
        let import = stage(bed, &csv(bed, &many), into(account)).await.unwrap();
        bed.scope().confirm_import(&bed.user, import.guid).await.unwrap();
        let importer = Importer::new(bed.engine.clone(), CancellationToken::new());
        let going = async {
            while import_of(bed, import.guid).await.stage != Some(ImportStage::Comparing) {
                tokio::task::yield_now().await;
            }
            bed.scope().delete_account(&bed.user, &Name::Guid(account)).await.unwrap();
        };
        let (done, ()) = tokio::join!(importer.run_due(), going);
        done.unwrap();
        bed.operational.advance(SignedDuration::from_secs(3));
        work(bed).await;
        let import = import_of(bed, import.guid).await;
        assert_eq!((import.state, import.flaw.as_deref()), (ImportState::Failed, Some("account_gone")));
    }
}

async fn an_account_that_was_removed_takes_the_same_file_again(bed: &Bed) {
    let many: Vec<Row<'_>> = (0..400).map(|nth| (40 + nth % 80, -100 - i64::from(nth), "Café")).collect();
    for _ in 0..2 {
        let account = account_in(&bring(bed, &csv(bed, &COFFEES), in_dollars()).await);
        assert_eq!(account_in(&bring(bed, &csv(bed, &many), into(account)).await), account);
        bed.scope().delete_account(&bed.user, &Name::Guid(account)).await.unwrap();
    }
}

async fn all_who_consent_at_once_are_told_the_same(bed: &Bed) {
    let import = stage(bed, &csv(bed, &COFFEES), in_dollars()).await.unwrap();
    let (client, guid) = (import.client, import.guid);
    let consents: Vec<_> = (0..16)
        .map(|_| {
            let (engine, user) = (bed.engine.clone(), bed.user.clone());
            tokio::spawn(async move { engine.of(client).confirm_import(&user, guid).await })
        })
        .collect();
    for consent in consents {
        assert_eq!(consent.await.unwrap().unwrap().state, ImportState::Importing);
    }
}
