//! Keeps a connection: asks, counts, connects, watches, and connects again.

use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::time::sleep;

use crate::discord::gateway::attempts::{Attempt, Attempts, Next};
use crate::discord::gateway::budget_file::BudgetFile;
use crate::discord::gateway::link::{Link, Order};
use crate::discord::gateway::watch::{Cause, judge};
use crate::discord::gateway::{End, OnEvent, Settings, advice};
use crate::discord::rest::{FaultKind, GatewayBot, Rest};

/// Between two looks at the connection.
const LOOK: Duration = Duration::from_millis(250);
/// Failures to ask for the gateway before the first connection.
const ASKED_MAX: u32 = 3;
/// Doubles the pause between two questions up to here.
const DOUBLINGS_MAX: u32 = 5;
/// For a connection that is given up to end.
const END_LIMIT: Duration = Duration::from_secs(1);
/// For the gateway to answer the goodbye.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);

/// Everything that outlasts a single connection.
pub(super) struct Supervisor {
    settings: Settings,
    rest: Rest,
    on_event: OnEvent,
    budget: BudgetFile,
    attempts: Attempts,
    /// Whether there has been a session at all.
    was_ready: bool,
    link: Option<Link>,
}

impl Supervisor {
    pub(super) fn new(settings: Settings, rest: Rest, on_event: OnEvent) -> Self {
        let budget = BudgetFile::open(&settings.data_dir);
        let attempts = Attempts::default();
        Self {
            settings,
            rest,
            on_event,
            budget,
            attempts,
            was_ready: false,
            link: None,
        }
    }

    /// Works until it is told to stop, or cannot go on.
    pub(super) async fn run(mut self, mut stop: watch::Receiver<bool>) -> End {
        let unauthorized = self.rest.unauthorized();
        let end = tokio::select! {
            end = self.work() => end,
            () = unauthorized => End::Fatal { advice: advice::token() },
            _ = stop.wait_for(|stop| *stop) => End::Stopped,
        };
        if let Some(link) = self.link.take() {
            link.close(CLOSE_LIMIT).await;
        }
        end
    }

    async fn work(&mut self) -> End {
        loop {
            match self.connection().await {
                Ok(attempt) => match self.attempts.after(attempt, &self.settings.times) {
                    Next::Again(pause) => sleep(pause).await,
                    Next::End(end) => return end,
                },
                Err(end) => return end,
            }
        }
    }

    /// One connection, from the question where the gateway is to its end.
    async fn connection(&mut self) -> Result<Attempt, End> {
        self.wait().await;
        let gateway = self.ask().await?;
        let unwritable = |_error| End::Fatal {
            advice: advice::unwritable(),
        };
        self.budget.spend().map_err(unwritable)?;
        let link = Link::start(Order {
            api_base: self.settings.api_base.clone(),
            token: self.settings.token.clone(),
            address: gateway.url,
            on_event: self.on_event.clone(),
        });
        let link = link.ok_or_else(|| End::Fatal {
            advice: advice::no_thread(),
        })?;
        let cause = watch_over(self.link.insert(link), &self.settings).await?;
        Ok(self.give_up(cause, gateway.shards).await)
    }

    /// Asks where the gateway is and whether a session may be started, until there is an answer.
    async fn ask(&self) -> Result<GatewayBot, End> {
        let mut asked = 0;
        loop {
            let fault = match self.rest.gateway_bot().await {
                Ok(gateway) => return usable(gateway),
                Err(fault) => fault,
            };
            asked += 1;
            if matches!(fault.kind, FaultKind::Unauthorized | FaultKind::Stopped) {
                return Err(End::Fatal {
                    advice: advice::token(),
                });
            }
            // Before there was any session an operator is looking on; after that the network comes back some time.
            if !self.was_ready && asked >= ASKED_MAX {
                return Err(End::GiveUp {
                    advice: advice::no_address(&fault),
                });
            }
            tracing::warn!("the gateway cannot be asked for, trying again: {fault}");
            sleep(self.settings.times.backoff * 2_u32.pow(asked.min(DOUBLINGS_MAX))).await;
        }
    }

    /// Waits until the budget allows a session.
    async fn wait(&mut self) {
        let wait = Duration::from_secs(self.budget.wait_secs());
        if !wait.is_zero() {
            let time = advice::in_words(wait);
            tracing::warn!("too many sessions were started lately; the next is allowed in {time}");
        }
        while self.budget.wait_secs() > 0 {
            sleep(Duration::from_secs(1)).await;
        }
    }

    /// Lets go of a connection.
    async fn give_up(&mut self, cause: Cause, shards: u32) -> Attempt {
        let (mut ready, mut identified) = (false, false);
        if let Some(link) = &mut self.link {
            if cause == Cause::Stalled {
                link.nudge();
            }
            ready = link.ready();
            // A thread that did not come to itself could not be looked at either.
            identified = link.end(END_LIMIT).await || cause == Cause::Stalled;
        }
        self.link = None;
        if !identified {
            self.budget.refund();
        }
        self.was_ready |= ready;
        tracing::warn!(
            discord.ready = ready,
            discord.identified = identified,
            "the connection to discord is given up: {}",
            in_words(cause)
        );
        Attempt {
            ready,
            identified,
            cause,
            shards,
        }
    }
}

/// Whether a session may be started there.
fn usable(gateway: GatewayBot) -> Result<GatewayBot, End> {
    let limit = gateway.session_start_limit;
    tracing::info!(
        discord.sessions.remaining = limit.remaining,
        discord.sessions.total = limit.total,
        discord.shards = gateway.shards,
        "discord allows a session"
    );
    if limit.remaining < limit.total.div_ceil(10) {
        return Err(End::GiveUp {
            advice: advice::few_left(&gateway),
        });
    }
    if gateway.shards > 1 {
        let shards = gateway.shards;
        tracing::warn!("discord asks for {shards} connections; this bot makes one");
    }
    Ok(gateway)
}

/// Waits until a connection must be given up, or cannot be had at all.
async fn watch_over(link: &mut Link, settings: &Settings) -> Result<Cause, End> {
    loop {
        tokio::select! {
            ended = link.ended() => {
                return match ended {
                    Some(refusal) => Err(End::Fatal { advice: advice::refused(refusal) }),
                    None => Ok(Cause::Lost),
                };
            }
            () = sleep(LOOK) => {}
        }
        if let Some(cause) = judge(&link.pulse(), &settings.times, Instant::now()) {
            return Ok(cause);
        }
    }
}

fn in_words(cause: Cause) -> &'static str {
    match cause {
        Cause::Stalled => "it was closed without notice",
        Cause::Stuck => "it did not come up in time",
        Cause::Silent => "heartbeats are not answered",
        Cause::Lost => "the session is over",
    }
}
