//! `swingbridge migrate`: brings the database to the newest form.

use super::{Where, say};
use crate::hub::{self, Role};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
}

pub(crate) async fn run(args: Args) -> anyhow::Result<()> {
    // Opening brings it to the newest form; a server does the same when it starts.
    hub::engine(&args.place.load()?, Role::Command).await?;
    say("The database has the form that this version needs.");
    Ok(())
}
