//! What was joined, why, and whether it was taken back; and what may be one, and what the person said to that.

use crate::error::Error;
use crate::{Page, PageOf, Row, Tenant, Value, Write, args};
use domain::clock::Timestamp;
use domain::id::{
    AccountGuid, ClientGuid, JoinGuid, LinkGuid, MemberGuid, SuggestionGuid, TransactionGuid, UserGuid,
};
use std::collections::HashSet;

macro_rules! worded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

worded! {
    /// What is joined.
    JoinKind { Account "account", Transaction "transaction", }
}

worded! {
    /// Who joined it.
    JoinMaker { Hub "hub", Client "client", User "user", }
}

worded! {
    /// What became of a suggestion.
    SuggestionState { Open "open", Accepted "accepted", Refused "refused", }
}

/// Two that are one now.
#[derive(Debug, Clone)]
pub struct Join {
    pub user: UserGuid,
    pub guid: JoinGuid,
    pub client: ClientGuid,
    pub kind: JoinKind,
    pub account: AccountGuid,
    /// The guid of the account or transaction that stays.
    pub kept: String,
    /// That of the one that was retired; none when what a link told never stood alone.
    pub other: Option<String>,
    /// The link whose telling was joined, of transactions.
    pub link: Option<LinkGuid>,
    /// Why, by the name of its ground.
    pub ground: String,
    pub made_by: JoinMaker,
    /// JSON: what was compared.
    pub evidence: String,
    /// JSON: what was carried over from the other one, with what it was before.
    pub carried: String,
    /// The join of accounts that this one follows from.
    pub part_of: Option<JoinGuid>,
    pub made_at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

impl Join {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            kind: row.named("kind", JoinKind::from_name)?,
            account: row.parse("account_guid")?,
            kept: row.string("kept_guid")?,
            other: row.opt_string("other_guid")?,
            link: row.opt_parse("link_guid")?,
            ground: row.string("ground")?,
            made_by: row.named("made_by", JoinMaker::from_name)?,
            evidence: row.string("evidence")?,
            carried: row.string("carried")?,
            part_of: row.opt_parse("part_of")?,
            made_at: row.time("made_at")?,
            undone_at: row.opt_time("undone_at")?,
        })
    }
}

pub fn insert(joins: &[Join]) -> Write {
    Write::many(
        "INSERT INTO joins (user_guid, guid, client_guid, kind, account_guid, kept_guid, other_guid, link_guid, ground, made_by,
            evidence, carried, part_of, made_at, undone_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        joins
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.guid,
                    one.client,
                    one.kind.name(),
                    one.account,
                    &one.kept,
                    one.other.clone(),
                    one.link,
                    &one.ground,
                    one.made_by.name(),
                    &one.evidence,
                    &one.carried,
                    one.part_of,
                    one.made_at,
                    one.undone_at
                ]
            })
            .collect(),
    )
}

/// Transactions that a join of accounts moved from the one to the other.
pub fn move_rows(join: &Join, transactions: &[TransactionGuid]) -> Write {
    Write::many(
        "INSERT INTO join_rows (user_guid, join_guid, transaction_guid) VALUES (?1, ?2, ?3)",
        transactions.iter().map(|guid| args![join.user, join.guid, *guid]).collect(),
    )
}

/// The joins are those of another account from now on.
pub fn move_to(user: UserGuid, account: AccountGuid, joins: &[JoinGuid]) -> Write {
    Write::many(
        "UPDATE joins SET account_guid = ?3 WHERE user_guid = ?1 AND guid = ?2",
        joins.iter().map(|guid| args![user, *guid, account]).collect(),
    )
}

/// The join was taken back; once.
pub fn set_undone(join: &Join, now: Timestamp) -> Write {
    Write::new(
        "UPDATE joins SET undone_at = ?4 WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND undone_at IS NULL",
        args![join.client, join.user, join.guid, now],
    )
    .expect(1, "the join was taken back already")
}

