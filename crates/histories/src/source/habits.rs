//! What habits a source can have.

use crate::random::Random;

/// One source's ways. They are the same in all its answers; only a story changes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a habit of its own, and all combinations occur")]
pub(crate) struct Habits {
    /// Makes ids of this source differ from those of others, and what it would draw stay the same.
    pub(crate) salt: u64,
    pub(crate) ids: IdHabit,
    pub(crate) pending: PendingHabit,
    pub(crate) dates: DateHabit,
    /// It tells the day of the purchase beside the other date.
    pub(crate) tells_authorised: bool,
    pub(crate) texts: TextHabit,
    pub(crate) order: Order,
    pub(crate) account_ids: AccountIds,
    pub(crate) numbers: NumberHabit,
    pub(crate) tells_mask: bool,
    pub(crate) tells_owners: bool,
    pub(crate) names: NameHabit,
    pub(crate) tells_balance: bool,
    pub(crate) tells_opening: bool,
    /// Of how many days a first answer tells.
    pub(crate) first_days: i32,
    /// Of how many days a later answer tells at least.
    pub(crate) refresh_days: i32,
    /// Of a thousand rows so many come twice in one answer.
    pub(crate) copies: u32,
}

/// What becomes of the ids of transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdHabit {
    /// One for good.
    Lasting,
    /// Another with each link.
    OfLink,
    /// Another in each answer.
    OfAnswer,
    /// Numbers that begin anew with each link.
    Counted,
    None,
}

/// Whether pending rows are told, and under which id the posted one comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PendingHabit {
    Never,
    /// The id stays.
    SameId,
    /// A new id, and the posted row names the old one.
    Named,
    /// A new id, and nothing says what it was.
    NewId,
}

/// Which day is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateHabit {
    Authorised,
    Posted,
    /// The day of the purchase, or the Monday after it.
    Rolled,
    /// The day of the purchase in a time zone in which late ones are the next day's.
    Late,
    /// Any day from the purchase to the posting, the same one each time.
    Wobbling,
}

/// How a text is made of what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextHabit {
    pub(crate) wording: Wording,
    pub(crate) has_store: bool,
    /// A reference number behind it.
    pub(crate) has_reference: bool,
    pub(crate) cut: Option<usize>,
    pub(crate) is_upper: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    Bank,
    Clean,
    Other,
    /// No more than that it was a card, or a payment.
    Bare,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    OldestFirst,
    NewestFirst,
    Any,
}

/// What becomes of the ids of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccountIds {
    /// One for good, and promised to be.
    Persistent,
    OfLink,
    /// 1, 2, 3 in the order of the answer of each link.
    Counted,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberHabit {
    Full,
    /// The international number alone, where there is one.
    Iban,
    Masked,
    Token,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameHabit {
    /// The bank's.
    Official,
    Upper,
    /// With the last digits behind it.
    WithMask,
    /// The person's own once there is one.
    Nickname,
}

impl Habits {
    /// Habits of an aggregator or a protocol.
    pub(crate) fn draw(random: &mut Random) -> Self {
        let ids = random.one_of(
            IdHabit::Lasting,
            &[
                IdHabit::OfLink,
                IdHabit::OfLink,
                IdHabit::OfLink,
                IdHabit::OfAnswer,
                IdHabit::Counted,
                IdHabit::None,
            ],
        );
        let numbers = random.one_of(
            NumberHabit::Full,
            &[
                NumberHabit::Iban,
                NumberHabit::Masked,
                NumberHabit::Masked,
                NumberHabit::Token,
                NumberHabit::None,
            ],
        );
        let dates = random.one_of(
            DateHabit::Authorised,
            &[DateHabit::Posted, DateHabit::Posted, DateHabit::Rolled, DateHabit::Late, DateHabit::Wobbling],
        );
        Self {
            salt: random.bits(),
            ids,
            pending: random.one_of(
                PendingHabit::Never,
                &[PendingHabit::SameId, PendingHabit::Named, PendingHabit::NewId, PendingHabit::NewId],
            ),
            dates,
            tells_authorised: random.happens(20),
            texts: TextHabit::draw(random),
            order: random.one_of(Order::OldestFirst, &[Order::NewestFirst, Order::NewestFirst, Order::Any]),
            account_ids: random.one_of(
                AccountIds::Persistent,
                &[AccountIds::OfLink, AccountIds::OfLink, AccountIds::Counted, AccountIds::None],
            ),
            numbers,
            tells_mask: random.happens(85),
            tells_owners: random.happens(50),
            names: random.one_of(
                NameHabit::Official,
                &[NameHabit::Official, NameHabit::Upper, NameHabit::WithMask, NameHabit::Nickname],
            ),
            tells_balance: random.happens(80),
            tells_opening: dates == DateHabit::Posted && random.happens(40),
            first_days: random.one_of(90, &[30, 60, 90, 180, 365, 730]),
            refresh_days: random.days(7, 30),
            copies: random.one_of(0, &[0, 0, 0, 4]),
        }
    }

    /// A file that a bank's site exports: whole, posted rows alone, and no account but by its number.
    pub(crate) fn of_file(random: &mut Random) -> Self {
        let base = Self::draw(random);
        let is_plain = random.happens(40);
        let dates = random.one_of(DateHabit::Posted, &[DateHabit::Posted, DateHabit::Authorised]);
        Self {
            ids: random.one_of(IdHabit::Lasting, &[IdHabit::None, IdHabit::OfAnswer]),
            pending: PendingHabit::Never,
            dates,
            tells_authorised: false,
            account_ids: AccountIds::None,
            // A table of rows names no account; statements and money managers' formats do.
            numbers: if is_plain {
                NumberHabit::None
            } else {
                random.one_of(NumberHabit::Full, &[NumberHabit::Iban])
            },
            tells_mask: !is_plain,
            tells_owners: false,
            tells_opening: !is_plain && dates == DateHabit::Posted,
            tells_balance: !is_plain,
            copies: 0,
            ..base
        }
    }

    /// What a person types: the day, the amount, a few words.
    pub(crate) fn of_hand(random: &mut Random) -> Self {
        Self {
            ids: IdHabit::None,
            pending: PendingHabit::Never,
            dates: DateHabit::Authorised,
            tells_authorised: false,
            texts: TextHabit {
                wording: random.one_of(Wording::Clean, &[Wording::Clean, Wording::Bare]),
                has_store: false,
                has_reference: false,
                cut: None,
                is_upper: false,
            },
            order: Order::Any,
            account_ids: AccountIds::None,
            numbers: NumberHabit::None,
            tells_mask: false,
            tells_owners: false,
            names: NameHabit::Nickname,
            tells_balance: false,
            tells_opening: false,
            copies: 0,
            ..Self::draw(random)
        }
    }
}

impl TextHabit {
    pub(crate) fn draw(random: &mut Random) -> Self {
        Self {
            wording: random.one_of(
                Wording::Bank,
                &[
                    Wording::Bank,
                    Wording::Bank,
                    Wording::Clean,
                    Wording::Clean,
                    Wording::Other,
                    Wording::Bare,
                ],
            ),
            has_store: random.happens(60),
            has_reference: random.happens(20),
            cut: random.one_of(None, &[None, None, Some(32), Some(22), Some(16), Some(10)]),
            is_upper: random.happens(30),
        }
    }
}
