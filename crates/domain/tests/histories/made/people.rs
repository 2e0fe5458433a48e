//! Kinds of people: what they live from, and the household that everybody has.

use super::calendar::{Rhythm, Shift, plus};
use super::earning::{self, Job, ONCE_A_MONTH, PAYDAYS, TWICE_A_MONTH};
use super::life::Life;
use super::paying::{HOMES, INSURANCES, LOANS, OTHERS, SUBSCRIPTIONS, UTILITIES, keep};
use super::texts::sixteen;
use super::{Label, Other, PaymentKind, Sort, moving, spending};
use jiff::civil::Weekday;

/// What is particular about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    WeeklyWages,
    BiweeklySalary,
    TwiceMonthlySalary,
    MonthlySalary,
    VariableHours,
    TwoJobs,
    Gig,
    Freelance,
    Pensioner,
    Benefits,
    Student,
    JobChange,
    Raise,
    Bonus,
    TextChange,
    Shopper,
    LivesFromSavings,
    Borrower,
    PeerToPeer,
    Saver,
    Landlord,
    /// Two payers of the same amount on the same days; a rent as high as the pay, from another account.
    EqualAmounts,
    /// Works where they shop.
    StaffShopper,
    SplitPay,
    NewHere,
    TwoCurrencies,
    NoIncome,
}

impl Kind {
    pub(crate) const ALL: &[Self] = &[
        Self::WeeklyWages,
        Self::BiweeklySalary,
        Self::TwiceMonthlySalary,
        Self::MonthlySalary,
        Self::VariableHours,
        Self::TwoJobs,
        Self::Gig,
        Self::Freelance,
        Self::Pensioner,
        Self::Benefits,
        Self::Student,
        Self::JobChange,
        Self::Raise,
        Self::Bonus,
        Self::TextChange,
        Self::Shopper,
        Self::LivesFromSavings,
        Self::Borrower,
        Self::PeerToPeer,
        Self::Saver,
        Self::Landlord,
        Self::EqualAmounts,
        Self::StaffShopper,
        Self::SplitPay,
        Self::NewHere,
        Self::TwoCurrencies,
        Self::NoIncome,
    ];
}

const WEEKLY: Rhythm = Rhythm::Days { every: 7, on: Weekday::Friday };
const FORTNIGHTLY: Rhythm = Rhythm::Days { every: 14, on: Weekday::Friday };

pub(crate) fn live(kind: Kind, seed: u64) -> Life {
    let months: &[i16] = match kind {
        Kind::NewHere => &[2, 3],
        Kind::JobChange | Kind::Raise | Kind::TextChange => &[9, 12, 24],
        _ => &[3, 6, 12, 12, 24],
    };
    let mut life = Life::new(kind, seed, months);
    let checking = life.open("Tide Bank", "Everyday Checking", Sort::Checking);
    let has_savings =
        life.random.happens(55) || matches!(kind, Kind::LivesFromSavings | Kind::Saver | Kind::SplitPay);
    if has_savings {
        let bank = life.random.of(&["Tide Bank", "Harbor Bank", "Ally Bank"]);
        life.open(bank, "Savings", Sort::Savings);
    }
    if life.random.happens(50) || kind == Kind::Shopper {
        life.open("Chase", "Freedom Card", Sort::Card);
    }
    earn(&mut life, kind, checking);
    household(&mut life, checking);
    life
}