/// Two that may be one.
#[derive(Debug, Clone)]
pub struct Suggestion {
    pub user: UserGuid,
    pub guid: SuggestionGuid,
    pub client: ClientGuid,
    pub kind: JoinKind,
    pub account: AccountGuid,
    /// The guid of the one that was known first.
    pub known: String,
    pub other: String,
    /// JSON: what was compared.
    pub evidence: String,
    pub state: SuggestionState,
    pub made_at: Timestamp,
    pub answered_at: Option<Timestamp>,
}

impl Suggestion {
    fn read(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            user: row.parse("user_guid")?,
            guid: row.parse("guid")?,
            client: row.parse("client_guid")?,
            kind: row.named("kind", JoinKind::from_name)?,
            account: row.parse("account_guid")?,
            known: row.string("known_guid")?,
            other: row.string("other_guid")?,
            evidence: row.string("evidence")?,
            state: row.named("state", SuggestionState::from_name)?,
            made_at: row.time("made_at")?,
            answered_at: row.opt_time("answered_at")?,
        })
    }
}

/// New suggestions; what was suggested of the same two before stays as it was answered.
pub fn suggest(suggestions: &[Suggestion]) -> Write {
    Write::many(
        "INSERT INTO suggestions (user_guid, guid, client_guid, kind, account_guid, known_guid, other_guid, evidence, state,
            made_at, answered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (user_guid, known_guid, other_guid) DO NOTHING",
        suggestions
            .iter()
            .map(|one| {
                args![
                    one.user,
                    one.guid,
                    one.client,
                    one.kind.name(),
                    one.account,
                    &one.known,
                    &one.other,
                    &one.evidence,
                    one.state.name(),
                    one.made_at,
                    one.answered_at
                ]
            })
            .collect(),
    )
}

/// The person said that these two are not the same, asked or not.
pub fn refuse(suggestion: &Suggestion, now: Timestamp) -> Write {
    Write::new(
        "INSERT INTO suggestions (user_guid, guid, client_guid, kind, account_guid, known_guid, other_guid, evidence, state,
            made_at, answered_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'refused', ?9, ?10)
         ON CONFLICT (user_guid, known_guid, other_guid) DO UPDATE SET state = 'refused', answered_at = excluded.answered_at",
        args![
            suggestion.user,
            suggestion.guid,
            suggestion.client,
            suggestion.kind.name(),
            suggestion.account,
            &suggestion.known,
            &suggestion.other,
            &suggestion.evidence,
            suggestion.made_at,
            now
        ],
    )
}

/// These are in another account than before: what was asked of one of them and one that stays is asked no more.
pub fn withdraw(client: ClientGuid, user: UserGuid, gone: &[TransactionGuid]) -> Write {
    Write::new(
        "DELETE FROM suggestions WHERE client_guid = ?1 AND user_guid = ?2 AND kind = 'transaction' AND state = 'open'
            AND (known_guid IN (SELECT key FROM json_each(?3))) <> (other_guid IN (SELECT key FROM json_each(?3)))",
        args![client, user, Value::keys(gone)],
    )
}

/// What the person said; once.
pub fn answer(suggestion: &Suggestion, state: SuggestionState, now: Timestamp) -> Write {
    Write::new(
        "UPDATE suggestions SET state = ?4, answered_at = ?5
         WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3 AND state = 'open'",
        args![suggestion.client, suggestion.user, suggestion.guid, state.name(), now],
    )
    .expect(1, "the suggestion was answered already")
}

/// ?1 client, ?2 user, ?3 account or null.
macro_rules! joins_of {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM joins WHERE client_guid = ?1 AND user_guid = ?2
              AND (CAST(?3 AS TEXT) IS NULL OR account_guid = ?3 OR kept_guid = ?3) ",
            $rest
        )
    };
}

/// Which of the joins that stand.
#[derive(Debug, Clone, Copy, Default)]
pub struct JoinFilter {
    pub kind: Option<JoinKind>,
    /// Those of accounts that are this member's now.
    pub member: Option<MemberGuid>,
}

