//! Statements: listed, fetched one by one, kept, and read by the application.

use crate::bed::{ALL, Bed, work};
use domain::member::Status;
use domain::reason::Reason;
use domain::run::RunKind;
use engine::Name;
use engine::records::{AuditFilter, Member, Statement};
use jiff::SignedDuration;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::{Dies, Fuse};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

on_both! {
    statements_come_with_their_documents
    what_is_there_is_not_fetched_again
    a_document_that_fails_fails_nothing_else
    an_institution_that_stops_answering_is_left_alone
    a_month_later_there_is_one_more
    another_source_brings_no_second_copies
    any_commit_may_be_the_last
    what_is_deleted_takes_its_statements_along
}

/// What one run fetches at most.
const DOCUMENTS_OF_A_RUN: usize = 300;

/// Begins a run a second after the one before, so that it is the latest.
async fn start(bed: &Bed, member: &Member) {
    bed.clock.advance(SignedDuration::from_secs(1));
    bed.operational.advance(SignedDuration::from_secs(1));
    bed.start(member, RunKind::FetchStatements).await.unwrap();
}

async fn fetch_statements(bed: &Bed, member: &Member) {
    start(bed, member).await;
    bed.work().await;
}

/// What the last run came to, and how many statements it made.
async fn last(bed: &Bed, member: &Member) -> (Option<Reason>, u32) {
    let run = bed.scope().latest_run(member).await.unwrap().unwrap();
    (run.reason, run.statements_created)
}

async fn statements(bed: &Bed, member: &Member) -> Vec<Statement> {
    bed.scope().statements(&bed.user, member, ALL).await.unwrap().items
}

fn lacking(all: &[Statement]) -> usize {
    all.iter().filter(|one| one.content_hash.is_none()).count()
}

async fn connected(bed: &Bed, code: &str, login: &str, password: &str) -> Member {
    let member = bed.connect_at(code, login, password).await.unwrap();
    bed.work().await;
    assert_eq!(bed.status(&member).await, Status::Connected);
    member
}

async fn statements_come_with_their_documents(bed: &Bed) {
    let member = connected(bed, "twin_rivers", "ann", "plain").await;
    assert_eq!(statements(bed, &member).await, []);
    fetch_statements(bed, &member).await;
    let all = statements(bed, &member).await;
    assert_eq!(last(bed, &member).await, (Some(Reason::Ok), u32::try_from(all.len()).unwrap()));
    assert!(all.len() > 40 && all.is_sorted_by(|a, b| a.issued_on >= b.issued_on));
    let accounts: HashSet<_> = bed.accounts(&member).await.iter().map(|one| one.guid).collect();
    let mut papers = HashSet::new();
    for one in &all {
        let paper = bed.scope().document(one).await.unwrap();
        assert!(paper.starts_with(b"%PDF-") && accounts.contains(&one.account));
        papers.insert(one.content_hash.clone().unwrap());
    }
    assert_eq!(papers.len(), all.len(), "each has a document of its own");
    // Each reading is noted.
    let filter =
        AuditFilter { member: Some(member.guid), actor: Some("client".to_owned()), ..AuditFilter::default() };
    let noted = bed.engine.audit_log(&filter, 1_000).await.unwrap();
    let read = noted.iter().filter(|entry| entry.action == "statement_document.read");
    assert_eq!(read.count(), all.len());
}

/// At a bank that would fail the newest ones, if it were asked.
async fn what_is_there_is_not_fetched_again(bed: &Bed) {
    let member = connected(bed, "twin_rivers", "ann", "plain").await;
    fetch_statements(bed, &member).await;
    let before = statements(bed, &member).await;
    bed.set_condition("twin_rivers", "ann", Some("document_failed")).await;
    fetch_statements(bed, &member).await;
    assert_eq!(last(bed, &member).await, (Some(Reason::Ok), 0));
    assert_eq!(statements(bed, &member).await, before);
}