fn earn(life: &mut Life, kind: Kind, checking: usize) {
    let end = life.end;
    match kind {
        Kind::WeeklyWages => simple(life, checking, WEEKLY),
        Kind::BiweeklySalary | Kind::NewHere => simple(life, checking, FORTNIGHTLY),
        Kind::Shopper => {
            simple(life, checking, FORTNIGHTLY);
            spending::bring_back(life, checking);
        }
        Kind::TwiceMonthlySalary => {
            let rhythm = life.random.one_of(FORTNIGHTLY, TWICE_A_MONTH);
            simple(life, checking, rhythm);
        }
        Kind::MonthlySalary | Kind::Borrower | Kind::PeerToPeer | Kind::Saver => {
            let rhythm = life.random.one_of(Rhythm::MonthDays(&[30]), ONCE_A_MONTH);
            simple(life, checking, rhythm);
            if kind == Kind::Borrower {
                moving::loan(life, checking);
                moving::advances(life, checking);
            }
            if kind == Kind::PeerToPeer {
                moving::people(life, checking, 1, 6);
            }
        }
        Kind::VariableHours => {
            let mut job = earning::job(life, FORTNIGHTLY);
            job.rhythm = life.random.one_of(WEEKLY, &[FORTNIGHTLY]);
            job.varies = life.random.between(100, 350);
            earning::work(life, checking, &job);
        }
        Kind::TwoJobs => {
            let rhythm = any_payday(life);
            simple(life, checking, rhythm);
            let mut second = earning::job(life, WEEKLY);
            second.rhythm = any_payday(life);
            second.varies = 150;
            earning::work(life, checking, &second);
        }
        Kind::Gig => {
            let (least, most) = life.random.one_of((2, 9), &[(7, 7), (1, 5), (3, 14)]);
            earning::gig(life, checking, least, most);
            if life.random.happens(40) {
                earning::gig(life, checking, 2, 12);
            }
        }
        Kind::Freelance => {
            for _ in 0..life.random.between(2, 4) {
                earning::client(life, checking);
            }
        }
        Kind::Pensioner => {
            earning::granted(life, checking, &earning::PENSION, end);
            earning::granted(life, checking, &earning::SOCIAL_SECURITY, end);
        }
        Kind::Benefits => {
            earning::granted(life, checking, &earning::ASSISTANCE, end);
            if life.random.happens(60) {
                let to = plus(life.from, life.random.between(60, life.days().max(61)));
                earning::granted(life, checking, &earning::UNEMPLOYMENT, to);
            }
            if life.random.happens(35) {
                earning::granted(life, checking, &earning::SUPPORT_ORDER, end);
            }
        }
        Kind::Student => {
            moving::family(life, checking);
            moving::loan(life, checking);
            if life.random.happens(50) {
                let mut job = earning::job(life, FORTNIGHTLY);
                job.cents = life.random.between(120_00, 520_00);
                job.varies = 300;
                earning::work(life, checking, &job);
            }
        }
        Kind::JobChange => job_change(life, checking),
        Kind::Raise => raise(life, checking),
        Kind::Bonus => {
            let rhythm = any_payday(life);
            let job = earning::job(life, rhythm);
            let stream = earning::work(life, checking, &job);
            earning::bonus(life, checking, &job, stream);
        }
        Kind::TextChange => text_change(life, checking),
        Kind::LivesFromSavings => {
            let savings = life.find(Sort::Savings).unwrap_or(checking);
            moving::live_from(life, savings, checking);
            earning::granted(life, checking, &earning::ROYALTY, end);
        }
        Kind::Landlord => {
            earning::granted(life, checking, &earning::RENT_RECEIVED, end);
            let rhythm = any_payday(life);
            simple(life, checking, rhythm);
        }
        Kind::EqualAmounts => equal_amounts(life, checking),
        Kind::StaffShopper => staff_shopper(life, checking),
        Kind::SplitPay => split_pay(life, checking),
        Kind::TwoCurrencies => two_currencies(life, checking),
        Kind::NoIncome => moving::outside(life, checking),
    }
}

fn any_payday(life: &mut Life) -> Rhythm {
    life.random.one_of(FORTNIGHTLY, PAYDAYS)
}

fn simple(life: &mut Life, account: usize, rhythm: Rhythm) {
    let job = earning::job(life, rhythm);
    earning::work(life, account, &job);
}

/// One job ends, another begins after a while.
fn job_change(life: &mut Life, checking: usize) {
    let middle = plus(life.from, life.days() * life.random.between(25, 75) / 100);
    let rhythm = any_payday(life);
    let first = Job { to: middle, ..earning::job(life, rhythm) };
    earning::work(life, checking, &first);
    let rhythm = any_payday(life);
    let begins = plus(middle, life.random.between(3, 60));
    let second = Job { from: begins, ..earning::job(life, rhythm) };
    earning::work(life, checking, &second);
}

fn raise(life: &mut Life, checking: usize) {
    let rhythm = any_payday(life);
    let before = earning::job(life, rhythm);
    let day = plus(life.from, life.days() * life.random.between(30, 70) / 100);
    let raised = before.cents * life.random.between(1_020, 1_350) / 1_000;
    // One job: what is due before the day is as it was, what is due after is more.
    let first = Job { to: day, ..before.clone() };
    let stream = earning::work(life, checking, &first);
    let second = Job { from: plus(day, 1), cents: raised, stream: Some(stream), ..before };
    go_on(life, checking, &second, stream);
}

