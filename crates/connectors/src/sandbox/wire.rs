//! The bank's JSON, as `docs/BANK.md` describes it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The bank's name of a thing; never empty, since it is asked for by that name.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Id(pub(super) String);

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.is_empty() { Err("an id is empty") } else { Ok(Self(text)) }
    }
}

#[derive(Deserialize)]
pub(super) struct Refused {
    pub(super) error: RefusedError,
}

#[derive(Deserialize)]
pub(super) struct RefusedError {
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct Directory {
    pub(super) institutions: Vec<Institution>,
    pub(super) next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Institution {
    pub(super) code: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) kind: String,
    pub(super) country: String,
    pub(super) popularity: i64,
    pub(super) url: String,
    pub(super) forgot_password_url: Option<String>,
    pub(super) forgot_username_url: Option<String>,
    pub(super) trouble_signing_in_url: Option<String>,
    pub(super) instructions: Option<String>,
    #[serde(default)]
    pub(super) instruction_steps: Vec<String>,
    #[serde(default)]
    pub(super) products: Vec<String>,
    pub(super) is_throttled: bool,
    #[serde(default)]
    pub(super) is_oauth: bool,
    pub(super) login_form: Vec<Field>,
}

#[derive(Deserialize)]
pub(super) struct Field {
    pub(super) id: String,
    pub(super) guid: Option<String>,
    pub(super) label: String,
    pub(super) kind: FieldKind,
    #[serde(default)]
    pub(super) options: Vec<FieldOption>,
    pub(super) names_person: bool,
}

#[derive(Deserialize)]
pub(super) struct FieldOption {
    pub(super) label: String,
    pub(super) value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FieldKind {
    Text,
    Password,
    Choice,
}

#[derive(Serialize)]
pub(super) struct NewSignIn<'a> {
    pub(super) attempt: &'a str,
    pub(super) institution: &'a str,
    pub(super) fields: BTreeMap<&'a str, &'a str>,
    pub(super) person_present: bool,
}

#[derive(Serialize)]
pub(super) struct Answers<'a> {
    pub(super) attempt: &'a str,
    pub(super) answers: BTreeMap<&'a str, &'a str>,
}

#[derive(Deserialize)]
pub(super) struct SignIn {
    pub(super) id: Id,
    #[serde(flatten)]
    pub(super) state: State,
}

#[derive(Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum State {
    Question {
        deadline: Option<jiff::Timestamp>,
        #[serde(default)]
        previous_answer_wrong: bool,
        questions: Vec<Question>,
    },
    Waiting {
        retry_at: jiff::Timestamp,
        because: String,
    },
    SignedIn {
        token: String,
    },
    Refused {
        code: String,
    },
}

#[derive(Deserialize)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) kind: QuestionKind,
    pub(super) label: String,
    #[serde(default)]
    pub(super) options: Vec<QuestionOption>,
    pub(super) image: Option<String>,
    pub(super) medium: Option<String>,
    pub(super) sent_to: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum QuestionKind {
    Text,
    Code,
    Choice,
    ImageText,
    ImageChoice,
    Captcha,
}

#[derive(Deserialize)]
pub(super) struct QuestionOption {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) image: Option<String>,
}

/// Accounts are read one by one: one that is not of the expected form does not hide the others.
#[derive(Deserialize)]
pub(super) struct Accounts {
    pub(super) accounts: Vec<serde_json::Value>,
    #[serde(default)]
    pub(super) notices: Vec<Notice>,
}

/// Something that the bank wants the person to know.
#[derive(Deserialize)]
pub(super) struct Notice {
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct Account {
    pub(super) id: Id,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) currency: String,
    pub(super) mask: Option<String>,
    pub(super) number: Option<String>,
    pub(super) routing_number: Option<String>,
    pub(super) ownership: Option<String>,
    #[serde(default)]
    pub(super) is_closed: bool,
    /// Everything else, by MX's names.
    #[serde(flatten)]
    pub(super) rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
pub(super) struct Transactions {
    pub(super) transactions: Vec<serde_json::Value>,
    pub(super) next: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Transaction {
    pub(super) id: Id,
    pub(super) status: Status,
    pub(super) pending_id: Option<String>,
    pub(super) direction: Direction,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) transacted_at: Option<jiff::Timestamp>,
    pub(super) posted_at: Option<jiff::Timestamp>,
    pub(super) description: String,
    pub(super) memo: Option<String>,
    pub(super) category: Option<String>,
    pub(super) merchant_category_code: Option<i64>,
    pub(super) check_number: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Pending,
    Posted,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Direction {
    Credit,
    Debit,
}

#[derive(Deserialize)]
pub(super) struct Holdings {
    pub(super) holdings: Vec<Holding>,
}

#[derive(Deserialize)]
pub(super) struct Holding {
    pub(super) id: Id,
    pub(super) symbol: Option<String>,
    pub(super) cusip: Option<String>,
    pub(super) description: String,
    pub(super) kind: String,
    pub(super) quantity: String,
    pub(super) price: Option<String>,
    pub(super) market_value: Option<String>,
    pub(super) cost_basis: Option<String>,
    pub(super) currency: String,
}

#[derive(Deserialize)]
pub(super) struct Owners {
    pub(super) owners: Vec<Owner>,
}

#[derive(Deserialize)]
pub(super) struct Owner {
    pub(super) id: Id,
    pub(super) name: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) street: Option<String>,
    pub(super) city: Option<String>,
    pub(super) state: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) country: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct AllNumbers {
    pub(super) numbers: Vec<Numbers>,
}

#[derive(Deserialize)]
pub(super) struct Numbers {
    pub(super) id: Id,
    pub(super) account_number: Option<String>,
    pub(super) routing_number: Option<String>,
    pub(super) institution_number: Option<String>,
    pub(super) transit_number: Option<String>,
    pub(super) sequence_number: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Statements {
    pub(super) statements: Vec<Statement>,
}

#[derive(Deserialize)]
pub(super) struct Statement {
    pub(super) id: Id,
    pub(super) issued_on: String,
}
