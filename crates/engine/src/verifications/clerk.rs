//! Carries verifications on: looks at those that something has changed for, reads what is due, makes the report, and tells.

use super::draft::{self, ReportDraft};
use super::reading::{is_lately, reading};
use crate::error::as_cause;
use crate::records::{Account, Member, ReportHead, Verification, WantedAccounts};
use crate::webhooks::Bodies;
use crate::{Engine, Error, ReportType};
use domain::id::MemberGuid;
use domain::member::Presence;
use domain::verification::{
    AccountFact, Facts, MemberFact, Next, Reading, ReportFact, VerificationState, Wanted, decide,
};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use store::verifications;
use tokio_util::sync::CancellationToken;

/// Verifications of one look.
const AT_ONCE: u32 = 50;
/// How often it is looked for those that are due when nobody says that there are some.
const PERIOD: Duration = Duration::from_secs(2);
/// When one is looked at again that could not be carried on, such as while another job is on.
const AGAIN: SignedDuration = SignedDuration::from_mins(5);
/// How long a report may take.
const REPORT_MAX: Duration = Duration::from_secs(15);

/// Carries verifications on.
#[derive(Debug)]
pub struct Clerk {
    engine: Arc<Engine>,
    bodies: Arc<dyn Bodies>,
    stop: CancellationToken,
}

impl Clerk {
    pub fn new(engine: Arc<Engine>, bodies: Arc<dyn Bodies>, stop: CancellationToken) -> Self {
        Self { engine, bodies, stop }
    }