/// The same employer, written in another way from some day on.
fn text_change(life: &mut Life, checking: usize) {
    let rhythm = any_payday(life);
    let before = earning::job(life, rhythm);
    let day = plus(life.from, life.days() * life.random.between(30, 70) / 100);
    let first_word = before.name.split(' ').next().unwrap_or_default().to_owned();
    let name = match life.random.between(0, 9) {
        0..5 => before.name.clone(),
        5..7 => sixteen(&before.name),
        7..9 => format!("{first_word} GLOBAL HLDG"),
        // Bought by somebody else: nothing of the name is left.
        _ => life.company(),
    };
    let first = Job { to: day, ..before.clone() };
    let stream = earning::work(life, checking, &first);
    let text = earning::pay_text(life);
    let second = Job { from: plus(day, 1), name, text, stream: Some(stream), ..before };
    go_on(life, checking, &second, stream);
}

/// Goes on with a job in the step that its paydays have had; otherwise two weeks might begin anew in the middle.
fn go_on(life: &mut Life, account: usize, job: &Job, stream: usize) {
    life.mark_as_going_on(stream);
    let Rhythm::Days { every, on } = job.rhythm else {
        earning::work(life, account, job);
        return;
    };
    let label = Label::Income(stream);
    let last = life.entries.iter().filter(|entry| entry.label == label).map(|entry| entry.date).max();
    let mut day = plus(last.unwrap_or(job.from), every - 4);
    while day.weekday() != on {
        day = plus(day, 1);
    }
    while day <= life.end {
        let cents = life.random.about(job.cents, job.varies);
        let text = life.text(job.text, &job.name, day);
        life.note(account, day, cents, text, "Paycheck", label);
        day = plus(day, every);
    }
}

fn equal_amounts(life: &mut Life, checking: usize) {
    let rhythm = any_payday(life);
    let one = earning::job(life, rhythm);
    earning::work(life, checking, &one);
    let other = Job { name: life.company(), text: earning::pay_text(life), ..one.clone() };
    earning::work(life, checking, &other);
    // The rent is as high as the pay and leaves another bank a day later.
    let second = life.open("Harbor Bank", "Bills Checking", Sort::Checking);
    let stream = life.payment(PaymentKind::Housing, super::Often::Monthly, true);
    let name = life.company();
    let template = life.random.of(&["{name} PROPERTY MGMT {n6}", "{name} RENT", "{name} LEASING"]);
    for day in Rhythm::MonthDays(&[1]).days(life.from, life.end, Shift::After, &mut life.random) {
        let text = life.text(template, &name, day);
        life.note(second, day, -one.cents, text, "Mortgage & Rent", Label::Payment(stream));
    }
    let wording = moving::wording(life);
    for day in Rhythm::MonthDays(&[27]).days(life.from, life.end, Shift::Before, &mut life.random) {
        moving::between(life, checking, second, day, one.cents, wording);
    }
}

/// Their employer's name is on their purchases and refunds too.
fn staff_shopper(life: &mut Life, checking: usize) {
    let shop = life.random.of(&["TARGET", "COSTCO", "HARVEST HALL"]);
    let rhythm = any_payday(life);
    let text = life.random.of(&["{name} DIRECT DEP {n10}", "{name} CORP PAYROLL {n6}", "{name} PAYROLL PPD"]);
    let job = Job { name: shop.to_owned(), text, ..earning::job(life, rhythm) };
    earning::work(life, checking, &job);
    for day in
        (Rhythm::Random { least: 2, most: 10 }).days(life.from, life.end, Shift::Stays, &mut life.random)
    {
        let cents = life.random.between(8_00, 130_00);
        let text = life.text("{name} #{n4}", shop, day);
        life.note(checking, day, -cents, text.clone(), "Groceries", Label::Other(Other::Purchase));
        if life.random.happens(8) {
            life.note(checking, plus(day, 3), cents, text, "Returned Purchase", Label::Other(Other::Refund));
        }
    }
}

/// Every payday, a fixed part goes to savings straight from the employer.
fn split_pay(life: &mut Life, checking: usize) {
    let savings = life.find(Sort::Savings).unwrap_or(checking);
    let rhythm = any_payday(life);
    let job = earning::job(life, rhythm);
    let stream = earning::work(life, checking, &job);
    let days: Vec<_> = life
        .entries
        .iter()
        .filter(|entry| entry.label == Label::Income(stream))
        .map(|entry| entry.date)
        .collect();
    let part = life.random.between(1, 6) * 50_00;
    for day in days {
        let text = life.text(job.text, &job.name, day);
        life.note(savings, day, part, text, "Paycheck", Label::Income(stream));
    }
}

