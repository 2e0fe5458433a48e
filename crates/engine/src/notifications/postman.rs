//! Sends the mails that are due, beside everything else: a mail server that does not answer holds up nobody.
//!
//! That a mail is being sent is committed before it is: after a crash it is not sent again, since nobody wants the same mail twice.

use super::links::LINK_TIME;
use super::mail::{Letters, Mail, MailProblem, Mailer, Writing};
use crate::error::as_cause;
use crate::records::{Member, NotificationKind, User};
use crate::{Engine, Error, MemberDiagnosis, Name};
use domain::clock::Timestamp;
use domain::diagnosis::Visitor;
use domain::notification::{INCIDENT_WAIT, MAIL_APART, is_technical, mail_again, mail_retry};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use store::clients::hash_key;
use store::notifications::{DueMail, MAILED_LATELY, NOT_DUE};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Mails of one look, sent side by side.
const AT_ONCE: u32 = 16;
/// How often it is looked for mails that are due.
const PERIOD: Duration = Duration::from_secs(2);
/// How long a mail is left alone that could not be looked after.
const TROUBLE_WAIT: SignedDuration = SignedDuration::from_mins(10);
/// How long the database is left alone when it did not answer.
const OUTAGE_PAUSE: Duration = Duration::from_secs(5);

/// Sends mails.
#[derive(Debug)]
pub struct Postman {
    round: Arc<Round>,
    stop: CancellationToken,
}

/// What each mail needs.
#[derive(Debug)]
struct Round {
    engine: Arc<Engine>,
    letters: Arc<dyn Letters>,
    /// None: no mails are sent here, and none wait until some are.
    mailer: Option<Arc<dyn Mailer>>,
    /// The address under which browsers reach this server, for links.
    public_url: Option<String>,
}

/// A mail that can be sent, with the hash of its link's token.
#[derive(Debug)]
struct Ready {
    mail: Mail,
    link: Option<String>,
}

impl Postman {
    pub fn new(
        engine: Arc<Engine>,
        letters: Arc<dyn Letters>,
        mailer: Option<Arc<dyn Mailer>>,
        public_url: Option<String>,
        stop: CancellationToken,
    ) -> Self {
        let public_url = public_url.map(|url| url.trim_end_matches('/').to_owned());
        Self { round: Arc::new(Round { engine, letters, mailer, public_url }), stop }
    }

