//! Mails over SMTP. Each has a connection of its own, so that it is always known how far it came: until its last line is sent it was
//! surely not taken, after that only the server knows.

use crate::config::{Mail as Settings, MailTls};
use anyhow::Context as _;
use async_trait::async_trait;
use engine::{Mail, MailProblem, Mailer};
use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::{Address, Message};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// How long a server may take to answer, up to the mail itself, and for that.
const TALK_MAX: Duration = Duration::from_secs(30);
const TAKING_MAX: Duration = Duration::from_mins(2);
/// Characters of a server's answer that the log gets.
const ANSWER_CHARS_MAX: usize = 200;

/// A mail server, with the name that the hub has there.
pub(crate) struct Smtp {
    settings: Settings,
    from: Address,
    tls: Option<TlsParameters>,
    hello: ClientId,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Smtp {
    /// None where no mail server is set.
    pub(crate) fn of(settings: &Settings) -> anyhow::Result<Option<Self>> {
        if settings.host.is_empty() {
            return Ok(None);
        }
        let from: Address = settings.from.parse().context("mail.from must be a mail address")?;
        let tls = match settings.tls {
            MailTls::None => None,
            MailTls::Starttls | MailTls::Tls => Some(
                TlsParameters::new_rustls(settings.host.clone())
                    .context("mail.host cannot be spoken to with TLS")?,
            ),
        };
        let hello = ClientId::Domain(from.domain().to_owned());
        Ok(Some(Self { settings: settings.clone(), from, tls, hello }))
    }

    /// Whether the server is there and knows us; nothing is sent.
    pub(crate) async fn check(&self) -> Result<(), MailProblem> {
        let mut connection = in_time(TALK_MAX, self.connect()).await?;
        connection.abort().await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let settings = &self.settings;
        let server = (settings.host.as_str(), settings.port);
        let from_first = self.tls.clone().filter(|_| settings.tls == MailTls::Tls);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(TALK_MAX), &self.hello, from_first, None)
                .await?;
        if let Some(tls) = self.tls.clone().filter(|_| settings.tls == MailTls::Starttls) {
            connection.starttls(tls, &self.hello).await?;
        }
        if !settings.user.is_empty() {
            let credentials = Credentials::new(settings.user.clone(), settings.password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }

    /// Everything before the mail itself.
    async fn announce(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: &Address,
        is_ascii: bool,
    ) -> Result<(), SmtpError> {
        let mut parameters = Vec::new();
        if !is_ascii && connection.server_info().supports_feature(Extension::EightBitMime) {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        connection.command(MailFrom::new(Some(self.from.clone()), parameters)).await?;
        connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
        connection.command(Data).await?;
        Ok(())
    }

    fn message(&self, mail: &Mail, to: Address) -> Result<Message, MailProblem> {
        let named = Some(&self.settings.from_name).filter(|name| !name.is_empty()).unwrap_or(&mail.app);
        let from = Mailbox::new(Some(in_a_line(named)), self.from.clone());
        let body = MultiPart::alternative()
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .header(ContentTransferEncoding::QuotedPrintable)
                    .body(mail.letter.text.clone()),
            )
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_HTML)
                    .header(ContentTransferEncoding::QuotedPrintable)
                    .body(mail.letter.html.clone()),
            );
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(in_a_line(&mail.letter.subject))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.domain())))
            .header(AutoSubmitted)
            .header(ContentLanguage(mail.language.tag()))
            .date_now();
        if let Some(address) = &mail.unsubscribe {
            builder = builder.header(ListUnsubscribe(address.clone())).header(ListUnsubscribePost);
        }
        builder.multipart(body).map_err(|error| MailProblem::Refused(error.to_string()))
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailProblem> {
        let to: Address =
            mail.to.parse().map_err(|_| MailProblem::Refused("the address is none".to_owned()))?;
        let bytes = self.message(mail, to.clone())?.formatted();
        let mut connection = in_time(TALK_MAX, async {
            let mut connection = self.connect().await?;
            self.announce(&mut connection, &to, bytes.is_ascii()).await?;
            Ok(connection)
        })
        .await
        .map_err(|problem| without(problem, &mail.to))?;
        let outcome = match tokio::time::timeout(TAKING_MAX, connection.message(&bytes)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(taking(&error)),
            Err(_) => Err(MailProblem::Unknown("the server took too long".to_owned())),
        };
        connection.abort().await;
        outcome.map_err(|problem| without(problem, &mail.to))
    }
}

/// What happens before the mail itself was surely not taken.
async fn in_time<T>(
    patience: Duration,
    talk: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, MailProblem> {
    match tokio::time::timeout(patience, talk).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(before(&error)),
        Err(_) => Err(MailProblem::Later("the server took too long".to_owned())),
    }
}

/// The codes with which a server says that it does not know us: that is for the operator to mend, and no fault of the mail.
const NOT_KNOWN: [u16; 4] = [530, 534, 535, 538];

fn before(error: &SmtpError) -> MailProblem {
    let is_ours = error.status().is_some_and(|code| NOT_KNOWN.contains(&u16::from(code)));
    if error.is_permanent() && !is_ours {
        MailProblem::Refused(in_words(error))
    } else {
        MailProblem::Later(in_words(error))
    }
}

/// What the server says of the mail itself; without an answer only it knows.
fn taking(error: &SmtpError) -> MailProblem {
    if error.is_permanent() {
        MailProblem::Refused(in_words(error))
    } else if error.is_transient() {
        MailProblem::Later(in_words(error))
    } else {
        MailProblem::Unknown(in_words(error))
    }
}

