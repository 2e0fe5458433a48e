//! The answer to a request: the sign-on's, and one for each thing asked.

use domain::clock::Timestamp;

use crate::accounts::Account;
use crate::calendar::Day;
use crate::condition::Does;
use crate::directory::Institution;
use crate::fault::Fault;
use crate::question::{Kind, Question};
use crate::sign_in::{SignIn, State, id_of};

use super::asked::{Asked, Request, Set};
use super::codes::Code;
use super::entrance::{ACCESS_KEY_KIND, COOKIE_KIND, Said, phrase};
use super::node::{Node, aggregate, document, element};
use super::server::{Habits, Server, Version};
use super::spoilage::Spoilage;
use super::statement::Pen;
use super::{accounts, invested, profile, statement};

/// Asked of every program beside what is asked of the person: which one it is.
const PROGRAM_PHRASE: &str = "MFA107";

/// All that an answer is made of.
pub(crate) struct Reply<'a> {
    pub(crate) institution: &'static Institution,
    pub(crate) server: &'static Server,
    pub(crate) version: Version,
    /// What was said at the door; nothing to those who ask for the profile alone.
    pub(crate) said: Option<&'a Said>,
    /// Why nobody comes to the door at all.
    pub(crate) turned_away: Option<Code>,
    pub(crate) accounts: &'a [Account],
    pub(crate) url: &'a str,
    pub(crate) seed: u64,
    pub(crate) now: Timestamp,
    pub(crate) spoils: Option<Spoilage>,
}

/// The bytes of an answer, or a failure that is none of the protocol's.
pub(crate) fn reply(reply: &Reply<'_>, request: &Request) -> Result<Vec<u8>, Fault> {
    let root = reply.root(request)?;
    let root = reply.spoils.map_or_else(|| root.clone(), |spoils| spoils.spoil(root.clone()));
    let bytes = document(&root, reply.version, reply.server.habits);
    Ok(reply.spoils.map_or_else(|| bytes.clone(), |spoils| spoils.spoil_bytes(bytes.clone())))
}

/// Whether somebody may read, and what they meet.
enum Admission {
    Admitted(Option<Does>),
    /// The same code answers everything else that was asked.
    Refused(Code),
}