fn two_currencies(life: &mut Life, checking: usize) {
    simple(life, checking, FORTNIGHTLY);
    let canadian = life.open_in("Maple Bank", "Chequing", Sort::Checking, "CAD");
    simple(life, canadian, Rhythm::MonthDays(&[15]));
    for agreement in UTILITIES.iter().take(2) {
        let (from, to) = (life.from, life.end);
        keep(life, canadian, agreement, from, to);
    }
}

/// What everybody has besides: a home, bills, shopping, a card, savings.
fn household(life: &mut Life, checking: usize) {
    let (from, to) = (life.from, life.end);
    let card = life.find(Sort::Card);
    for (list, most, of_hundred) in
        [(UTILITIES, 5, 62), (INSURANCES, 3, 40), (LOANS, 3, 25), (SUBSCRIPTIONS, 6, 40), (OTHERS, 6, 18)]
    {
        for agreement in list.iter().take(most) {
            if !life.random.happens(of_hundred) {
                continue;
            }
            let paid_from = card.filter(|_| {
                matches!(agreement.kind, PaymentKind::Subscription | PaymentKind::Other)
                    && life.random.happens(60)
            });
            // Some begin and some end in between.
            let begins =
                if life.random.happens(12) { plus(from, life.random.between(20, 200)) } else { from };
            let ends =
                if life.random.happens(10) { plus(begins, life.random.between(60, 400)).min(to) } else { to };
            let stream = keep(life, paid_from.unwrap_or(checking), agreement, begins, ends);
            if agreement.kind == PaymentKind::Loan && life.random.happens(30) {
                moving::book_on_loan(life, checking, stream);
            }
        }
    }
    if life.random.happens(78)
        && let Some(home) = HOMES.first()
    {
        let home = life.random.one_of(*home, HOMES);
        keep(life, checking, &home, from, to);
    }
    spending::spend(life, card.unwrap_or(checking));
    if life.random.happens(40) && card.is_some() {
        spending::spend(life, checking);
    }
    if life.random.happens(55) {
        spending::cash(life, checking);
    }
    if life.random.happens(35) {
        spending::checks(life, checking);
    }
    if life.random.happens(25) {
        spending::fees(life, checking);
    }
    around(life, checking, card);
}

/// What moves between accounts and people.
fn around(life: &mut Life, checking: usize, card: Option<usize>) {
    if let Some(savings) = life.find(Sort::Savings) {
        if life.random.happens(75) {
            moving::save(life, checking, savings);
        }
        if life.random.happens(70) {
            let cents = life.random.between(30, 90_00);
            earning::interest(life, savings, cents);
        }
    }
    if life.random.happens(12) {
        let cents = life.random.between(2, 90);
        earning::interest(life, checking, cents);
    }
    if life.random.happens(50) {
        moving::people(life, checking, 5, 40);
    }
    if life.random.happens(20) {
        moving::outside(life, checking);
    }
    if life.random.happens(35) {
        moving::pay_unseen_card(life, checking);
    }
    if life.random.happens(8) {
        moving::loan(life, checking);
    }
    if life.random.happens(6) {
        moving::advances(life, checking);
    }
    moving::odds(life, checking);
    if let Some(card) = card {
        moving::pay_card(life, checking, card);
    }
}

/// Ten accounts, two years, and purchases all day long.
pub(crate) fn heavy(seed: u64) -> Life {
    let mut life = Life::new(Kind::BiweeklySalary, seed, &[24]);
    let checking = life.open("Tide Bank", "Everyday Checking", Sort::Checking);
    let mut accounts = vec![checking];
    accounts.push(life.open("Ally Bank", "Savings", Sort::Savings));
    for _ in 0..4 {
        accounts.push(life.open("Harbor Bank", "Other Checking", Sort::Checking));
        accounts.push(life.open("Chase", "Freedom Card", Sort::Card));
    }
    simple(&mut life, checking, FORTNIGHTLY);
    household(&mut life, checking);
    let mut round = 0;
    while life.entries.len() < 40_000 && round < 400 {
        for account in &accounts {
            spending::spend(&mut life, *account);
            moving::people(&mut life, *account, 1, 6);
        }
        round += 1;
    }
    life
}