fn in_words(error: &SmtpError) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(one) = cause {
        words = format!("{words}: {one}");
        cause = one.source();
    }
    in_a_line(&words).chars().take(ANSWER_CHARS_MAX).collect()
}

/// Servers name the address in their answers; the log does not get it.
fn without(problem: MailProblem, address: &str) -> MailProblem {
    let clean = |text: String| text.replace(address, "(address)");
    match problem {
        MailProblem::Later(text) => MailProblem::Later(clean(text)),
        MailProblem::Refused(text) => MailProblem::Refused(clean(text)),
        MailProblem::Unknown(text) => MailProblem::Unknown(clean(text)),
    }
}

/// Nothing in a header begins another one.
fn in_a_line(text: &str) -> String {
    text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

macro_rules! headers {
    ($($(#[$doc:meta])* $kind:ident $(($inner:ty))? $name:literal, $self:ident => $value:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        struct $kind $(($inner))?;

        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn StdError + Send + Sync>> {
                Err("is only written".into())
            }

            fn display(&$self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value)
            }
        }
    )*};
}

headers! {
    /// RFC 3834: no answer of a machine is wanted.
    AutoSubmitted "Auto-Submitted", self => "auto-generated".to_owned();
    ContentLanguage(&'static str) "Content-Language", self => self.0.to_owned();
    ListUnsubscribe(String) "List-Unsubscribe", self => format!("<{}>", self.0);
    /// RFC 8058: mail programs may press the button themselves.
    ListUnsubscribePost "List-Unsubscribe-Post", self => "List-Unsubscribe=One-Click".to_owned();
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;
    use engine::Letter;

    fn smtp(from_name: &str) -> Smtp {
        let settings = Settings {
            host: "127.0.0.1".to_owned(),
            port: 1,
            tls: MailTls::None,
            user: String::new(),
            password: "hidden".to_owned(),
            from: "hub@hub.example".to_owned(),
            from_name: from_name.to_owned(),
        };
        Smtp::of(&settings).unwrap().unwrap()
    }

    fn mail(app: &str, subject: &str) -> Mail {
        Mail {
            id: "TF-1".to_owned(),
            to: "ada@mail.example".to_owned(),
            app: app.to_owned(),
            letter: Letter {
                subject: subject.to_owned(),
                text: "Grüße\n.\nBcc: eve@evil.example\n".to_owned(),
                html: "<p>Grüße</p>".to_owned(),
            },
            language: Language::CanadianFrench,
            unsubscribe: Some(format!("https://hub.example/notifications/unsubscribe/{}", "x".repeat(200))),
        }
    }

    fn headers(smtp: &Smtp, mail: &Mail) -> String {
        let bytes = smtp.message(mail, mail.to.parse().unwrap()).unwrap().formatted();
        assert!(bytes.is_ascii(), "every server takes it");
        let text = String::from_utf8(bytes).unwrap();
        text.split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    #[test]
    fn headers_say_who_writes_and_how_to_end_it() {
        let found = headers(&smtp(""), &mail("Budget app", "Needs you"));
        for expected in [
            "From: \"Budget app\" <hub@hub.example>",
            "To: ada@mail.example",
            "Subject: Needs you",
            "Message-ID: <TF-1@hub.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: fr-CA",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Content-Type: multipart/alternative;",
        ] {
            assert!(found.contains(expected), "{expected}: {found}");
        }
        assert!(found.contains(&"x".repeat(200)), "one link is one word: {found}");
        assert!(headers(&smtp("Elm"), &mail("Budget", "x")).contains("From: Elm <hub@hub.example>"));
    }

    #[test]
    fn no_name_begins_a_header_of_its_own() {
        for evil in [
            "x\r\nBcc: eve@evil.example",
            "x\nBcc: eve@evil.example",
            "x\r\n\r\n<script>",
            "\" <eve@evil.example>,",
        ] {
            let found = headers(&smtp(""), &mail(evil, evil));
            let names: Vec<&str> = found
                .split("\r\n")
                .filter(|line| !line.starts_with(' '))
                .filter_map(|line| line.split_once(':'))
                .map(|(name, _)| name)
                .collect();
            assert!(!names.contains(&"Bcc") && names.len() == 11, "{evil:?}: {found}");
        }
        let to = Mail { to: "ada@mail.example\r\nRCPT TO:<eve@evil.example>".to_owned(), ..mail("x", "x") };
        assert!(to.to.parse::<Address>().is_err());
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_took_nothing() {
        // Nothing listens at port 1.
        let outcome = smtp("").send(&mail("Budget", "x")).await;
        assert!(matches!(outcome, Err(MailProblem::Later(_))), "{outcome:?}");
        assert!(matches!(smtp("").check().await, Err(MailProblem::Later(_))));
        assert!(!format!("{:?}", smtp("")).contains("hidden"));
    }

    #[test]
    fn settings_are_read_and_refused() {
        let with = |host: &str, from: &str| Settings {
            host: host.to_owned(),
            from: from.to_owned(),
            tls: MailTls::Starttls,
            ..smtp("").settings
        };
        assert!(Smtp::of(&with("", "")).unwrap().is_none());
        assert!(Smtp::of(&with("smtp.example", "hub")).is_err());
        assert!(Smtp::of(&with("smtp.example", "hub@hub.example")).unwrap().is_some());
    }
}