    /// Works until it is stopped; what is half done then is done by the next look, of this process or another.
    pub async fn run(self) {
        while !self.stop.is_cancelled() {
            let woken = self.engine.store.database().woken();
            tokio::pin!(woken);
            woken.as_mut().enable();
            match self.look().await {
                Ok(count) if count > 0 => continue,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(error = as_cause(&error), "verifications cannot be carried on");
                }
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(PERIOD) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// Looks after everything that is due now; for tests and commands. Gives how many were looked at.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut count = 0_usize;
        loop {
            match self.look().await? {
                0 => return Ok(count),
                more => count = count.saturating_add(more),
            }
        }
    }

    async fn look(&self) -> Result<usize, Error> {
        let due = self.engine.store.verifications_due(self.engine.now(), AT_ONCE).await?;
        let count = due.len();
        for one in due {
            let guid = one.guid;
            if let Err(error) = self.attend(one).await {
                tracing::error!(verification.guid = %guid, error = as_cause(&error), "a verification cannot be carried on");
            }
        }
        Ok(count)
    }

    /// Looks at one: where it stands, and what comes next.
    async fn attend(&self, mut one: Verification) -> Result<(), Error> {
        let engine = &self.engine;
        let before = (one.state, one.code, one.flaws.clone());
        let known = Known::load(engine, &one).await?;
        let (standing, next) = decide(&known.facts(&one));
        (one.state, one.code, one.flaws) = (standing.state, standing.code, standing.flaws);
        one.due_at = None;
        let mut writes = Vec::new();
        let mut start = None;
        match next {
            Next::Wait => {}
            // A job that cannot begin now, for whatever cause, is tried again.
            Next::Read(member) => {
                one.due_at = engine.now().checked_add(AGAIN).ok();
                start = Some(member);
            }
            Next::MakeReport if one.report_type == ReportType::None.name() => {
                one.state = VerificationState::Completed;
                one.code = domain::verification::VerificationCode::Completed;
            }
            Next::MakeReport => match self.make(&one, &known).await {
                Ok((head, json)) => {
                    one.state = VerificationState::Completed;
                    one.code = domain::verification::VerificationCode::Completed;
                    one.flaws.clear();
                    writes.push(engine.store.of(one.client).put_report(&one, &head, &json).await?);
                }
                Err(flaw) => {
                    tracing::warn!(verification.guid = %one.guid, flaw, "a report could not be made");
                    one.report_flaw = Some(flaw);
                    one.due_at = Some(engine.now());
                }
            },
        }
        if !one.is_open() {
            one.due_at = None;
        }
        if before != (one.state, one.code, one.flaws.clone()) {
            metrics::counter!("swingbridge_verifications_total", "state" => one.state.name()).increment(1);
            writes.extend(engine.told_of_verification(&one));
        }
        one.updated_at = engine.now();
        writes.insert(0, verifications::update(&one));
        match engine.store.commit(writes).await {
            Ok(_) => {}
            // Somebody has touched it meanwhile; it is due again.
            Err(store::Error::Conflict(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        match start {
            Some(member) => self.read(&one, member).await,
            None => Ok(()),
        }
    }

    /// Nobody is asked for a code at night: only who has just been here is.
    async fn read(&self, one: &Verification, member: MemberGuid) -> Result<(), Error> {
        let now = self.engine.now();
        let is_there = [one.opened_at, Some(one.created_at)].into_iter().any(|at| is_lately(at, now));
        let presence = if is_there { Presence::Foreground } else { Presence::Background };
        self.engine.of(one.client).read_for_verification(one, member, presence).await
    }

    /// The report as it is kept; or why it cannot be made.
    async fn make(&self, one: &Verification, known: &Known) -> Result<(ReportHead, Vec<u8>), String> {
        let engine = &self.engine;
        let unreadable = |error: Error| {
            tracing::error!(verification.guid = %one.guid, error = as_cause(&error), "a report's data cannot be read");
            "what it is to be made of could not be read".to_owned()
        };
        let accounts = known.accounts_for_report(one);
        let input = draft::load(engine, one, &known.members, accounts).await.map_err(unreadable)?;
        let draft =
            ReportDraft { verification: one.clone(), guid: engine.guid(), made_at: engine.now(), input };
        let (bodies, guid) = (self.bodies.clone(), draft.guid);
        // It takes a processor for a while.
        let making = tokio::task::spawn_blocking(move || bodies.report(&draft));
        let json = match tokio::time::timeout(REPORT_MAX, making).await {
            Ok(Ok(json)) => json,
            Ok(Err(_)) => return Err("making it ended abnormally".to_owned()),
            Err(_) => return Err("making it took too long".to_owned()),
        };
        let content_hash = store::hex(&Sha256::digest(&json));
        Ok((ReportHead { guid, content_hash, created_at: engine.now() }, json))
    }
}

/// Everything that is known for a verification.
struct Known {
    members: Vec<Member>,
    readings: Vec<Reading>,
    accounts: Vec<Account>,
}

impl Known {
    async fn load(engine: &Engine, one: &Verification) -> Result<Self, Error> {
        let store = engine.store.of(one.client);
        let (mut members, mut readings, mut accounts) = (Vec::new(), Vec::new(), Vec::new());
        for on in store.verification_members(one.user, one.guid).await? {
            // One that was deleted meanwhile is as if it had never been connected.
            let Some(member) = store.member(one.user, on.member).await? else { continue };
            let run = match on.run {
                Some(run) => store.run(one.user, run).await?,
                None => None,
            };
            accounts.extend(store.all_accounts(one.user, member.guid).await?);
            readings.push(reading(&member, run.as_ref()));
            members.push(member);
        }
        Ok(Self { members, readings, accounts })
    }

    fn facts<'a>(&'a self, one: &Verification) -> Facts<'a> {
        let members = self.members.iter().zip(&self.readings).map(|(member, reading)| MemberFact {
            guid: member.guid,
            name: &member.name,
            state: &member.state,
            reading: *reading,
        });
        let fact = |account: &'a Account| AccountFact {
            guid: account.guid,
            name: &account.facts.name,
            is_closed: account.facts.is_closed,
            is_gone: account.absent_since.is_some(),
            trouble: account.trouble,
        };
        let wanted = match &one.wanted {
            WantedAccounts::All => Wanted::All(self.accounts.iter().map(fact).collect()),
            WantedAccounts::Chosen(None) => Wanted::NotChosen,
            WantedAccounts::These(guids) | WantedAccounts::Chosen(Some(guids)) => Wanted::These(
                guids
                    .iter()
                    .map(|guid| {
                        let known = self.accounts.iter().find(|account| account.guid == *guid);
                        // One that was removed meanwhile is gone.
                        known.map_or(
                            AccountFact {
                                guid: *guid,
                                name: "",
                                is_closed: false,
                                is_gone: true,
                                trouble: None,
                            },
                            fact,
                        )
                    })
                    .collect(),
            ),
        };
        let report = match &one.report_flaw {
            Some(_) => ReportFact::Failed,
            None => ReportFact::Missing,
        };
        Facts {
            is_cancelled: one.cancelled_at.is_some(),
            is_opened: one.opened_at.is_some(),
            members: members.collect(),
            wanted,
            report,
        }
    }

    /// The accounts that the report is about.
    fn accounts_for_report(&self, one: &Verification) -> Vec<Account> {
        let is_wanted = |account: &&Account| match &one.wanted {
            WantedAccounts::All | WantedAccounts::Chosen(None) => account.absent_since.is_none(),
            WantedAccounts::These(guids) | WantedAccounts::Chosen(Some(guids)) => {
                guids.contains(&account.guid)
            }
        };
        self.accounts.iter().filter(is_wanted).cloned().collect()
    }
}
