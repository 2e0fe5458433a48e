//! What a mail is, who writes it and who carries it. Nothing of SMTP or of markup is known here.

use crate::MemberDiagnosis;
use crate::records::Notification;
use async_trait::async_trait;
use domain::text::Language;
use std::fmt;

/// What a mail is to say.
#[derive(Debug)]
pub struct Writing<'a> {
    pub notification: &'a Notification,
    pub language: Language,
    /// The name of the application.
    pub app: &'a str,
    /// The name of the institution, where it is about one.
    pub institution: Option<&'a str>,
    /// What is the matter, where something is.
    pub diagnosis: Option<&'a MemberDiagnosis>,
    /// Opens the page that settles it. None: this server does not know its address.
    pub link: Option<&'a str>,
    /// Ends mails.
    pub unsubscribe: Option<&'a str>,
}

/// A mail's words, the same twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// How mails are worded.
pub trait Letters: Send + Sync + fmt::Debug {
    /// None: it could not be written.
    fn letter(&self, writing: &Writing<'_>) -> Option<Letter>;
}

/// A mail to be carried. Whom it goes to is not in its debug text.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Names the mail for good.
    pub id: String,
    pub to: String,
    /// The name of the application, as sender.
    pub app: String,
    pub letter: Letter,
    pub language: Language,
    pub unsubscribe: Option<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a mail did not surely arrive at the server. The texts name no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailProblem {
    /// It was surely not taken, and may be later.
    #[error("not taken for now: {0}")]
    Later(String),
    /// It was surely not taken and will not be.
    #[error("refused: {0}")]
    Refused(String),
    /// It was sent, and no answer came: it may have been taken.
    #[error("no answer: {0}")]
    Unknown(String),
}

/// Who carries mails.
#[async_trait]
pub trait Mailer: Send + Sync + fmt::Debug {
    async fn send(&self, mail: &Mail) -> Result<(), MailProblem>;
}
