//! The library's thread: serenity's client, its events, and the looks at its connection.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use secrecy::ExposeSecret as _;
use serenity::all::{Context, Event, GatewayIntents, RawEventHandler, ShardId};
use serenity::client::{Client, ClientBuilder};
use serenity::gateway::{GatewayError, ShardManager};
use serenity::http::HttpBuilder;
use tokio::sync::watch;

use crate::discord::gateway::OnEvent;
use crate::discord::gateway::gate::Gate;
use crate::discord::gateway::link::{Ended, Order, Parts, Refusal, Shared, Wish, lock};
use crate::discord::gateway::pulse::{MARK, Phase, Record};

/// All that this bot needs: servers, and direct messages to it. None of them is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS.union(GatewayIntents::DIRECT_MESSAGES);
/// Between two looks at the connection.
const LOOK: Duration = Duration::from_millis(50);
/// For the library's own request.
const REQUEST_LIMIT: Duration = Duration::from_secs(5);

/// Takes READY and RESUMED down and hands everything over at once: the library's task for an event does not wait anywhere.
struct Handler {
    shared: Arc<Shared>,
    on_event: OnEvent,
}

#[serenity::async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, _context: Context, event: Event) {
        if !self.shared.open.load(Ordering::Acquire) {
            return;
        }
        match &event {
            Event::Ready(ready) => {
                let mut heard = lock(&self.shared.heard);
                heard.greetings += 1;
                heard.ready = true;
                let resume_address = ready.ready.resume_gateway_url.clone();
                // Before the gate is closed for the first time, that is not its task yet.
                if let Some(parts) = self.shared.client.get()
                    && let Ok(mut address) = parts.address.try_lock()
                {
                    address.clone_from(&resume_address);
                }
                heard.resume_address = Some(resume_address);
            }
            Event::Resumed(_) => lock(&self.shared.heard).greetings += 1,
            _ => {}
        }
        (self.on_event)(event);
    }
}

/// The thread.
pub(super) fn run(order: Order, shared: &Arc<Shared>, wished: watch::Receiver<Wish>) -> Ended {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        tracing::warn!("no runtime for the gateway can be started");
        return None;
    };
    let ended = runtime.block_on(connection(order, shared, wished));
    // Whatever the library still does ends here; a name look-up that hangs is not waited for.
    runtime.shutdown_background();
    ended
}

async fn connection(
    order: Order,
    shared: &Arc<Shared>,
    mut wished: watch::Receiver<Wish>,
) -> Ended {
    let mut client = tokio::select! {
        client = client(order, shared) => client?,
        _ = wished.changed() => return None,
    };
    let parts = shared.client.get_or_init(|| Parts {
        manager: Arc::clone(&client.shard_manager),
        address: Arc::clone(&client.ws_url),
    });
    let mut gate = Gate::new(Arc::clone(&parts.address));
    tokio::select! {
        end = client.start() => return end.err().and_then(|error| refusal(&error)),
        () = keep(&parts.manager, &mut gate, shared) => {}
        _ = wished.changed() => {}
    }
    // The last word on whether a session may have been started.
    look(&parts.manager, &mut gate, shared);
    let wish = *wished.borrow();
    if let Wish::Close(limit) = wish
        && tokio::time::timeout(limit, parts.manager.shutdown_all())
            .await
            .is_err()
    {
        tracing::debug!("the gateway did not answer the goodbye");
    }
    None
}

/// Builds the library's client: no cache, no limits and no address of its own.
async fn client(order: Order, shared: &Arc<Shared>) -> Option<Client> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(REQUEST_LIMIT)
        .build();
    let http = HttpBuilder::new(order.token.expose_secret())
        .client(client.ok()?)
        .proxy(order.api_base)
        .ratelimiter_disabled(true)
        .build();
    let handler = Handler {
        shared: Arc::clone(shared),
        on_event: order.on_event,
    };
    let builder = ClientBuilder::new_with_http(http, INTENTS).raw_event_handler(handler);
    let client = builder.await.ok()?;
    // The library asked for the address itself, and takes Discord's own where that fails.
    *client.ws_url.lock().await = order.address;
    Some(client)
}

fn refusal(error: &serenity::Error) -> Option<Refusal> {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Some(Refusal::Token),
        serenity::Error::Gateway(GatewayError::InvalidGatewayIntents) => Some(Refusal::Intents),
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents) => {
            Some(Refusal::DisallowedIntents)
        }
        _ => None,
    }
}

/// Looks at the connection again and again.
async fn keep(manager: &ShardManager, gate: &mut Gate, shared: &Shared) {
    loop {
        look(manager, gate, shared);
        tokio::time::sleep(LOOK).await;
    }
}

/// One look. There is no pause in it: see [`Gate`].
fn look(manager: &ShardManager, gate: &mut Gate, shared: &Shared) {
    let Ok(mut records) = manager.runners.try_lock() else {
        return;
    };
    let record = records.get_mut(&ShardId(0)).map(|info| Record {
        stage: info.stage,
        delay: info.latency.replace(MARK),
    });
    let now = Instant::now();
    let heard = lock(&shared.heard);
    let mut pulse = lock(&shared.pulse);
    pulse.look(record, heard.greetings, now);
    if record.is_some() {
        gate.close();
    }
    if record.is_some()
        && pulse.phase != Phase::Lost
        && gate.let_through(heard.resume_address.as_deref(), now)
    {
        pulse.resuming(now);
    }
}