async fn a_document_that_fails_fails_nothing_else(bed: &Bed) {
    for (condition, reason) in
        [("document_failed", Reason::ReportFailed), ("document_is_none", Reason::PartialData)]
    {
        let member = connected(bed, "twin_rivers", condition, "plain").await;
        let accounts = bed.accounts(&member).await.len();
        bed.set_condition("twin_rivers", condition, Some(condition)).await;
        fetch_statements(bed, &member).await;
        let all = statements(bed, &member).await;
        let created = u32::try_from(all.len()).unwrap();
        assert_eq!(last(bed, &member).await, (Some(Reason::PartialData), created), "{condition}");
        let seen = bed.member(&member).await.state;
        assert_eq!((seen.status, seen.reason), (Status::Connected, Some(reason)), "{condition}");
        assert_eq!(lacking(&all), accounts, "{condition}: of each account the newest");
        assert!(all[..accounts].iter().all(|one| one.content_hash.is_none()), "{condition}");
        assert!(matches!(bed.scope().document(&all[0]).await, Err(engine::Error::NotFound(_))));
        // The next run gets them, and the guids stay.
        bed.set_condition("twin_rivers", condition, None).await;
        fetch_statements(bed, &member).await;
        assert_eq!(last(bed, &member).await, (Some(Reason::Ok), 0), "{condition}");
        let now = statements(bed, &member).await;
        let guids = |all: &[Statement]| all.iter().map(|one| one.guid).collect::<Vec<_>>();
        assert_eq!((lacking(&now), guids(&now)), (0, guids(&all)), "{condition}");
        assert!(now[0].updated_at > now[0].created_at);
    }
}

/// Stands between hub and bank, counts what asks for documents, and cuts the line from so many on.
async fn cutting(bank_url: &str, answered: usize) -> (String, Arc<AtomicUsize>) {
    let bank = bank_url.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut hub, _)) = listener.accept().await {
            let (bank, counting) = (bank.clone(), counting.clone());
            tokio::spawn(async move {
                let mut bank = TcpStream::connect(bank).await.unwrap();
                let (mut request, mut answer) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
                loop {
                    tokio::select! {
                        Ok(count @ 1..) = hub.read(&mut request) => {
                            let is_document = request[..count].windows(10).any(|part| part == b"/document ");
                            if is_document && counting.fetch_add(1, Ordering::SeqCst) >= answered {
                                return;
                            }
                            bank.write_all(&request[..count]).await.unwrap();
                        }
                        Ok(count @ 1..) = bank.read(&mut answer) => {
                            if hub.write_all(&answer[..count]).await.is_err() {
                                return;
                            }
                        }
                        else => return,
                    }
                }
            });
        }
    });
    (url, asked)
}

async fn an_institution_that_stops_answering_is_left_alone(bed: &Bed) {
    /// Three documents, and each request is sent once more where the line was cut.
    const SENT_IN_VAIN_MAX: usize = 6;
    let member = connected(bed, "twin_rivers", "ann", "plain").await;
    let (url, asked) = cutting(&bed.bank_url, 2).await;
    start(bed, &member).await;
    work(&bed.through(&url).await).await;
    let all = statements(bed, &member).await;
    assert_eq!(last(bed, &member).await.0, Some(Reason::PartialData));
    assert_eq!(bed.status(&member).await, Status::Connected);
    assert_eq!(lacking(&all), all.len() - 2);
    let in_vain = asked.load(Ordering::SeqCst) - 2;
    assert!((3..=SENT_IN_VAIN_MAX).contains(&in_vain), "{in_vain}");
    fetch_statements(bed, &member).await;
    assert_eq!(
        (last(bed, &member).await, lacking(&statements(bed, &member).await)),
        ((Some(Reason::Ok), 0), 0)
    );
}

