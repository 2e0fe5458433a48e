//! A question of the institution as JSON.

use super::time;
use crate::request::page::{Pagination, cut};
use domain::run::ChallengeKind;
use engine::records::{Challenge, ChallengeOption, LoginOption, Page};
use serde::Serialize;
use utoipa::ToSchema;

/// A question that waits for an answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Challenge)]
pub(crate) struct ChallengeView {
    field_name: String,
    /// Names the question in the answer.
    #[schema(example = "CRD-ce76d2e3-86bd-ec4a-ec52-eb53b5194bf5")]
    guid: String,
    /// With `IMAGE_DATA`: the picture, as a `data:` URI.
    image_data: Option<String>,
    /// With `IMAGE_OPTIONS`: the pictures to choose from.
    image_options: Vec<ImageOptionView>,
    /// What to ask the person.
    #[schema(example = "What city were you born in?")]
    label: String,
    /// With `OPTIONS`: what to choose from.
    options: Vec<OptionView>,
    /// `TEXT`, `TOKEN` (a one-time code), `OPTIONS`, `IMAGE_DATA` or `IMAGE_OPTIONS`.
    #[schema(example = "TEXT")]
    r#type: &'static str,
    /// When the institution stops waiting. Not in MX's contract.
    expires_at: String,
    /// How a code was sent: `sms`, `email`, `call` or `app`. Not in MX's contract.
    medium: Option<String>,
    /// Where to, masked. Not in MX's contract.
    sent_to: Option<String>,
}

/// A choice. Answer with its value or its guid.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Option)]
pub(crate) struct OptionView {
    guid: Option<String>,
    label: String,
    value: String,
}

/// A picture to choose. Answer with its value or its guid.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImageOption)]
pub(crate) struct ImageOptionView {
    data_uri: Option<String>,
    guid: String,
    label: String,
    value: String,
}

impl OptionView {
    /// A choice of a login form, which has no guid.
    pub(crate) fn of_form(option: &LoginOption) -> Self {
        Self { guid: None, label: option.label.clone(), value: option.value.clone() }
    }

    fn new(option: &ChallengeOption) -> Self {
        Self { guid: Some(option.guid.clone()), label: option.label.clone(), value: option.value.clone() }
    }
}

impl ImageOptionView {
    fn new(option: &ChallengeOption) -> Self {
        Self {
            data_uri: option.image.clone(),
            guid: option.guid.clone(),
            label: option.label.clone(),
            value: option.value.clone(),
        }
    }
}

impl From<&Challenge> for ChallengeView {
    fn from(challenge: &Challenge) -> Self {
        let options = &challenge.details.options;
        let (options, image_options) = match challenge.kind {
            ChallengeKind::Options => (options.iter().map(OptionView::new).collect(), Vec::new()),
            ChallengeKind::ImageOptions => (Vec::new(), options.iter().map(ImageOptionView::new).collect()),
            ChallengeKind::Text | ChallengeKind::Token | ChallengeKind::ImageData => (Vec::new(), Vec::new()),
        };
        Self {
            field_name: challenge.source_question_id.clone(),
            guid: challenge.guid.to_string(),
            image_data: challenge.details.image.clone(),
            image_options,
            label: challenge.label.clone(),
            options,
            r#type: challenge.kind.name(),
            expires_at: time(challenge.expires_at),
            medium: challenge.details.medium.clone(),
            sent_to: challenge.details.sent_to.clone(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChallengesBody {
    challenges: Vec<ChallengeView>,
    pagination: Pagination,
}

impl ChallengesBody {
    pub(crate) fn new(challenges: &[Challenge], page: Page) -> Self {
        let cut = cut(challenges.iter().map(ChallengeView::from).collect(), page);
        Self { challenges: cut.items, pagination: Pagination::new(page, cut.total) }
    }
}
