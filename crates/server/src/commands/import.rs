//! `swingbridge import`: takes what a file of a bank tells. It is shown first, and nothing of it is kept before somebody says yes.

use super::{Where, print, print_json, print_table, say};
use crate::hub::{self, Role};
use anyhow::{Context, bail};
use domain::account::{AccountType, AmountField};
use domain::id::{AccountGuid, ImportGuid, UserGuid};
use domain::import::ImportState;
use domain::money::{Currency, Money};
use engine::files::{CsvLayout, DateOrder, FILE_BYTES_MAX, FlawKind};
use engine::records::{Import, User};
use engine::{
    AccountLook, AccountWish, Engine, Goal, ImportWishes, Importer, Look, Looked, NewImport, Scope,
    outcome_of,
};
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked how far an import is.
const LOOK: Duration = Duration::from_millis(200);
/// Rows that cannot be trusted and are shown one by one.
const SKIPPED_SHOWN: usize = 10;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file as the bank made it: OFX, QFX, QIF, CSV, CAMT.053 or MT940; `-` reads standard input.
    file: PathBuf,
    /// Whose it is: USR-…
    #[arg(long, value_name = "USER")]
    user: UserGuid,
    /// The account that it goes to: ACT-…, or `new`; without it, the account is found by its number, or is new.
    #[arg(long, value_name = "ACCOUNT", value_parser = goes_to)]
    account: Option<GoesTo>,
    /// A name for a new account.
    #[arg(long, conflicts_with = "account")]
    name: Option<String>,
    /// The type of a new account where the file does not say it, such as SAVINGS.
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "account", value_parser = account_type)]
    account_type: Option<AccountType>,
    /// The currency where the file names none, such as EUR.
    #[arg(long, value_name = "CODE", value_parser = currency)]
    currency: Option<Currency>,
    /// The order of days, months and years where the file leaves it open.
    #[arg(long, value_name = "ORDER", value_enum)]
    date_order: Option<Order>,
    /// How a CSV is read: a JSON file, as docs/FILES.md describes it.
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,
    /// Purchases stand without a sign in a CSV, as on some cards.
    #[arg(long)]
    reversed_signs: bool,
    /// Import without asking; refused while it is not sure which account it is.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    place: Where,
    /// Answer in JSON.
    #[arg(long)]
    json: bool,
}

/// The account that a file goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GoesTo {
    New,
    Known(AccountGuid),
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::DayMonthYear => Self::DayMonthYear,
            Order::MonthDayYear => Self::MonthDayYear,
            Order::YearMonthDay => Self::YearMonthDay,
        }
    }
}

fn goes_to(text: &str) -> Result<GoesTo, String> {
    match text {
        "new" => Ok(GoesTo::New),
        guid => guid.parse().map(GoesTo::Known).map_err(|_| "must be ACT-… or `new`".to_owned()),
    }
}

fn currency(code: &str) -> Result<Currency, String> {
    code.to_ascii_uppercase().parse().map_err(|error: domain::money::MoneyError| error.to_string())
}

fn account_type(name: &str) -> Result<AccountType, String> {
    let names: Vec<&str> = AccountType::ALL.iter().map(|one| one.name()).collect();
    AccountType::from_name(&name.to_ascii_uppercase())
        .ok_or_else(|| format!("must be one of {}", names.join(", ")))
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    let new = NewImport {
        file_name: args.file.file_name().map(|name| name.to_string_lossy().into_owned()),
        content: read(&args.file)?,
        wishes: wishes(&args)?,
    };
    let engine = hub::engine(&args.place.load()?, Role::Command).await?;
    let user = engine.user_anywhere(args.user).await?;
    let scope = engine.of(user.client);
    let import = scope.stage_import(&user, new).await?;
    let look = match scope.look_at_import(&user, &import, 0).await? {
        Looked::Look(look) => *look,
        Looked::Question(flaw) => {
            scope.cancel_import(&user, import.guid).await?;
            bail!("{flaw}{}", option_for(&flaw.kind));
        }
    };
    if !args.json {
        show(&look)?;
    }
    if args.yes
        && let Some(open) = undecided(&args, &look)
    {
        scope.cancel_import(&user, import.guid).await?;
        bail!("{open}");
    }
    if !args.yes && !is_wanted(&args, &look)? {
        scope.cancel_import(&user, import.guid).await?;
        if args.json {
            return print_json(&serde_json::json!({
                "imported": false, "accounts": preview(&look), "skipped": skipped(&look),
                "skipped_count": look.skipped_count,
            }));
        }
        say("Nothing was imported. With --yes it is.");
        return Ok(());
    }
    scope.confirm_import(&user, import.guid).await?;
    let done = work(&engine, &scope, &user, import.guid, args.json).await?;
    finished(&done, &look, args.json)
}

