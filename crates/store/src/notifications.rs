//! Notifications: what people are told of their connections or by their application, and the mails that go with it.

use crate::error::Error;
use crate::{Page, PageOf, Row, Store, Tenant, Write, args};
use domain::clock::Timestamp;
use domain::id::{ClientGuid, MemberGuid, NotificationGuid, UserGuid};
use domain::reason::Reason;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationKind {
    /// A connection needs its person.
    Trouble,
    /// It no longer does.
    Healed,
    /// The application's own words.
    Client,
    /// An institution that the person missed can be connected.
    InstitutionCame,
}

impl NotificationKind {
    pub const ALL: &[Self] = &[Self::Trouble, Self::Healed, Self::Client, Self::InstitutionCame];

    /// The name in API and SQL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trouble => "trouble",
            Self::Healed => "healed",
            Self::Client => "client",
            Self::InstitutionCame => "institution_came",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

#[derive(Debug, Clone)]
pub struct Notification {
    pub user: UserGuid,
    pub guid: NotificationGuid,
    pub client: ClientGuid,
    /// None: it is of no connection.
    pub member: Option<MemberGuid>,
    pub kind: NotificationKind,
    pub reason: Option<Reason>,
    pub institution_code: Option<String>,
    /// An application's own words.
    pub subject: Option<String>,
    pub content: Option<String>,
    /// Where a mail goes; none: to the address of the user.
    pub address: Option<String>,
    pub opened_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    pub viewed_at: Option<Timestamp>,
    /// When a mail is to go, in domain time; none when none is to go, or no more.
    pub mail_due_at: Option<Timestamp>,
    /// When it went, or began to: it is not sent again.
    pub mailed_at: Option<Timestamp>,
    /// Refusals for now.
    pub mail_tries: u32,
    /// SHA-256 of the token of the mail's link.
    pub link_hash: Option<String>,
    /// In operational time.
    pub link_until: Option<Timestamp>,
}

/// A mail that is due, with when the last one about the same connection went.
#[derive(Debug, Clone)]
pub struct DueMail {
    pub notification: Notification,
    pub mailed_before: Option<Timestamp>,
}

/// Which notifications of a user are listed, by when they were opened.
#[derive(Debug, Clone, Copy)]
pub struct NotificationFilter {
    pub from: Timestamp,
    /// Not itself.
    pub to: Timestamp,
}

impl Notification {
    /// An open notification of that kind, with nothing else said.
    pub fn new(
        guid: NotificationGuid,
        (client, user): (ClientGuid, UserGuid),
        kind: NotificationKind,
        now: Timestamp,
    ) -> Self {
        Self {
            user,
            guid,
            client,
            member: None,
            kind,
            reason: None,
            institution_code: None,
            subject: None,
            content: None,
            address: None,
            opened_at: now,
            withdrawn_at: None,
            viewed_at: None,
            mail_due_at: None,
            mailed_at: None,
            mail_tries: 0,
            link_hash: None,
            link_until: None,
        }
    }

    fn read(row: &Row) -> Result<Self, Error> {
        let reason = row
            .opt_text("reason")?
            .map(|name| Reason::from_name(name).map_or_else(|| row.named("reason", |_| None), Ok));
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            member: row.opt_parse("member_guid")?,
            kind: row.named("kind", NotificationKind::from_name)?,
            reason: reason.transpose()?,
            institution_code: row.opt_string("institution_code")?,
            subject: row.opt_string("subject")?,
            content: row.opt_string("content")?,
            address: row.opt_string("address")?,
            opened_at: row.time("opened_at")?,
            withdrawn_at: row.opt_time("withdrawn_at")?,
            viewed_at: row.opt_time("viewed_at")?,
            mail_due_at: row.opt_time("mail_due_at")?,
            mailed_at: row.opt_time("mailed_at")?,
            mail_tries: row.count("mail_tries")?,
            link_hash: row.opt_string("link_hash")?,
            link_until: row.opt_time("link_until")?,
        })
    }
}

/// A new notification.
pub fn insert(one: &Notification) -> Write {
    Write::new(
        "INSERT INTO notifications (user_guid, guid, client_guid, member_guid, kind, reason, institution_code, subject, content,
            address, opened_at, withdrawn_at, viewed_at, mail_due_at, mailed_at, mail_tries, link_hash, link_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT (user_guid, guid) DO NOTHING",
        args![
            one.user,
            one.guid,
            one.client,
            one.member,
            one.kind.name(),
            one.reason.map(Reason::name),
            one.institution_code.clone(),
            one.subject.clone(),
            one.content.clone(),
            one.address.clone(),
            one.opened_at,
            one.withdrawn_at,
            one.viewed_at,
            one.mail_due_at,
            one.mailed_at,
            one.mail_tries,
            one.link_hash.clone(),
            one.link_until
        ],
    )
}

