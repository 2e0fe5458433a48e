//! The pages of an institution: HTML that works without scripts, in no frame, and is kept nowhere.

use std::fmt::Write as _;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::super::gate::Closed;
use super::super::problem::Problem;
use super::html::Text;
use crate::accounts::{Account, figures};
use crate::bank::Bank;
use crate::calendar::Day;
use crate::directory::{FieldKind, Institution};
pub(super) use crate::oauth::crossing::Note;
use crate::oauth::crossing::Sight;
use crate::oauth::{CONSENT_DAYS, Flow, app};
use crate::question::{Question, View};
use crate::sign_in::Asked;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#16202e;--soft:#56606e;--line:#c6ccd4;--paper:#fff;--ground:#eef1f5;--mark:#1b4f8f;--bad:#a3221b}\
@media(prefers-color-scheme:dark){:root{--ink:#e8ecf2;--soft:#a8b2c0;--line:#48525f;--paper:#1b222c;--ground:#11161d;--mark:#8ab8f0;--bad:#ff9d94}}\
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\
header{background:var(--paper);border-bottom:3px solid var(--mark)}header p{margin:0 auto;max-width:30rem;padding:1rem;font-size:1.25rem;\
font-weight:600}main{max-width:30rem;margin:1.5rem auto;padding:1.5rem 1rem;background:var(--paper);border:1px solid var(--line);\
border-radius:.5rem}h1{font-size:1.35rem;line-height:1.25;margin:0 0 .75rem}h2{font-size:1rem;margin:1.5rem 0 .25rem}\
footer{max-width:30rem;margin:0 auto 2rem;padding:0 1rem;color:var(--soft);font-size:.9rem}label,legend{display:block;font-weight:600}\
fieldset{border:0;margin:1rem 0;padding:0}legend{padding:0}.field{margin:1rem 0}input[type=text],input[type=password]{width:100%;font:inherit;color:inherit;\
background:transparent;padding:.6rem;border:1px solid var(--soft);border-radius:.3rem}\
.choice{display:flex;gap:.75rem;align-items:center;font-weight:400;padding:.6rem 0;border-bottom:1px solid var(--line);min-height:2.75rem}\
.choice input{width:1.2rem;height:1.2rem;flex:none}.choice .sum{margin-left:auto;white-space:nowrap;font-variant-numeric:tabular-nums}\
.soft{color:var(--soft)}img{display:block;max-width:100%;background:#fff}.note{border-left:4px solid var(--bad);color:var(--bad);padding:.25rem .75rem;\
margin:0 0 1rem;font-weight:600}button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border-radius:.3rem;\
border:1px solid var(--mark);background:var(--mark);color:var(--paper);cursor:pointer}button.quiet{background:transparent;color:var(--mark)}\
.row{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}";

/// Why there is no page of the flow to show; the person reads it.
#[derive(Debug)]
pub(super) struct Trouble {
    pub(super) status: StatusCode,
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

impl Trouble {
    pub(super) const NOWHERE: Trouble = Trouble {
        status: StatusCode::NOT_FOUND,
        title: "There is no such page",
        text: "Go back to the app and begin again.",
    };
}

/// What a page may do: send its forms here, and follow them to the app.
pub(super) fn secured(status: StatusCode, form_action: &str, html: String) -> Response {
    let style = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; img-src data:; form-action {form_action}; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    // Made of an origin that was checked and of fixed text; were it no header after all, nothing may be sent at all.
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    (status, SHUT, [(header::CONTENT_SECURITY_POLICY, policy)], Html(html)).into_response()
}

const SHUT: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// Sends the person back to the app.
pub(super) fn back(address: &str) -> Result<Response, Trouble> {
    let address = HeaderValue::from_str(address).map_err(|_| Trouble::NOWHERE)?;
    Ok((StatusCode::SEE_OTHER, SHUT, [(header::LOCATION, address)]).into_response())
}

pub(super) fn of_flow(bank: &Bank, institution: &Institution, flow: &Flow, sight: Sight) -> Response {
    let status = match &sight {
        Sight::Login(Some(Note::TooOften { .. })) => StatusCode::TOO_MANY_REQUESTS,
        Sight::Login(_) | Sight::Questions(..) | Sight::Approval | Sight::Accounts(..) => StatusCode::OK,
    };
    let path = format!("/oauth/{}/flows/{}", institution.code, flow.id(bank.seed()));
    let (title, main) = match sight {
        Sight::Login(note) => ("Log in", login(institution, flow, &path, note)),
        Sight::Questions(asked, note) => ("One more step", questions(&asked, &path, note)),
        Sight::Approval => ("Approve it in your banking app", approval(&path)),
        Sight::Accounts(accounts, note) => {
            ("Choose what to share", choice(bank, flow, &accounts, &path, note))
        }
    };
    secured(status, &form_action(&flow.way_back.redirect_uri), document(institution.name, title, &main))
}

/// Browsers hold the answer to a form to this as well, so the way back has to be in it. A host in brackets cannot be written
/// there: then every address of its scheme is let through.
fn form_action(redirect_uri: &str) -> String {
    let origin = app::origin(redirect_uri).unwrap_or_default();
    match origin.split_once("://") {
        Some((scheme, host)) if host.starts_with('[') => format!("'self' {scheme}:"),
        _ => format!("'self' {origin}"),
    }
}

pub(super) fn document(bank_name: &str, title: &str, main: &str) -> String {
    let (bank_name, title) = (Text(bank_name), Text(title));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title} – {bank_name}</title><style>{STYLE}</style></head>\
         <body><header><p>{bank_name}</p></header><main><h1>{title}</h1>{main}</main>\
         <footer><p>This is the simulated bank. None of this money is real: type no password that you use elsewhere.</p></footer>\
         </body></html>"
    )
}

