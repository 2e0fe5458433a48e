//! A reply that is lost on the way: the bank is asked how it went, and nothing is sent twice.

use crate::bed::Bed;
use domain::member::Status;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

on_both! { a_lost_reply_is_asked_about }

/// Stands between hub and bank, and loses the replies to so many sendings that a bank counts.
pub(crate) async fn lossy(bank_url: &str, losses: usize) -> (String, Arc<AtomicUsize>) {
    let bank = bank_url.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let left = Arc::new(AtomicUsize::new(losses));
    let counting = left.clone();
    tokio::spawn(async move {
        while let Ok((hub, _)) = listener.accept().await {
            tokio::spawn(pass_on(hub, bank.clone(), counting.clone()));
        }
    });
    (url, left)
}

/// One connection. A request's head fits one read.
async fn pass_on(mut hub: TcpStream, bank: String, left: Arc<AtomicUsize>) {
    let mut bank = TcpStream::connect(bank).await.unwrap();
    let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut is_lost = false;
    loop {
        tokio::select! {
            Ok(count @ 1..) = hub.read(&mut asked) => {
                let lose = |left: usize| left.checked_sub(1);
                is_lost |= asked.starts_with(b"POST")
                    && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, lose).is_ok();
                bank.write_all(&asked[..count]).await.unwrap();
            }
            Ok(count @ 1..) = bank.read(&mut answered) => {
                // Where it is lost, the bank has answered; the hub only sees the connection break.
                if is_lost || hub.write_all(&answered[..count]).await.is_err() {
                    return;
                }
            }
            else => return,
        }
    }
}

async fn a_lost_reply_is_asked_about(bed: &Bed) {
    // The replies to the password and to the answer are both lost.
    let (url, left) = lossy(&bed.bank_url, 2).await;
    let engine = bed.through(&url).await;
    let new = crate::bed::new_member(&engine, "mxbank", "ann", "challenge").await;
    let member = engine.of(bed.client).create_member(&bed.user, new, None).await.unwrap();
    crate::bed::work(&engine).await;
    assert_eq!(bed.status(&member).await, Status::Challenged);
    assert_eq!(left.load(Ordering::SeqCst), 1);
    bed.answer(&member, "correct").await.unwrap();
    crate::bed::work(&engine).await;
    assert_eq!(left.load(Ordering::SeqCst), 0);
    // The answer arrived, so the sign-in did; reading larger pages goes straight to the bank.
    bed.work().await;
    let counts = bed.bank_counts("mxbank", "ann").await;
    assert_eq!((&counts["passwords_received"], &counts["answers_received"]), (&1.into(), &1.into()));
    assert_eq!(counts["repeated_attempts"], 0);
    assert!(bed.member(&member).await.state.credentials_proven);
}
