//! Once a day: members who were not here for long are forgotten, and answers whose time is over go.

use std::time::Duration;

use crate::service::keeping::Keeper;
use crate::store::Bookmark;

/// How long the store rests between two jobs of a sweep.
const PAUSE: Duration = Duration::from_millis(50);

/// Sweeps once; what was swept today is not swept again. `is_patient` waits a day after a pause that a wrong clock could
/// have made.
pub async fn sweep(keeper: &Keeper, is_patient: bool) {
    let mut from = Bookmark::default();
    let (mut forgotten, mut expired) = (0, 0);
    loop {
        let now = (keeper.clock)();
        let swept = match keeper
            .store
            .sweep(from, now, keeper.away_days, is_patient)
            .await
        {
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
