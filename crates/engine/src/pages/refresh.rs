//! Whether a person's refresh would begin a run.

use crate::records::Member;
use crate::{Error, Scope};
use domain::member::{Presence, keeps_from_running, possible_now};

impl Scope<'_> {
    /// Whether a run could begin now, with the person there: none is open, the status takes one, and nothing keeps the login held
    /// from being sent.
    pub async fn may_refresh(&self, member: &Member) -> Result<bool, Error> {
        let state = &member.state;
        if state.is_being_aggregated || !possible_now(state.status).contains(&"aggregate") {
            return Ok(false);
        }
        let limits = self.engine.limits_at(&member.institution_code).await?;
        Ok(keeps_from_running(state, Presence::Foreground, self.engine.now(), &limits).is_none())
    }
}