/// That what a notification told is over, if a mail told it: opened now, to be mailed now. Before that one is withdrawn.
pub fn insert_healed(
    guid: NotificationGuid,
    of: NotificationGuid,
    (client, user): (ClientGuid, UserGuid),
    now: Timestamp,
) -> Write {
    Write::new(
        "INSERT INTO notifications (user_guid, guid, client_guid, member_guid, kind, reason, opened_at, mail_due_at, mail_tries)
         SELECT user_guid, CAST(?4 AS TEXT), client_guid, member_guid, 'healed', reason, CAST(?5 AS BIGINT), CAST(?5 AS BIGINT), 0
         FROM notifications WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND mailed_at IS NOT NULL",
        args![client, user, of, guid, now],
    )
}

/// What it told is settled: nothing more is sent, and its link opens nothing.
pub fn withdraw((client, user): (ClientGuid, UserGuid), guid: NotificationGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE notifications SET withdrawn_at = ?4, mail_due_at = NULL, link_hash = NULL, link_until = NULL
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND withdrawn_at IS NULL",
        args![client, user, guid, now],
    )
}

/// That the member was healed is not told any more: it has new trouble.
pub fn withdraw_healed(client: ClientGuid, user: UserGuid, member: MemberGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE notifications SET withdrawn_at = ?4, mail_due_at = NULL
         WHERE client_guid = ?1 AND user_guid = ?2 AND member_guid = ?3 AND kind = 'healed' AND mail_due_at IS NOT NULL",
        args![client, user, member, now],
    )
}

/// The user has seen, on the pages, all that is open.
pub fn viewed(client: ClientGuid, user: UserGuid, now: Timestamp) -> Write {
    Write::new(
        "UPDATE notifications SET viewed_at = ?3
         WHERE client_guid = ?1 AND user_guid = ?2 AND viewed_at IS NULL AND withdrawn_at IS NULL",
        args![client, user, now],
    )
}

/// Notifications of one user that are looked at as unseen.
const UNSEEN_MAX: u32 = 500;

/// What a conflict of [`DueMail::take`] says when another mail about the connection went too short a time ago.
pub const MAILED_LATELY: &str = "a mail about this connection went lately";
/// What it says when the mail is not due any more: another node has it, or what it tells is settled.
pub const NOT_DUE: &str = "the mail is not due any more";

impl DueMail {
    /// The mail is being sent; from here on it never is again, unless [`Self::refused`] follows. `link` is the hash of its link's
    /// token with its end; no other mail about the connection went after `not_since`.
    pub fn take(
        &self,
        now: Timestamp,
        not_since: Timestamp,
        link: Option<(String, Timestamp)>,
    ) -> Vec<Write> {
        let one = &self.notification;
        let (hash, until) = link.map_or((None, None), |(hash, until)| (Some(hash), Some(until)));
        let taken = Write::new(
            "UPDATE notifications SET mailed_at = ?5, mail_due_at = NULL, link_hash = ?6, link_until = ?7
             WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND mail_due_at = ?4 AND withdrawn_at IS NULL",
            args![one.client, one.user, one.guid, one.mail_due_at, now, hash, until],
        )
        .expect(1, NOT_DUE);
        let of_member = one.member.map(|member| {
            Write::new(
                "UPDATE members SET mailed_at = ?4
                 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND (mailed_at IS NULL OR mailed_at <= ?5)",
                args![one.client, one.user, member, now, not_since],
            )
            .expect(1, MAILED_LATELY)
        });
        // The member first, as every commit about one has it.
        of_member.into_iter().chain([taken]).collect()
    }

    /// What was taken at `taken_at` was refused: it is tried again at `again`, or never.
    pub fn refused(&self, taken_at: Timestamp, again: Option<Timestamp>) -> Vec<Write> {
        let one = &self.notification;
        let back = Write::new(
            "UPDATE notifications SET mailed_at = NULL, mail_tries = mail_tries + 1, link_hash = NULL, link_until = NULL,
                mail_due_at = CASE WHEN withdrawn_at IS NULL THEN CAST(?5 AS BIGINT) END
             WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND mailed_at = ?4",
            args![one.client, one.user, one.guid, taken_at, again],
        );
        let of_member = one.member.map(|member| {
            Write::new(
                "UPDATE members SET mailed_at = ?5 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND mailed_at = ?4",
                args![one.client, one.user, member, taken_at, self.mailed_before],
            )
        });
        of_member.into_iter().chain([back]).collect()
    }