/// ?1 client, ?2 user, ?3 kind or null, ?4 member or null.
macro_rules! standing {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM joins WHERE client_guid = ?1 AND user_guid = ?2 AND undone_at IS NULL
              AND (CAST(?3 AS TEXT) IS NULL OR kind = ?3)
              AND (CAST(?4 AS TEXT) IS NULL OR account_guid IN (SELECT a.guid FROM accounts AS a
                    WHERE a.user_guid = ?2 AND a.member_guid = ?4)) ",
            $rest
        )
    };
}

/// ?1 client, ?2 user, ?3 state or null. Open are those of which both are there; what is gone is asked about only if a person said
/// something of it.
macro_rules! suggestions_of {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " FROM suggestions AS s WHERE s.client_guid = ?1 AND s.user_guid = ?2
              AND (CAST(?3 AS TEXT) IS NULL OR s.state = ?3)
              AND (s.state <> 'open'
                OR (s.kind = 'account'
                    AND EXISTS (SELECT 1 FROM accounts AS a
                        WHERE a.user_guid = s.user_guid AND a.guid = s.known_guid AND a.retired IS NULL)
                    AND EXISTS (SELECT 1 FROM accounts AS a
                        WHERE a.user_guid = s.user_guid AND a.guid = s.other_guid AND a.retired IS NULL))
                OR (s.kind = 'transaction'
                    AND EXISTS (SELECT 1 FROM transactions AS t
                        WHERE t.user_guid = s.user_guid AND t.guid = s.known_guid
                            AND (t.retired IS NULL OR t.retired = 'removed'
                                OR (t.retired = 'gone' AND (t.is_hidden = 1
                                    OR coalesce(t.edited_date, t.edited_description, t.edited_memo, t.category_guid, t.metadata)
                                        IS NOT NULL))))
                    AND EXISTS (SELECT 1 FROM transactions AS t
                        WHERE t.user_guid = s.user_guid AND t.guid = s.other_guid AND t.retired IS NULL))) ",
            $rest
        )
    };
}