/// The fields of the login form.
pub(super) fn login_fields(institution: &Institution) -> String {
    institution.login_form.iter().fold(String::new(), |mut html, field| {
        let (kind, autocomplete) = match field.kind {
            FieldKind::Text | FieldKind::Choice => ("text", "username"),
            FieldKind::Password => ("password", "current-password"),
        };
        let (id, label) = (field.id, Text(field.label));
        // Writing to a String cannot fail.
        let _ = write!(
            html,
            "<div class=\"field\"><label for=\"{id}\">{label}</label><input id=\"{id}\" name=\"{id}\" type=\"{kind}\" \
             autocomplete=\"{autocomplete}\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"200\" required></div>"
        );
        html
    })
}

fn login(institution: &Institution, flow: &Flow, path: &str, note: Option<Note>) -> String {
    let fields = login_fields(institution);
    format!(
        "{}<p><strong>{}</strong> asks to read your accounts at {}. Log in here to choose what it may see; \
         your password stays with the bank.</p>{}",
        noted(note),
        Text(&flow.app_name),
        Text(institution.name),
        form(path, "login", &format!("{fields}<div class=\"row\"><button>Log in</button>{}</div>", cancel())),
    )
}

fn questions(asked: &Asked, path: &str, note: Option<Note>) -> String {
    let wrong =
        if asked.previous_answer_wrong { alert("That was not right. Try again.") } else { String::new() };
    let fields: String = asked.questions.iter().map(Question::view).map(|view| question(&view)).collect();
    let rest = format!("{fields}<div class=\"row\"><button>Continue</button>{}</div>", cancel());
    format!("{wrong}{}{}", noted(note), form(path, "answer", &rest))
}

fn question(view: &View) -> String {
    let (id, label) = (Text(&view.id), Text(view.label));
    let sent =
        view.sent_to.map(|to| format!("<p class=\"soft\">Sent to {}</p>", Text(to))).unwrap_or_default();
    if view.options.is_empty() {
        let image = view.image.as_ref().map(|data| picture(data, "A word, drawn")).unwrap_or_default();
        return format!(
            "<div class=\"field\"><label for=\"{id}\">{label}</label>{sent}{image}<input id=\"{id}\" name=\"{id}\" type=\"text\" \
             autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"200\" required></div>"
        );
    }
    let options = view.options.iter().fold(String::new(), |mut html, option| {
        let image = option.image.as_ref().map(|data| picture(data, "")).unwrap_or_default();
        let _ = write!(
            html,
            "<label class=\"choice\"><input type=\"radio\" name=\"{id}\" value=\"{}\" required>{image}<span>{}</span></label>",
            Text(option.value),
            Text(option.label),
        );
        html
    });
    format!("<fieldset><legend>{label}</legend>{options}</fieldset>")
}

