//! Stories: a password, then answers (and seconds passing), then how it stands.

use super::*;
use crate::script::typed;

const NOW: &str = "2026-11-21T10:00:00Z";

enum Then {
    Say(&'static str),
    Wait(i64),
    Look,
}
use Then::{Look, Say, Wait};

fn begin(password: &str, person: Person) -> Result<Step, Fault> {
    let typed = typed(password);
    open(7, typed.brings(typed.condition(None)), person, NOW.parse().unwrap())
}

fn tell(password: &str, story: &[Then]) -> (String, Tally) {
    let mut now: Timestamp = NOW.parse().unwrap();
    let Ok(step) = begin(password, Person::Present) else {
        return ("failed".to_owned(), Tally::default());
    };
    let mut last = step.tally;
    let mut sign_in = SignIn {
        number: 7,
        channel: Channel::Direct,
        institution: "mxbank".to_owned(),
        login: "ana".to_owned(),
        condition: None,
        began_at: now,
        rounds_asked: step.rounds_asked,
        state: step.state,
    };
    for then in story {
        let step = match then {
            Wait(seconds) => {
                now = later(now, *seconds);
                continue;
            }
            Look => sign_in.look(now),
            Say(answer) => {
                let State::Question(asked) = &sign_in.state else {
                    panic!("{password}: no question is open")
                };
                let answers = asked.questions.iter().map(|q| (q.id.clone(), (*answer).to_owned())).collect();
                Some(sign_in.answer(&answers, now).unwrap().0)
            }
        };
        if let Some(step) = step {
            last = step.tally;
            sign_in.rounds_asked = step.rounds_asked;
            sign_in.state = step.state;
        }
    }
    let text = match sign_in.state_at(now) {
        State::Question(asked) => format!("{:?} wrong={}", asked.round, asked.previous_answer_wrong),
        State::Waiting { .. } => "waiting".to_owned(),
        State::SignedIn { .. } => "signed in".to_owned(),
        State::Refused(refusal) => format!("{refusal:?}"),
    };
    (text, last)
}

#[test]
fn stories_end_as_the_script_says() {
    for (password, story, end) in [
        ("hunter2", vec![], "signed in"),
        ("wrong", vec![], "WrongCredentials"),
        ("challenge", vec![], "Text wrong=false"),
        ("challenge", vec![Say("correct")], "signed in"),
        ("challenge", vec![Say("nonsense")], "WrongAnswer"),
        ("challenge", vec![Say("challenge")], "Text wrong=false"),
        ("challenge", vec![Say("challenge"), Say("correct")], "signed in"),
        ("challenge", vec![Say("LOCKED")], "LoginLocked"),
        ("challenge", vec![Say("UNAUTHORIZED")], "WrongCredentials"),
        ("challenge", vec![Say("SERVER_ERROR")], "Text wrong=false"),
        ("challenge", vec![Say("SERVER_ERROR"), Say("correct")], "signed in"),
        ("two_rounds", vec![Say("correct")], "CodeByEmail wrong=false"),
        ("two_rounds", vec![Say("challenge")], "Text wrong=false"),
        ("two_rounds", vec![Say("challenge"), Say("correct"), Say("correct")], "signed in"),
        ("two_questions", vec![Say("correct")], "signed in"),
        ("ask_again", vec![Say("no")], "PatientText wrong=true"),
        ("ask_again", vec![Say("no"), Say("no"), Say("no")], "PatientText wrong=true"),
        ("ask_again", vec![Say("no"), Say("no"), Say("no"), Say("no")], "WrongAnswer"),
        ("ask_again", vec![Say("no"), Say("no"), Say("no"), Say("correct")], "signed in"),
        ("slow_answer", vec![Wait(20), Say("correct")], "signed in"),
        ("slow_answer", vec![Wait(21)], "AnswerTooLate"),
        ("slow_answer", vec![Wait(21), Say("correct")], "AnswerTooLate"),
        ("token", vec![Wait(300), Say("correct")], "signed in"),
        ("token", vec![Wait(301), Say("correct")], "AnswerTooLate"),
        ("approve", vec![], "waiting"),
        ("approve", vec![Look], "waiting"),
        ("approve", vec![Look, Look], "signed in"),
        ("APPROVAL_DECLINED", vec![Look], "waiting"),
        ("APPROVAL_DECLINED", vec![Look, Look], "ApprovalDeclined"),
        ("CAPTCHA", vec![], "Captcha wrong=false"),
        ("CAPTCHA", vec![Say("correct")], "signed in"),
        ("SERVER_ERROR", vec![], "failed"),
    ] {
        assert_eq!(tell(password, &story).0, end, "{password}");
    }
}

#[test]
fn every_step_says_what_it_counts() {
    let counted = |passwords, questions, codes, answers, outcome| Tally {
        passwords,
        questions,
        codes,
        answers,
        outcome,
    };
    for (password, story, tally) in [
        ("hunter2", vec![], counted(1, 0, 0, 0, Outcome::Succeeded)),
        ("wrong", vec![], counted(1, 0, 0, 0, Outcome::WrongPassword)),
        ("LOCKED", vec![], counted(1, 0, 0, 0, Outcome::Open)),
        ("token", vec![], counted(1, 1, 1, 0, Outcome::Open)),
        ("two_questions", vec![], counted(1, 2, 0, 0, Outcome::Open)),
        ("two_questions", vec![Say("correct")], counted(0, 0, 0, 2, Outcome::Succeeded)),
        ("two_rounds", vec![Say("correct")], counted(0, 1, 1, 1, Outcome::Open)),
        ("ask_again", vec![Say("no")], counted(0, 1, 0, 1, Outcome::WrongAnswer)),
        ("challenge", vec![Say("no")], counted(0, 0, 0, 1, Outcome::WrongAnswer)),
        ("approve", vec![Look, Look], counted(0, 0, 0, 0, Outcome::Succeeded)),
        ("APPROVAL_DECLINED", vec![Look, Look], counted(0, 0, 0, 0, Outcome::Open)),
        ("CODE_EVERY_LOGIN", vec![], counted(1, 1, 1, 0, Outcome::Open)),
    ] {
        assert_eq!(tell(password, &story).1, tally, "{password}");
    }
}

#[test]
fn a_code_that_needs_a_person_is_not_sent_to_nobody() {
    let step = begin("CODE_EVERY_LOGIN", Person::Absent).unwrap();
    assert_eq!(step.state, State::Refused(Refusal::PersonNeeded));
    assert_eq!((step.tally.passwords, step.tally.codes), (1, 0));
}

#[test]
fn rounds_come_to_an_end() {
    let story: Vec<Then> = (0..ROUNDS_MAX).map(|_| Say("challenge")).collect();
    assert_eq!(tell("challenge", &story).0, "AttentionNeeded");
}

#[test]
fn answers_must_meet_the_open_questions() {
    let step = begin("two_questions", Person::Present).unwrap();
    let sign_in = SignIn {
        number: 7,
        channel: Channel::Direct,
        institution: String::new(),
        login: String::new(),
        condition: None,
        began_at: NOW.parse().unwrap(),
        rounds_asked: 1,
        state: step.state,
    };
    for ids in [vec![], vec!["q-7-1-1"], vec!["q-7-1-1", "q-7-1-3"], vec!["q-7-1-1", "q-7-1-2", "q-7-1-3"]] {
        let answers = ids.iter().map(|id| ((*id).to_owned(), "correct".to_owned())).collect();
        assert_eq!(sign_in.answer(&answers, NOW.parse().unwrap()), Err(NotTaken::Mismatch), "{ids:?}");
    }
}

#[test]
fn ids_carry_their_number_and_cannot_be_made_up() {
    assert_eq!(number_in("si", 1, &id_of("si", 1, 42)), Some(42));
    for (seed, id) in
        [(2, id_of("si", 1, 42)), (1, id_of("tk", 1, 42)), (1, "si-42-00".to_owned()), (1, String::new())]
    {
        assert_eq!(number_in("si", seed, &id), None, "{id}");
    }
}