    /// Works until it is stopped; what is being sent then is waited for.
    pub async fn run(self) {
        while !self.stop.is_cancelled() {
            let pause = match self.look().await {
                Ok(count) if count > 0 => continue,
                Ok(_) => PERIOD,
                Err(error) => {
                    tracing::error!(error = as_cause(&error), "mails that are due cannot be taken");
                    OUTAGE_PAUSE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// Sends everything that is due now; for tests and commands. Gives how many were looked at.
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
        let engine = &self.round.engine;
        let due = engine.store.mails_due(engine.now(), AT_ONCE).await?;
        let count = due.len();
        let mut under_way = JoinSet::new();
        for mail in due {
            let round = self.round.clone();
            under_way.spawn(async move { round.attend_or_put_off(&mail).await });
        }
        let mut looked = Ok(count);
        // All of them come to their end, whatever becomes of one.
        while let Some(done) = under_way.join_next().await {
            match done {
                Ok(Ok(())) => {}
                Ok(Err(error)) => looked = Err(error),
                Err(error) => {
                    tracing::error!(error = as_cause(&error), "sending a mail ended abnormally");
                    looked = looked.map(|_| 0);
                }
            }
        }
        looked
    }
}

impl Round {
    /// A mail that cannot be looked after stands in nobody's way.
    async fn attend_or_put_off(&self, due: &DueMail) -> Result<(), Error> {
        match self.attend(due).await {
            Err(error) if !error.is_outage() => {
                tracing::error!(notification.guid = %due.notification.guid, error = as_cause(&error), "a mail could not be looked after");
                let until = self.engine.now().checked_add(TROUBLE_WAIT).unwrap_or(Timestamp::MAX);
                self.put_off(due, Some(until)).await
            }
            other => other,
        }
    }

    async fn attend(&self, due: &DueMail) -> Result<(), Error> {
        let (engine, guid) = (&self.engine, due.notification.guid);
        let now = engine.now();
        let Some(mailer) = &self.mailer else { return self.put_off(due, None).await };
        if let Some(last) = due.mailed_before.map(mail_again).filter(|again| *again > now) {
            return self.put_off(due, Some(last)).await;
        }
        let Some(user) = self.reader(due).await? else { return self.put_off(due, None).await };
        let member = match due.notification.member {
            Some(member) => engine.store.of(user.client).member(user.guid, member).await?,
            None => None,
        };
        if let Some(member) = &member
            && due.notification.reason.is_some_and(is_technical)
            && due.notification.kind == NotificationKind::Trouble
            && engine.is_hushed(member).await?
        {
            let until = now.checked_add(INCIDENT_WAIT).unwrap_or(Timestamp::MAX);
            return self.put_off(due, Some(until)).await;
        }
        let Some(ready) = self.write(due, &user, member.as_ref()).await? else {
            return self.put_off(due, None).await;
        };
        let link_until = engine.operational.now().checked_add(LINK_TIME).unwrap_or(Timestamp::MAX);
        let not_since = now.checked_sub(MAIL_APART).unwrap_or(Timestamp::MIN);
        let taken = due.take(now, not_since, ready.link.map(|hash| (hash, link_until)));
        match engine.store.commit(taken).await {
            Ok(_) => {}
            // Another node has it, it is settled, or another mail was first: the next look sees.
            Err(store::Error::Conflict(NOT_DUE | MAILED_LATELY)) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        let (outcome, again) = match mailer.send(&ready.mail).await {
            Ok(()) => ("sent", None),
            Err(MailProblem::Unknown(problem)) => {
                tracing::warn!(notification.guid = %guid, problem, "whether a mail arrived is not known; it is not sent again");
                ("unknown", None)
            }
            Err(MailProblem::Later(problem)) => {
                let again = mail_retry(due.notification.mail_tries.saturating_add(1), now);
                tracing::warn!(notification.guid = %guid, problem, ?again, "a mail was not taken for now");
                (if again.is_some() { "put_off" } else { "given_up" }, Some(again))
            }
            Err(MailProblem::Refused(problem)) => {
                tracing::warn!(notification.guid = %guid, problem, "a mail was refused");
                ("refused", Some(None))
            }
        };
        metrics::counter!("swingbridge_mails_total", "outcome" => outcome).increment(1);
        if let Some(again) = again {
            engine.store.commit(due.refused(now, again)).await?;
        }
        Ok(())
    }

    /// Who is written to; none when nobody is: no address, no wish for mails, a user that is gone or disabled.
    async fn reader(&self, due: &DueMail) -> Result<Option<User>, Error> {
        let scope = self.engine.of(due.notification.client);
        let user = match scope.user(&Name::Guid(due.notification.user)).await {
            Ok(user) => user,
            Err(Error::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let has_address = due.notification.address.is_some() || user.email.is_some();
        let is_reached = has_address && !user.is_disabled && scope.preferences(&user).await?.is_mail_wanted;
        Ok(is_reached.then_some(user))
    }

    async fn write(
        &self,
        due: &DueMail,
        user: &User,
        member: Option<&Member>,
    ) -> Result<Option<Ready>, Error> {
        let (engine, notification) = (&self.engine, &due.notification);
        let scope = engine.of(user.client);
        let Some(to) = notification.address.clone().or_else(|| user.email.clone()) else { return Ok(None) };
        let diagnosis: Option<MemberDiagnosis> = match member {
            Some(member) if notification.kind == NotificationKind::Trouble => {
                Some(scope.diagnose(member, Visitor::default()).await?)
            }
            Some(_) | None => None,
        };
        let code =
            member.map(|one| one.institution_code.clone()).or_else(|| notification.institution_code.clone());
        let institution = engine.institution_if_known(code).await?;
        let institution =
            institution.as_ref().map(|one| one.name.as_str()).or(member.map(|one| one.name.as_str()));
        // Somebody typed the other addresses: nothing of a person's is opened from there.
        let leads = notification.kind == NotificationKind::Trouble;
        let is_own = user.email.as_deref() == Some(to.as_str());
        let token = (leads && self.public_url.is_some()).then(|| engine.token());
        let at = |path: String| self.public_url.as_ref().map(|url| format!("{url}/notifications/{path}"));
        let link = token.as_ref().and_then(|token| at(token.clone()));
        let unsubscribe =
            if is_own { at(format!("unsubscribe/{}", engine.unsubscribe_token(user).await?)) } else { None };
        let app = scope.client().await?.name;
        let language = scope.preferences(user).await?.language_of_mails();
        let letter = self.letters.letter(&Writing {
            notification,
            language,
            app: &app,
            institution,
            diagnosis: diagnosis.as_ref(),
            link: link.as_deref(),
            unsubscribe: unsubscribe.as_deref(),
        });
        let Some(letter) = letter else {
            tracing::error!(notification.guid = %notification.guid, "a mail could not be written");
            return Ok(None);
        };
        let mail = Mail { id: notification.guid.to_string(), to, app, letter, language, unsubscribe };
        Ok(Some(Ready { mail, link: token.map(|token| hash_key(&token)) }))
    }

    async fn put_off(&self, due: &DueMail, until: Option<Timestamp>) -> Result<(), Error> {
        self.engine.store.commit(vec![due.put_off(until)]).await.map(drop).map_err(Into::into)
    }
}