impl Reply<'_> {
    fn pen(&self) -> Pen {
        Pen { server: self.server, now: self.now }
    }

    fn root(&self, request: &Request) -> Result<Node, Fault> {
        let admission = self.admission()?;
        let mut sets: [(&'static str, Vec<Node>); 5] = [
            ("SIGNUPMSGSRSV1", Vec::new()),
            ("BANKMSGSRSV1", Vec::new()),
            ("CREDITCARDMSGSRSV1", Vec::new()),
            ("INVSTMTMSGSRSV1", Vec::new()),
            ("PROFMSGSRSV1", Vec::new()),
        ];
        let mut challenge = None;
        for asked in &request.asked {
            let (name, answer) = match asked {
                Asked::Challenge { id } => {
                    challenge = Some(self.challenge(id, &admission));
                    continue;
                }
                Asked::Profile { id } => {
                    let told = profile::of(self.institution, self.server, self.version, self.url);
                    ("PROFMSGSRSV1", transaction("PROFTRNRS", id, Ok(told)))
                }
                Asked::Accounts { id } => {
                    ("SIGNUPMSGSRSV1", transaction("ACCTINFOTRNRS", id, self.listed(&admission)?))
                }
                Asked::Statement { id, set, .. } => {
                    let (name, response) = match set {
                        Set::Bank => ("BANKMSGSRSV1", "STMTTRNRS"),
                        Set::Card => ("CREDITCARDMSGSRSV1", "CCSTMTTRNRS"),
                        Set::Broker => ("INVSTMTMSGSRSV1", "INVSTMTTRNRS"),
                    };
                    (name, transaction(response, id, self.statement(asked, &admission)?))
                }
            };
            if let Some((_, set)) = sets.iter_mut().find(|(set, _)| *set == name) {
                set.push(answer);
            }
        }
        let signing_on = [self.sign_on(&admission)].into_iter().chain(challenge);
        let held = sets.into_iter().filter(|(_, set)| !set.is_empty());
        let held: Vec<Node> = held.map(|(name, set)| aggregate(name, set)).collect();
        let invested =
            request.asked.iter().any(|asked| matches!(asked, Asked::Statement { set: Set::Broker, .. }));
        let securities = (invested && matches!(admission, Admission::Admitted(_)))
            .then(|| invested::securities(self.accounts.iter(), self.pen()))
            .flatten();
        let parts = [aggregate("SIGNONMSGSRSV1", signing_on)].into_iter().chain(held).chain(securities);
        Ok(aggregate("OFX", parts))
    }

    fn admission(&self) -> Result<Admission, Fault> {
        if let Some(code) = self.turned_away {
            return Ok(Admission::Refused(code));
        }
        Ok(match self.said {
            None => Admission::Admitted(None),
            Some(Said::Welcome { condition, .. }) => {
                Admission::Admitted(condition.map(|condition| condition.does))
            }
            Some(Said::Challenged { .. } | Said::Questions(_)) => Admission::Refused(Code::CHALLENGE),
            Some(Said::Refused(refusal)) => Admission::Refused(Code::of_refusal(*refusal, self.version)),
            Some(Said::Failed(fault)) => Admission::Refused(Code::of_fault(*fault).ok_or(*fault)?),
        })
    }

    fn sign_on(&self, admission: &Admission) -> Node {
        let code = match (admission, self.said) {
            // The questions follow; that there are some is no news.
            (_, Some(Said::Questions(_))) | (Admission::Admitted(_), _) => Code::FINE,
            (Admission::Refused(code), _) => *code,
        };
        let (cookie, key) = match self.said {
            Some(Said::Challenged { open }) => (*open, None),
            Some(Said::Questions(sign_in)) => (Some(sign_in.number), None),
            Some(Said::Welcome { answered, .. }) => (*answered, *answered),
            Some(Said::Refused(_) | Said::Failed(_)) | None => (None, None),
        };
        let vendor = match self.server.habits {
            Habits::Plain => None,
            Habits::Old => Some(element("INTU.BID", self.server.fid)),
        };
        let institution = [element("ORG", self.server.org), element("FID", self.server.fid)];
        let parts = [
            Some(status(code)),
            Some(element("DTSERVER", self.pen().time(self.now))),
            Some(element("LANGUAGE", "ENG")),
            Some(aggregate("FI", institution)),
            cookie.map(|number| element("SESSCOOKIE", id_of(COOKIE_KIND, self.seed, number))),
            key.map(|number| element("ACCESSKEY", id_of(ACCESS_KEY_KIND, self.seed, number))),
            vendor,
        ];
        aggregate("SONRS", parts.into_iter().flatten())
    }

    fn challenge(&self, id: &str, admission: &Admission) -> Node {
        let told = match (self.said, admission) {
            (Some(Said::Questions(sign_in)), _) => Ok(questions(sign_in)),
            // Nothing need be answered.
            (_, Admission::Admitted(_)) => Err(Code::GENERAL),
            (_, Admission::Refused(code)) => Err(*code),
        };
        transaction("MFACHALLENGETRNRS", id, told)
    }

    /// The list of accounts, or why there is none.
    fn listed(&self, admission: &Admission) -> Result<Result<Node, Code>, Fault> {
        let does = match admission {
            Admission::Refused(code) => return Ok(Err(*code)),
            Admission::Admitted(does) => does,
        };
        if let Some(Does::FailAccounts(fault)) = does {
            return Ok(Err(Code::of_fault(*fault).ok_or(*fault)?));
        }
        let today = Day::of(self.now);
        let shown: &[Account] = if *does == Some(Does::NoAccounts) { &[] } else { self.accounts };
        let infos = shown.iter().filter_map(|account| accounts::info(account, today, self.server));
        let updated = element("DTACCTUP", self.pen().time(self.now));
        Ok(Ok(aggregate("ACCTINFORS", [updated].into_iter().chain(infos))))
    }

    fn statement(&self, asked: &Asked, admission: &Admission) -> Result<Result<Node, Code>, Fault> {
        let Asked::Statement { set, account: number, span, with_pending, with_positions, .. } = asked else {
            return Ok(Err(Code::GENERAL));
        };
        let does = match admission {
            Admission::Refused(code) => return Ok(Err(*code)),
            Admission::Admitted(does) => does,
        };
        let is_asked =
            |account: &&Account| accounts::set(account) == Some(*set) && accounts::number(account) == *number;
        let Some(account) = self.accounts.iter().find(is_asked) else {
            return Ok(Err(Code::ACCOUNT_UNKNOWN));
        };
        // As everywhere, it befalls the transactions of the account whose id sorts first.
        let first = self
            .accounts
            .iter()
            .filter(|account| accounts::set(account).is_some())
            .map(accounts::number)
            .min();
        if let Some(Does::FailOneAccount(fault)) = does
            && first.as_ref() == Some(number)
            && span.is_some()
        {
            return Ok(Err(Code::of_fault(*fault).ok_or(*fault)?));
        }
        let shows_pending = *with_pending && self.version.knows_pending();
        Ok(match set {
            Set::Bank | Set::Card => statement::of(account, *set, *span, shows_pending, self.pen()),
            Set::Broker => invested::of(account, *span, *with_positions, self.pen()),
        })
    }
}

/// `MFACHALLENGERS`. Questions of the specification are named, others told.
fn questions(sign_in: &SignIn) -> Node {
    let open: &[Question] = match &sign_in.state {
        State::Question(asked) => &asked.questions,
        State::Waiting { .. } | State::SignedIn { .. } | State::Refused(_) => &[],
    };
    let one = |kind: Kind| {
        let name = phrase(kind)?;
        let label = (!name.starts_with("MFA")).then(|| element("MFAPHRASELABEL", kind.label()));
        Some(aggregate("MFACHALLENGE", [element("MFAPHRASEID", name)].into_iter().chain(label)))
    };
    let program = aggregate("MFACHALLENGE", [element("MFAPHRASEID", PROGRAM_PHRASE)]);
    aggregate("MFACHALLENGERS", open.iter().filter_map(|question| one(question.kind)).chain([program]))
}

fn transaction(name: &'static str, id: &str, told: Result<Node, Code>) -> Node {
    let (code, told) = match told {
        Ok(told) => (Code::FINE, Some(told)),
        Err(code) => (code, None),
    };
    aggregate(name, [element("TRNUID", id), status(code)].into_iter().chain(told))
}

fn status(code: Code) -> Node {
    let severity = if code == Code::FINE { "INFO" } else { "ERROR" };
    aggregate(
        "STATUS",
        [
            element("CODE", code.number.to_string()),
            element("SEVERITY", severity),
            element("MESSAGE", code.message),
        ],
    )
}
