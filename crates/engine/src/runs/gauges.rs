//! What metrics show of the institutions as all nodes see them: which are left alone because they fail, and where runs wait for each other.

use crate::Engine;
use crate::error::as_cause;
use domain::clock::Timestamp;
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// How old what is shown may be.
const MAX_AGE: SignedDuration = SignedDuration::from_secs(10);
const OPEN: &str = "swingbridge_breakers_open";
const FULL: &str = "swingbridge_paced_institutions";

/// When it was measured, and of which sources something was shown: what is over goes back to zero.
#[derive(Debug, Default)]
pub(super) struct Gauges {
    measured_at: Option<Timestamp>,
    open: BTreeMap<String, u32>,
    full: BTreeMap<String, u32>,
}

impl Gauges {
    /// Measures when it is time again.
    pub(super) async fn measure(&mut self, engine: &Engine, now: Timestamp) {
        if self.measured_at.is_some_and(|at| now.duration_since(at) < MAX_AGE) {
            return;
        }
        self.measured_at = Some(now);
        let (breakers, lanes) =
            tokio::join!(engine.store.open_breakers(engine.now()), engine.store.full_lanes(engine.now()));
        match (breakers, lanes) {
            (Ok(breakers), Ok(lanes)) => {
                let mut open: BTreeMap<String, u32> = BTreeMap::new();
                for breaker in breakers {
                    *open.entry(breaker.source).or_default() += 1;
                }
                show(OPEN, &mut self.open, open);
                show(FULL, &mut self.full, lanes.into_iter().collect());
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(error = as_cause(&error), "the institutions cannot be measured");
            }
        }
    }
}

/// Shows a number for each source, and zero for those that were shown before.
fn show(name: &'static str, shown: &mut BTreeMap<String, u32>, now: BTreeMap<String, u32>) {
    for count in shown.values_mut() {
        *count = 0;
    }
    shown.extend(now);
    for (source, count) in shown.iter() {
        metrics::gauge!(name, "source" => source.clone()).set(f64::from(*count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use metrics_exporter_prometheus::PrometheusBuilder;

    #[test]
    fn what_is_over_goes_back_to_zero() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let mut shown = BTreeMap::new();
        for (now, lines) in [
            (vec![("fdx", 2), ("sandbox", 1)], [r#"{source="fdx"} 2"#, r#"{source="sandbox"} 1"#]),
            (vec![("sandbox", 3)], [r#"{source="fdx"} 0"#, r#"{source="sandbox"} 3"#]),
            (vec![], [r#"{source="fdx"} 0"#, r#"{source="sandbox"} 0"#]),
        ] {
            let now = now.into_iter().map(|(source, count)| (source.to_owned(), count)).collect();
            metrics::with_local_recorder(&recorder, || show(OPEN, &mut shown, now));
            let text = recorder.handle().render();
            for line in lines {
                assert!(text.contains(&format!("{OPEN}{line}")), "{line}: {text}");
            }
        }
    }
}