async fn a_month_later_there_is_one_more(bed: &Bed) {
    // More statements than one run fetches.
    let member = connected(bed, "granite_treasury", "ann", "plain").await;
    fetch_statements(bed, &member).await;
    let all = statements(bed, &member).await;
    assert_eq!(all.len() - lacking(&all), DOCUMENTS_OF_A_RUN);
    assert_eq!(last(bed, &member).await, (Some(Reason::Ok), u32::try_from(all.len()).unwrap()));
    assert!(all[..DOCUMENTS_OF_A_RUN].iter().all(|one| one.content_hash.is_some()), "the newest come first");
    fetch_statements(bed, &member).await;
    let now = statements(bed, &member).await;
    assert_eq!((now.len(), now.len() - lacking(&now)), (all.len(), 2 * DOCUMENTS_OF_A_RUN));

    let member = connected(bed, "solstice_money", "ann", "plain").await;
    fetch_statements(bed, &member).await;
    let before = statements(bed, &member).await;
    bed.clock.advance(SignedDuration::from_hours(24 * 31));
    fetch_statements(bed, &member).await;
    let after = statements(bed, &member).await;
    let accounts = bed.accounts(&member).await.len();
    assert_eq!((after.len(), lacking(&after)), (before.len() + accounts, 0));
    assert_eq!(last(bed, &member).await, (Some(Reason::Ok), u32::try_from(accounts).unwrap()));
}

async fn another_source_brings_no_second_copies(bed: &Bed) {
    let member = connected(bed, "twin_rivers", "ann", "plain").await;
    bed.set_condition("twin_rivers", "ann", Some("document_failed")).await;
    fetch_statements(bed, &member).await;
    let before = statements(bed, &member).await;
    bed.set_condition("twin_rivers", "ann", None).await;
    assert!(lacking(&before) > 0 && before.iter().all(|one| one.listed.source == "sandbox"));
    bed.scope().move_member(&bed.user, &Name::Guid(member.guid), "sandbox_mirror").await.unwrap();
    fetch_statements(bed, &member).await;
    let after = statements(bed, &member).await;
    assert_eq!(last(bed, &member).await, (Some(Reason::Ok), 0));
    let guids = |all: &[Statement]| all.iter().map(|one| one.guid).collect::<Vec<_>>();
    assert_eq!((lacking(&after), guids(&after)), (0, guids(&before)));
}

async fn any_commit_may_be_the_last(bed: &Bed) {
    for dies in [Dies::Before, Dies::After] {
        // The commits of a run are more than the fuse need try: each document is like the one before.
        for commits in [0, 1, 2, 3, 4, 5, 6, 7, 8, 20, 40] {
            let login = format!("{dies:?}-{commits}");
            let member = connected(bed, "solstice_money", &login, "plain").await;
            let fuse = Arc::new(Fuse::new(commits, dies));
            let dying = bed.beside(Some(fuse.clone())).await;
            start(bed, &member).await;
            work(&dying).await;
            assert!(fuse.is_burnt(), "{login}");
            bed.operational.advance(SignedDuration::from_mins(1));
            bed.clock.advance(SignedDuration::from_secs(1));
            bed.work().await;
            let (reason, _) = last(bed, &member).await;
            if reason == Some(Reason::NetworkError) {
                // It died while a password was on its way; the person asks once more.
                fetch_statements(bed, &member).await;
            }
            let all = statements(bed, &member).await;
            let ids: HashSet<_> = all.iter().map(|one| (one.account, one.issued_on)).collect();
            assert_eq!((lacking(&all), ids.len()), (0, all.len()), "{login}");
            assert!(all.len() > 40, "{login}");
            bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
        }
    }
}

async fn what_is_deleted_takes_its_statements_along(bed: &Bed) {
    let member = connected(bed, "solstice_money", "ann", "plain").await;
    fetch_statements(bed, &member).await;
    let one = statements(bed, &member).await.remove(0);
    assert!(bed.scope().statement(&bed.user, &member, one.guid).await.is_ok());
    bed.scope().delete_member(&bed.user, &Name::Guid(member.guid)).await.unwrap();
    assert!(matches!(bed.scope().document(&one).await, Err(engine::Error::NotFound(_))));
    assert!(matches!(
        bed.scope().statement(&bed.user, &member, one.guid).await,
        Err(engine::Error::NotFound(_))
    ));
}