    /// It is not sent now, but at `until`; never, when that is none.
    pub fn put_off(&self, until: Option<Timestamp>) -> Write {
        let one = &self.notification;
        Write::new(
            "UPDATE notifications SET mail_due_at = ?5
             WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND mail_due_at = ?4",
            args![one.client, one.user, one.guid, one.mail_due_at, until],
        )
    }
}

impl Tenant<'_> {
    pub async fn notification(
        &self,
        user: UserGuid,
        guid: NotificationGuid,
    ) -> Result<Option<Notification>, Error> {
        let rows = self
            .read(
                "SELECT * FROM notifications WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Notification::read).transpose()
    }

    /// Notifications of a user, newest first.
    pub async fn notifications(
        &self,
        user: UserGuid,
        filter: NotificationFilter,
        page: Page,
    ) -> Result<PageOf<Notification>, Error> {
        let filter = args![self.client, user, filter.from, filter.to];
        let total = self
            .read(
                "SELECT count(*) AS total FROM notifications
                 WHERE client_guid = ?1 AND user_guid = ?2 AND opened_at >= ?3 AND opened_at < ?4",
                filter.clone(),
            )
            .await?;
        let mut args = filter;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(
                "SELECT * FROM notifications
                 WHERE client_guid = ?1 AND user_guid = ?2 AND opened_at >= ?3 AND opened_at < ?4
                 ORDER BY opened_at DESC, guid DESC LIMIT ?5 OFFSET ?6",
                args,
            )
            .await?;
        PageOf::read(&rows, &total, Notification::read)
    }

    /// What is open and was not seen by the user on the pages, oldest first; and what the application said and was seen since then.
    pub async fn unseen(&self, user: UserGuid, said_since: Timestamp) -> Result<Vec<Notification>, Error> {
        let rows = self
            .read(
                "SELECT * FROM notifications
                 WHERE client_guid = ?1 AND user_guid = ?2 AND withdrawn_at IS NULL
                    AND (viewed_at IS NULL OR (kind = 'client' AND viewed_at > ?3))
                 ORDER BY opened_at, guid LIMIT ?4",
                args![self.client, user, said_since, UNSEEN_MAX],
            )
            .await?;
        rows.iter().map(Notification::read).collect()
    }
}

/// What crosses clients: the worker that sends mails, and links that name their notification themselves.
impl Store {
    /// Mails that are due, the oldest first.
    pub async fn mails_due(&self, now: Timestamp, limit: u32) -> Result<Vec<DueMail>, Error> {
        let rows = self
            .database()
            .read(
                "SELECT notifications.*, members.mailed_at AS mailed_before FROM notifications
                 LEFT JOIN members ON members.user_guid = notifications.user_guid AND members.guid = notifications.member_guid
                 WHERE notifications.mail_due_at IS NOT NULL AND notifications.mail_due_at <= ?1
                 ORDER BY notifications.mail_due_at, notifications.guid LIMIT ?2",
                args![now, limit],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let mailed_before = row.opt_time("mailed_before")?;
                Ok(DueMail { notification: Notification::read(row)?, mailed_before })
            })
            .collect()
    }

    /// The notification whose mail has that link.
    pub async fn notification_of_link(&self, hash: &str) -> Result<Option<Notification>, Error> {
        let rows =
            self.database().read("SELECT * FROM notifications WHERE link_hash = ?1", args![hash]).await?;
        rows.first().map(Notification::read).transpose()
    }

    /// Forgets at most `limit` notifications that were opened before then and are not open. Gives how many.
    pub async fn forget_notifications(&self, before: Timestamp, limit: u32) -> Result<usize, Error> {
        let write = Write::new(
            "DELETE FROM notifications WHERE guid IN
                (SELECT guid FROM notifications WHERE opened_at < ?1 AND (kind <> 'trouble' OR withdrawn_at IS NOT NULL)
                 ORDER BY opened_at LIMIT ?2)
             RETURNING guid",
            args![before, limit],
        );
        Ok(self.commit(vec![write]).await?.first().map_or(0, Vec::len))
    }
}
