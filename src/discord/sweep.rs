//! Once a day: members who were not here for long are forgotten, and answers whose time is over go.

use std::time::Duration;

use crate::service::keeping::Keeper;
use crate::store::Bookmark;

/// How long after the start the first look is taken, and how often another: what was swept today is not swept again.
const FIRST_AFTER: Duration = Duration::from_mins(10);
const AGAIN_AFTER: Duration = Duration::from_hours(1);

/// How long the store rests between two jobs of a sweep.
const PAUSE: Duration = Duration::from_millis(50);

/// Sweeps again and again; never ends.
pub(super) async fn run(keeper: &Keeper) {
    let mut pause = FIRST_AFTER;
    loop {
        tokio::time::sleep(pause).await;
        once(keeper).await;
        pause = AGAIN_AFTER;
    }
}

async fn once(keeper: &Keeper) {
    let mut from = Bookmark::default();
    let (mut forgotten, mut expired) = (0, 0);
    loop {
        let now = (keeper.clock)();
        let swept = match keeper.store.sweep(from, now, keeper.away_days).await {
            Ok(swept) => swept,
            Err(fault) => return tracing::error!("old data could not be swept: {fault}"),
        };
        forgotten += swept.forgotten;
        expired += swept.expired;
        let Some(next) = swept.next else { break };
        from = Bookmark(next);
        tokio::time::sleep(PAUSE).await;
    }
    if forgotten + expired > 0 {
        tracing::info!(
            "{forgotten} members who were away for long were forgotten, {expired} answers were over"
        );
    }
}