impl Tenant<'_> {
    pub async fn join(&self, user: UserGuid, guid: JoinGuid) -> Result<Option<Join>, Error> {
        let rows = self
            .read(
                "SELECT * FROM joins WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Join::read).transpose()
    }

    /// Joins of a user, or of one account; the newest first.
    pub async fn joins(
        &self,
        user: UserGuid,
        account: Option<AccountGuid>,
        page: Page,
    ) -> Result<PageOf<Join>, Error> {
        let mut args = args![self.client, user, account];
        let total = self.read(joins_of!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(joins_of!("SELECT *", "ORDER BY made_at DESC, guid DESC LIMIT ?4 OFFSET ?5"), args)
            .await?;
        PageOf::read(&rows, &total, Join::read)
    }

    /// Joins that were not taken back; the newest first.
    pub async fn standing_joins(
        &self,
        user: UserGuid,
        filter: JoinFilter,
        page: Page,
    ) -> Result<PageOf<Join>, Error> {
        let mut args = args![self.client, user, filter.kind.map(JoinKind::name), filter.member];
        let total = self.read(standing!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(standing!("SELECT *", "ORDER BY made_at DESC, guid DESC LIMIT ?5 OFFSET ?6"), args)
            .await?;
        PageOf::read(&rows, &total, Join::read)
    }

    /// The joins that follow from one of accounts, and were not taken back.
    pub async fn joins_within(&self, user: UserGuid, join: JoinGuid) -> Result<Vec<Join>, Error> {
        let rows = self
            .read(
                "SELECT * FROM joins WHERE client_guid = ?1 AND user_guid = ?2 AND part_of = ?3 AND undone_at IS NULL ORDER BY guid",
                args![self.client, user, join],
            )
            .await?;
        rows.iter().map(Join::read).collect()
    }

    /// The joins of transactions of an account that were not taken back.
    pub async fn joins_in(&self, user: UserGuid, account: AccountGuid) -> Result<Vec<Join>, Error> {
        let rows = self
            .read(
                "SELECT * FROM joins WHERE client_guid = ?1 AND user_guid = ?2 AND account_guid = ?3
                    AND kind = 'transaction' AND undone_at IS NULL ORDER BY guid",
                args![self.client, user, account],
            )
            .await?;
        rows.iter().map(Join::read).collect()
    }

    /// The transactions that a join of accounts moved.
    pub async fn join_rows(&self, user: UserGuid, join: JoinGuid) -> Result<Vec<TransactionGuid>, Error> {
        let rows = self
            .read(
                "SELECT moved.transaction_guid FROM join_rows AS moved
                 JOIN joins ON joins.user_guid = moved.user_guid AND joins.guid = moved.join_guid
                 WHERE joins.client_guid = ?1 AND moved.user_guid = ?2 AND moved.join_guid = ?3
                 ORDER BY moved.transaction_guid",
                args![self.client, user, join],
            )
            .await?;
        rows.iter().map(|row| row.parse("transaction_guid")).collect()
    }

    /// Accounts of which a person said that they are not the same.
    pub async fn refused_accounts(&self, user: UserGuid) -> Result<Vec<(AccountGuid, AccountGuid)>, Error> {
        let rows = self
            .read(
                "SELECT known_guid, other_guid FROM suggestions
                 WHERE client_guid = ?1 AND user_guid = ?2 AND kind = 'account' AND state = 'refused'
                 ORDER BY known_guid, other_guid",
                args![self.client, user],
            )
            .await?;
        rows.iter().map(|row| Ok((row.parse("known_guid")?, row.parse("other_guid")?))).collect()
    }

    pub async fn suggestion(
        &self,
        user: UserGuid,
        guid: SuggestionGuid,
    ) -> Result<Option<Suggestion>, Error> {
        let rows = self
            .read(
                "SELECT * FROM suggestions WHERE client_guid = ?1 AND user_guid = ?2 AND guid = ?3",
                args![self.client, user, guid],
            )
            .await?;
        rows.first().map(Suggestion::read).transpose()
    }

    /// Suggestions of a user, in the order they were made.
    pub async fn suggestions(
        &self,
        user: UserGuid,
        state: Option<SuggestionState>,
        page: Page,
    ) -> Result<PageOf<Suggestion>, Error> {
        let mut args = args![self.client, user, state.map(SuggestionState::name)];
        let total = self.read(suggestions_of!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows =
            self.read(suggestions_of!("SELECT s.*", "ORDER BY s.guid LIMIT ?4 OFFSET ?5"), args).await?;
        PageOf::read(&rows, &total, Suggestion::read)
    }

    /// Transactions that open suggestions name, also those that nobody is shown since one of the two is gone.
    pub async fn asked_transactions(&self, user: UserGuid) -> Result<HashSet<TransactionGuid>, Error> {
        let rows = self
            .read(
                "SELECT known_guid, other_guid FROM suggestions
                 WHERE client_guid = ?1 AND user_guid = ?2 AND kind = 'transaction' AND state = 'open'",
                args![self.client, user],
            )
            .await?;
        rows.iter().flat_map(|row| [row.parse("known_guid"), row.parse("other_guid")]).collect()
    }

    /// What a person is asked: open suggestions, those of accounts first.
    pub async fn open_suggestions(&self, user: UserGuid, page: Page) -> Result<PageOf<Suggestion>, Error> {
        let mut args = args![self.client, user, SuggestionState::Open.name()];
        let total = self.read(suggestions_of!("SELECT count(*) AS total", ""), args.clone()).await?;
        args.extend(args![page.size, page.offset()]);
        let rows = self
            .read(suggestions_of!("SELECT s.*", "ORDER BY s.kind, s.guid LIMIT ?4 OFFSET ?5"), args)
            .await?;
        PageOf::read(&rows, &total, Suggestion::read)
    }
}