fn picture(data: &str, alt: &str) -> String {
    format!("<img src=\"{}\" alt=\"{}\">", Text(data), Text(alt))
}

fn approval(path: &str) -> String {
    let rest = format!("<div class=\"row\"><button>I have approved</button>{}</div>", cancel());
    format!(
        "<p>We have sent a notice to your banking app. Approve it there, then come back here.</p>{}",
        form(path, "look", &rest)
    )
}

fn choice(bank: &Bank, flow: &Flow, accounts: &[Account], path: &str, note: Option<Note>) -> String {
    let now = bank.now();
    let is_checked = if note == Some(Note::ChooseOne) { "" } else { " checked" };
    let boxes = accounts.iter().fold(String::new(), |mut html, account| {
        let mask = account.numbers.mask.as_ref().map(|mask| format!(" ••{}", Text(mask))).unwrap_or_default();
        let balance = figures::of_account(account, None, now).balance;
        let _ = write!(
            html,
            "<label class=\"choice\"><input type=\"checkbox\" name=\"account\" value=\"{}\"{is_checked}>\
             <span>{}<span class=\"soft\">{mask}</span></span><span class=\"sum\">{balance} {}</span></label>",
            Text(&account.id(flow.channel())),
            Text(&account.name),
            account.currency,
        );
        html
    });
    let boxes = if accounts.is_empty() { "<p>You have no accounts here.</p>".to_owned() } else { boxes };
    let reads = flow.scopes.iter().fold(String::new(), |mut html, scope| {
        let _ = write!(html, "<li>{}</li>", Text(scope.told()));
        html
    });
    let until = Day::of(now).plus(CONSENT_DAYS);
    let rest = format!(
        "<fieldset><legend>Which accounts may it see?</legend>{boxes}</fieldset>\
         <h2>What it will read</h2><ul>{reads}</ul>\
         <p>It can read this for {CONSENT_DAYS} days, until {until}, or until you end it. It cannot move money.</p>\
         <div class=\"row\"><button name=\"decision\" value=\"allow\">Allow</button>\
         <button class=\"quiet\" name=\"decision\" value=\"deny\">Do not allow</button></div>",
    );
    let app_name = Text(&flow.app_name);
    format!(
        "{}<p><strong>{app_name}</strong> asks to read your accounts.</p>{}",
        noted(note),
        form(path, "consent", &rest)
    )
}

fn form(path: &str, step: &str, rest: &str) -> String {
    format!(
        "<form method=\"post\" action=\"{path}/{step}\">{rest}</form><form id=\"cancel\" method=\"post\" action=\"{path}/cancel\"></form>"
    )
}

/// A button beside the others, which sends a form of its own: nothing needs to be filled in for it.
fn cancel() -> &'static str {
    "<button class=\"quiet\" form=\"cancel\">Cancel</button>"
}

pub(super) fn noted(note: Option<Note>) -> String {
    match note {
        None => String::new(),
        Some(Note::WrongPassword) => alert("That did not work. Check what you typed and try again."),
        Some(Note::FillIn) => alert("Fill in every field, with at most 200 characters."),
        Some(Note::TooOften { wait_s }) => {
            alert(&format!("You have logged in too often. Try again in {wait_s} seconds."))
        }
        Some(Note::ChooseOne) => alert("Choose at least one account, or do not allow it."),
    }
}

fn alert(text: &str) -> String {
    format!("<p class=\"note\" role=\"alert\">{}</p>", Text(text))
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let main = format!("<p>{}</p>", Text(self.text));
        secured(self.status, "'none'", document("The simulated bank", self.title, &main))
    }
}

impl From<Closed> for Trouble {
    fn from(closed: Closed) -> Trouble {
        let text = match closed {
            Closed::Down => {
                "The bank cannot be reached at the moment. Go back to the app and try again later."
            }
            Closed::Maintenance => "The bank is being worked on. Go back to the app and try again later.",
        };
        Trouble { status: StatusCode::SERVICE_UNAVAILABLE, title: "The bank is closed", text }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        // Logged there as everywhere.
        let _ = Problem::from(error);
        Trouble {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "Something is wrong here",
            text: "The bank has a technical problem. Go back to the app and try again later.",
        }
    }
}
