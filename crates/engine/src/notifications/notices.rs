//! The notice of a member: opened and withdrawn in the commit that changes the member, so that it never says what is not so.

use crate::Engine;
use crate::events::{About, Told};
use crate::records::{Member, Notification, NotificationKind};
use domain::clock::Timestamp;
use domain::event::EventName;
use domain::member::Presence;
use domain::notification::{Channel, Wanted, is_heal_mailed, mail_due, wanted};
use domain::reason::{Reason, Remedy};
use serde_json::json;
use store::members::Notice;
use store::{Write, notifications};

/// Why a notice is withdrawn, as applications are told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Because {
    Healed,
    /// Something else is told in its place.
    Replaced,
    /// The person decided, and has nothing to be told.
    Settled,
}

impl Because {
    const fn name(self) -> &'static str {
        match self {
            Self::Healed => "healed",
            Self::Replaced => "replaced",
            Self::Settled => "settled",
        }
    }
}

impl Engine {
    /// Makes the notice of a member say what its state calls for. Gives what is to be written with the member, after it; what is told
    /// of it is added to `told`.
    pub(crate) fn keep_notice(
        &self,
        member: &mut Member,
        presence: Presence,
        told: &mut Told,
        now: Timestamp,
    ) -> Vec<Write> {
        let open = member.notice.map(|notice| notice.reason);
        match wanted(&member.state, open, presence) {
            Wanted::Keep => Vec::new(),
            Wanted::Open(reason, _) if open == Some(reason) => Vec::new(),
            Wanted::Open(reason, channel) => {
                let mut writes = self.withdraw(member, Because::Replaced, told, now);
                writes.extend(self.open(member, reason, mail_at(channel, presence, now), told, now));
                writes
            }
            Wanted::Healed => {
                let healed = member
                    .notice
                    .filter(|_| is_heal_mailed(presence))
                    .map(|notice| self.tell_healed_by_mail(member, notice, now));
                let withdrawn = self.withdraw(member, Because::Healed, told, now);
                healed.into_iter().chain(withdrawn).collect()
            }
            Wanted::Nothing => self.withdraw(member, Because::Settled, told, now),
        }
    }

    fn open(
        &self,
        member: &mut Member,
        reason: Reason,
        mail_due_at: Option<Timestamp>,
        told: &mut Told,
        now: Timestamp,
    ) -> [Write; 2] {
        let notice = Notice { guid: self.guid(), reason, since: now };
        member.notice = Some(notice);
        let remedies: Vec<&str> = reason.remedies().iter().copied().map(Remedy::name).collect();
        let data = json!({
            "notification": notice.guid.to_string(),
            "reason": reason.name(),
            "actor": member.state.actor().name(),
            "remedies": remedies,
        });
        told.push(self.event(EventName::NotificationOpened, About::member(member), data, now));
        let whose = (member.client, member.user);
        let notification = Notification {
            member: Some(member.guid),
            reason: Some(reason),
            mail_due_at,
            ..Notification::new(notice.guid, whose, NotificationKind::Trouble, now)
        };
        // That it was well is no news any more.
        let no_news = notifications::withdraw_healed(member.client, member.user, member.guid, now);
        [no_news, notifications::insert(&notification)]
    }

    fn withdraw(&self, member: &mut Member, because: Because, told: &mut Told, now: Timestamp) -> Vec<Write> {
        let Some(notice) = member.notice.take() else { return Vec::new() };
        let about = About::member(member);
        let guid = notice.guid.to_string();
        let data = json!({
            "notification": guid,
            "reason": notice.reason.name(),
            "since": notice.since.to_string(),
            "because": because.name(),
        });
        told.push(self.event(EventName::NotificationWithdrawn, about, data, now));
        if because == Because::Healed {
            let data = json!({
                "notification": guid,
                "reason": notice.reason.name(),
                "notified_since": notice.since.to_string(),
            });
            told.push(self.event(EventName::MemberHealed, about, data, now));
        }
        vec![notifications::withdraw((member.client, member.user), notice.guid, now)]
    }

    fn tell_healed_by_mail(&self, member: &Member, notice: Notice, now: Timestamp) -> Write {
        notifications::insert_healed(self.guid(), notice.guid, (member.client, member.user), now)
    }
}

fn mail_at(channel: Channel, presence: Presence, now: Timestamp) -> Option<Timestamp> {
    match channel {
        Channel::Mail => Some(mail_due(presence, now)),
        Channel::Pages => None,
    }
}
