//! What helps, one after the other: the first steps stand open, the later ones are folded away until somebody wants them.

use super::buttons::{Button, Ground};
use domain::diagnosis::words::Speaker;
use domain::reason::Actor;

/// Steps that stand open where there are more than [`OPEN_MAX`].
const OPEN: usize = 2;
/// As many are all shown: folding one away would save nothing.
const OPEN_MAX: usize = 3;

/// One step of advice.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::pages) struct RemedyLine {
    pub(in crate::pages) text: String,
    pub(in crate::pages) steps: Vec<String>,
    pub(in crate::pages) button: Option<Button>,
    /// Where to say whether it helped.
    pub(in crate::pages) answer: String,
    pub(in crate::pages) is_tried: bool,
}

/// All steps, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::pages) struct Remedies {
    pub(in crate::pages) open: Vec<RemedyLine>,
    pub(in crate::pages) folded: Vec<RemedyLine>,
}

impl Remedies {
    /// A button that an earlier step offers is not offered again.
    pub(in crate::pages) fn of(mut lines: Vec<RemedyLine>) -> Self {
        let mut offered: Vec<Button> = Vec::new();
        for line in &mut lines {
            line.button = line.button.take().filter(|button| !offered.contains(button));
            offered.extend(line.button.clone());
        }
        let open = if lines.len() > OPEN_MAX { OPEN } else { lines.len() };
        let folded = lines.split_off(open);
        Self { open: lines, folded }
    }

    /// Those in order that are a person's to take or to wait for, each with its steps and what is known of this bank.
    pub(in crate::pages) fn advised(ground: &Ground<'_>, speaker: &Speaker<'_>) -> Self {
        let member = format!("{}/connect/members/{}", ground.base, ground.member.guid);
        let advice = ground.diagnosis.advice.iter();
        let lines = advice
            .filter(|advice| matches!(advice.remedy.actor(), Actor::User | Actor::Nobody))
            .map(|advice| RemedyLine {
                text: speaker.remedy(advice.remedy),
                steps: advice
                    .notes
                    .iter()
                    .map(|note| speaker.note(note))
                    .chain(advice.steps.iter().map(|step| speaker.step(step)))
                    .collect(),
                button: ground.offered(advice.remedy),
                answer: format!("{member}/remedies/{}", advice.remedy.name()),
                is_tried: advice.is_tried,
            })
            .collect();
        Self::of(lines)
    }

    pub(in crate::pages) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The number of the first folded step.
    pub(in crate::pages) fn next_number(&self) -> usize {
        self.open.len().saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, href: &str) -> RemedyLine {
        let button =
            Button { label: href.to_owned(), href: href.to_owned(), is_post: false, is_outside: false };
        RemedyLine {
            text: text.to_owned(),
            steps: Vec::new(),
            button: (!href.is_empty()).then_some(button),
            answer: String::new(),
            is_tried: false,
        }
    }

    #[test]
    fn later_steps_are_folded_away() {
        for (count, open, folded) in [(0, 0, 0), (1, 1, 0), (3, 3, 0), (4, 2, 2), (7, 2, 5)] {
            let remedies = Remedies::of((0..count).map(|number| line(&number.to_string(), "")).collect());
            assert_eq!((remedies.open.len(), remedies.folded.len()), (open, folded), "{count}");
            let texts = remedies.open.iter().chain(&remedies.folded).map(|one| one.text.clone());
            assert!(texts.eq((0..count).map(|number| number.to_string())), "{count}");
        }
    }

    #[test]
    fn a_button_is_offered_once() {
        let lines = vec![line("a", "/site"), line("b", "/login"), line("c", "/site"), line("d", "/site")];
        let remedies = Remedies::of(lines);
        let buttons = remedies.open.iter().chain(&remedies.folded).map(|one| one.button.is_some());
        assert!(buttons.eq([true, true, false, false]));
    }
}