/// The bytes of a file, not more than are read.
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let (name, open): (String, Box<dyn Read>) = if file == Path::new("-") {
        ("standard input".to_owned(), Box::new(std::io::stdin().lock()))
    } else {
        let name = file.display().to_string();
        let open = std::fs::File::open(file).with_context(|| format!("{name} cannot be read"))?;
        (name, Box::new(open))
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    open.take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .with_context(|| format!("{name} cannot be read"))?;
    if bytes.len() > FILE_BYTES_MAX {
        bail!("{name} has more than {} MiB. Export a shorter span of time.", FILE_BYTES_MAX >> 20);
    }
    Ok(bytes)
}

fn wishes(args: &Args) -> anyhow::Result<ImportWishes> {
    let layout = args.layout.as_deref().map(|file| -> anyhow::Result<CsvLayout> {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is no layout", file.display()))
    });
    let wish = match (args.account, &args.name, args.account_type) {
        (Some(GoesTo::Known(account)), _, _) => Some(AccountWish::Is(account)),
        (Some(GoesTo::New), _, _) => Some(AccountWish::New { name: None, account_type: None }),
        (None, None, None) => None,
        (None, name, account_type) => Some(AccountWish::New { name: name.clone(), account_type }),
    };
    Ok(ImportWishes {
        currency: args.currency,
        date_order: args.date_order.map(DateOrder::from),
        layout: layout.transpose()?,
        is_sign_reversed: args.reversed_signs,
        accounts: wish.map(|wish| BTreeMap::from([(1, wish)])).unwrap_or_default(),
    })
}

/// The option by which an open question is answered.
const fn option_for(kind: &FlawKind) -> &'static str {
    match kind {
        FlawKind::NoCurrency => " Here: --currency EUR, for example.",
        FlawKind::DatesAmbiguous | FlawKind::DatesMixed => {
            " Here: --date-order day-month-year or --date-order month-day-year."
        }
        FlawKind::ColumnsNotFound { .. }
        | FlawKind::LayoutUnmet { .. }
        | FlawKind::Layout(_)
        | FlawKind::DatesUnreadable
        | FlawKind::AmountsAmbiguous
        | FlawKind::AmountsUnreadable => " Here: --layout FILE.",
        _ => "",
    }
}

/// What the file would bring, for people.
fn show(look: &Look) -> anyhow::Result<()> {
    if let Some(before) = look.imported_before {
        say(&format!("This very file was imported before, on {}.", before.strftime("%Y-%m-%d")));
    }
    // Lines that could not be read are of no account, unless there is one alone.
    let unread = if look.accounts.len() == 1 { look.skipped_count } else { 0 };
    let rows: Vec<Vec<String>> = look.accounts.iter().map(|account| row(account, unread)).collect();
    print_table(&["account", "goes to", "days", "rows", "new", "alike", "known", "left out"], &rows)?;
    for account in look.accounts.iter().filter(|account| !account.possible.is_empty()) {
        let (name, possible) = (&account.facts.name, possible(account));
        say(&if account.is_conflict {
            format!(
                "{name} contradicts what is known of {possible}: another currency, kind, or other transactions."
            )
        } else {
            format!("{name} may be {possible}. If it is, say so with --account; if not, --account new.")
        });
    }
    for warning in &look.warnings {
        say(&warning.to_string());
    }
    for skipped in look.skipped.iter().take(SKIPPED_SHOWN) {
        say(&format!("Left out: {} {}.", skipped.place, skipped.why));
    }
    if look.skipped_count > SKIPPED_SHOWN {
        let more = look.skipped_count.saturating_sub(SKIPPED_SHOWN);
        say(&format!("Left out: {more} more."));
    }
    Ok(())
}

fn possible(account: &AccountLook) -> String {
    let named = account.possible.iter().map(|one| format!("{} ({})", one.guid, one.facts.name));
    named.collect::<Vec<_>>().join(", ")
}

/// What somebody must say before a file is taken without asking.
fn undecided(args: &Args, look: &Look) -> Option<String> {
    let is_open = |account: &&AccountLook| {
        !account.possible.is_empty() && !account.is_conflict && matches!(account.goal, Goal::New)
    };
    let open = look.accounts.iter().find(is_open).filter(|_| args.account != Some(GoesTo::New))?;
    let way = if open.place == 1 {
        "Say which: --account ACT-…, or --account new."
    } else {
        "Bring the file on the pages or over the API, where each of its accounts can be placed, or say --account new."
    };
    Some(format!("{} may be {}. {way} Nothing was imported.", open.facts.name, possible(open)))
}

