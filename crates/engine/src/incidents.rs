//! Incidents of institutions: so many connections fail that it is the bank. Applications are told when one begins and ends, and
//! nobody gets mails about it meanwhile.

use crate::events::{About, Told};
use crate::records::Member;
use crate::{Engine, Error, Name};
use domain::clock::Timestamp;
use domain::diagnosis::Thresholds;
use domain::event::EventName;
use domain::notification::{Weather, is_hushed, weather};
use serde_json::json;
use store::Write;
use store::incidents::{self, Incident, SAID};

impl Engine {
    /// Looks how the runs at an institution end, and tells where an incident begins or is over. Gives the incident that there is now.
    pub(crate) async fn watch(&self, institution_code: &str) -> Result<Option<Incident>, Error> {
        let known = self.store.incident(institution_code).await?;
        let now = self.now();
        let thresholds = Thresholds::default();
        let since = now.checked_sub(thresholds.outage_within).unwrap_or(Timestamp::MIN);
        let health = self.store.health(institution_code, since).await?;
        match (weather(health, &thresholds), known) {
            (Weather::Outage, None) => {
                let incident =
                    Incident { institution_code: institution_code.to_owned(), began_at: now, ended_at: None };
                tracing::warn!(
                    institution = institution_code,
                    failing = health.failing,
                    "an incident begins"
                );
                self.tell_incident(
                    &incident,
                    incidents::begin(institution_code, now),
                    EventName::IncidentBegan,
                )
                .await?;
                Ok(Some(incident))
            }
            (Weather::Fair, Some(incident)) => {
                tracing::info!(institution = institution_code, since = %incident.began_at, "an incident is over");
                self.tell_incident(&incident, incidents::end(&incident, now), EventName::IncidentEnded)
                    .await?;
                Ok(None)
            }
            (Weather::Outage | Weather::Unclear | Weather::Fair, known) => Ok(known),
        }
    }

    /// Whether nobody is mailed about technical trouble of a member for now; see [`is_hushed`].
    pub(crate) async fn is_hushed(&self, member: &Member) -> Result<bool, Error> {
        self.watch(&member.institution_code).await?;
        let last = self.store.latest_incident(&member.institution_code).await?;
        let (tried_at, now) = (member.state.aggregated_at, self.now());
        Ok(last.is_some_and(|last| is_hushed(last.ended_at, tried_at, now, &Thresholds::default())))
    }

    /// Looks where something answered: without an incident there is nothing to end.
    pub(crate) async fn watch_end(&self, institution_code: &str) -> Result<(), Error> {
        if self.store.incident(institution_code).await?.is_some() {
            self.watch(institution_code).await?;
        }
        Ok(())
    }

    /// One commit writes it and tells each client that has members there; who comes second writes nothing.
    async fn tell_incident(&self, incident: &Incident, write: Write, name: EventName) -> Result<(), Error> {
        let code = &incident.institution_code;
        let institution = match self.institution(&Name::Id(code.clone())).await {
            Ok(found) => found.name.clone(),
            Err(Error::NotFound(_)) => code.clone(),
            Err(error) => return Err(error),
        };
        let now = self.now();
        let mut writes = vec![write];
        for client in self.store.clients_at(code).await? {
            let data = json!({
                "institution_code": code,
                "institution_name": institution,
                "since": incident.began_at.to_string(),
            });
            let mut told = Told::default();
            told.push(self.event(name, About::client(client), data, now));
            writes.extend(told.into_writes(client, now));
        }
        match self.store.commit(writes).await {
            Ok(_) | Err(store::Error::Conflict(SAID)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
