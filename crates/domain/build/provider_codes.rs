//! `data/provider_codes.csv`: what other systems' codes mean here.

use crate::names::{camel, push};
use crate::reasons::status;
use crate::table::Table;
use std::collections::BTreeSet;

const RETRIES: &[&str] = &["never", "immediate", "backoff", "foreground_only"];

pub(crate) fn generate(statuses: &[String], reasons: &[String]) -> Result<String, String> {
    let table = Table::read("data/provider_codes.csv")?;
    let mut seen = BTreeSet::new();
    let mut code =
        "/// All of them, in the order of the table.\npub const PROVIDER_CODES: &[ProviderCode] = &[\n"
            .to_owned();
    for row in table.rows() {
        let (provider, text) = (row.given("provider")?, row.given("code")?);
        let phase = row.one_of("phase", &["any", "connect", "refresh"])?;
        if !seen.insert((provider, text, phase)) {
            return row.refuse(&format!("{provider} {text} stands twice for {phase}"));
        }
        push(
            &mut code,
            format_args!(
                "    ProviderCode {{ provider: {provider:?}, code: {text:?}, kind: {:?}, phase: {}, status: {}, reason: Reason::{}, \
                 retry: Retry::{}, is_ambiguous: {}, is_lossy: {}, is_carrier: {}, confidence: {:?}, meaning: {:?} }},\n",
                row.given("kind")?,
                if phase == "any" { "None".to_owned() } else { format!("Some(Phase::{})", camel(phase)) },
                status(row, statuses)?,
                camel(row.named("reason", reasons)?),
                camel(row.one_of("retry", RETRIES)?),
                row.flag("ambiguous")?,
                row.flag("lossy")?,
                row.flag("carrier")?,
                row.one_of("confidence", &["verified", "partly", "unverified"])?,
                row.given("meaning")?,
            ),
        );
    }
    code.push_str("];\n");
    Ok(code)
}