fn row(account: &AccountLook, unread: usize) -> Vec<String> {
    let facts = &account.facts;
    let goal = match &account.goal {
        Goal::New => "a new account".to_owned(),
        Goal::Known(known, _) => format!("{} ({})", known.guid, known.facts.name),
        Goal::LeftOut => "nowhere".to_owned(),
    };
    let balance = facts.amounts.get(&AmountField::Balance);
    let balance = balance.map(|minor| format!(", {}", Money::new(*minor, facts.currency).decimal()));
    let days = account.days.map_or_else(String::new, |(first, last)| format!("{first} to {last}"));
    vec![
        format!("{} ({}{})", facts.name, facts.currency.code(), balance.unwrap_or_default()),
        goal,
        days,
        account.total.to_string(),
        account.new.to_string(),
        account.alike.to_string(),
        account.known.to_string(),
        usize::try_from(account.left_out).unwrap_or(usize::MAX).saturating_add(unread).to_string(),
    ]
}

fn preview(look: &Look) -> Vec<serde_json::Value> {
    let told = look.accounts.iter().map(|account| {
        let known = match &account.goal {
            Goal::Known(known, _) => Some(known.guid.to_string()),
            Goal::New | Goal::LeftOut => None,
        };
        serde_json::json!({
            "name": account.facts.name, "account_guid": known, "rows": account.total, "new": account.new,
            "alike": account.alike, "known": account.known, "left_out": account.left_out,
        })
    });
    told.collect()
}

/// The lines that are left out, and why, as the API tells them.
fn skipped(look: &Look) -> Vec<serde_json::Value> {
    let told = look.skipped.iter().map(|one| {
        serde_json::json!({
            "line": one.place.line, "entry": one.place.entry,
            "code": one.why.name(), "message": one.why.to_string(),
        })
    });
    told.collect()
}

/// `1 new row`
fn new_rows(count: u32) -> String {
    if count == 1 { "1 new row".to_owned() } else { format!("{count} new rows") }
}

/// Asks who sits there; nobody there is no.
fn is_wanted(args: &Args, look: &Look) -> anyhow::Result<bool> {
    if args.json || args.file == Path::new("-") || !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    let new: u32 = look.accounts.iter().map(|account| account.new).sum();
    let mut out = std::io::stderr().lock();
    write!(out, "Import {}? [y/N] ", new_rows(new))
        .and_then(|()| out.flush())
        .context("nobody can be asked")?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).context("no answer can be read")?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

/// Imports, or watches a server do it.
async fn work(
    engine: &Arc<Engine>,
    scope: &Scope<'_>,
    user: &User,
    guid: ImportGuid,
    is_silent: bool,
) -> anyhow::Result<Import> {
    let stop = CancellationToken::new();
    let importer = tokio::spawn(Importer::new(engine.clone(), stop.clone()).run());
    let mut said = 0;
    let done = loop {
        let import = scope.import(user, guid).await?;
        if import.state != ImportState::Importing {
            break import;
        }
        if import.rows_done > said && !is_silent {
            said = import.rows_done;
            say(&format!("{said} of {} rows", import.rows_total));
        }
        tokio::time::sleep(LOOK).await;
    };
    stop.cancel();
    importer.await.context("the import ended abnormally")?;
    Ok(done)
}

fn known(count: u32) -> String {
    if count == 1 { "1 was known".to_owned() } else { format!("{count} were known") }
}

fn finished(import: &Import, look: &Look, json: bool) -> anyhow::Result<()> {
    let outcome = outcome_of(import);
    if let Some(flaw) = &import.flaw {
        bail!("The file could not be imported ({flaw}). Nothing more of it is taken; bring it again.");
    }
    if json {
        return print_json(&serde_json::json!({
            "imported": true, "import_guid": import.guid.to_string(), "accounts": outcome,
            "skipped": skipped(look), "skipped_count": look.skipped_count,
        }));
    }
    for one in outcome {
        let Some(account) = one.account_guid else { continue };
        let what = if one.is_new { "is a new account with" } else { "has got" };
        print(&format!("{account} {what} {}; {}.", new_rows(one.new), known(one.known)))?;
        if one.alike > 0 {
            let look =
                if one.alike == 1 { "looks like another that is" } else { "look like others that are" };
            say(&format!("{} of them {look} there: the person is asked.", one.alike));
        }
    }
    Ok(())
}
