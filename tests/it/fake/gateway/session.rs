//! One connection from HELLO to its end.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use serenity::futures::{SinkExt as _, StreamExt as _};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::{Message, Role};

use super::super::http::Incoming;
use super::super::misbehave::GatewayFault as Fault;
use super::super::state::Shared;
use super::{Identify, Out, Resume, guild_create, ready};

/// The largest payload that a bot may send, in bytes.
const PAYLOAD_BYTES_MAX: usize = 4_096;

/// What one connection knows.
struct Connection {
    shared: Arc<Shared>,
    out: UnboundedSender<Out>,
    number: u64,
    path: String,
    identified: bool,
}

/// Serves a gateway connection until it ends.
pub(crate) async fn serve(shared: Arc<Shared>, mut stream: TcpStream, incoming: &Incoming) {
    let key = incoming.header("sec-websocket-key").unwrap_or_default();
    let accept = derive_accept_key(key.as_bytes());
    let head = format!(
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: {accept}\r\n\r\n"
    );
    if stream.write_all(head.as_bytes()).await.is_err() {
        return;
    }
    let socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    let (out, orders) = unbounded_channel();
    let number = shared.gateway().open(out.clone());
    let connection = Connection {
        shared: Arc::clone(&shared),
        out,
        number,
        path: incoming.path.clone(),
        identified: false,
    };
    let code = run(connection, socket, orders).await;
    shared.gateway().close(number, code);
    shared.changed.notify_waiters();
}

/// Speaks until the connection ends; the bot's close code, if it sent one.
async fn run(
    mut connection: Connection,
    mut socket: WebSocketStream<TcpStream>,
    mut orders: UnboundedReceiver<Out>,
) -> Option<u16> {
    connection.greet();
    loop {
        tokio::select! {
            order = orders.recv() => if !obey(&mut socket, order?).await {
                return None;
            },
            frame = socket.next() => match frame {
                Some(Ok(Message::Text(text))) => connection.hear(text.as_str()),
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            },
        }
    }
}

/// Carries out an order; `false` once the connection is over.
async fn obey(socket: &mut WebSocketStream<TcpStream>, order: Out) -> bool {
    match order {
        Out::Text(text) => socket.send(Message::text(text)).await.is_ok(),
        Out::Bytes(bytes) => socket.get_mut().write_all(&bytes).await.is_ok(),
        Out::Close(code) => {
            let frame = code.map(|code| CloseFrame {
                code: code.into(),
                reason: "".into(),
            });
            // Discord leaves the TCP connection to the client after its close frame.
            if socket.close(frame).await.is_ok() {
                while let Some(Ok(_)) = socket.next().await {}
            }
            false
        }
        Out::Reset => {
            drop(socket.get_mut().set_zero_linger());
            false
        }
        Out::BlackHole => pending().await,
    }
}

impl Connection {
    fn fault(&self, fits: impl Fn(&Fault) -> bool) -> Option<Fault> {
        self.shared.faults().gateway(fits)
    }

    fn tell(&self, payload: &Value) {
        drop(self.out.send(Out::Text(payload.to_string())));
    }

    fn tell_later(&self, payload: &Value, wait_ms: u64) {
        let (out, text) = (self.out.clone(), payload.to_string());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(wait_ms)).await;
            drop(out.send(Out::Text(text)));
        });
    }

    fn close(&self, code: u16) {
        drop(self.out.send(Out::Close(Some(code))));
    }

    fn greet(&self) {
        let interval = self.shared.options.heartbeat_ms;
        let hello = json!({ "op": 10, "d": { "heartbeat_interval": interval, "_trace": [] } });
        match self.fault(|fault| {
            matches!(
                fault,
                Fault::HelloNever | Fault::HelloDelayed(_) | Fault::ReconnectBeforeHello
            )
        }) {
            Some(Fault::HelloNever) => {}
            Some(Fault::HelloDelayed(wait_ms)) => self.tell_later(&hello, wait_ms),
            Some(_) => self.tell(&json!({ "op": 7, "d": null })),
            None => self.tell(&hello),
        }
    }

    fn hear(&mut self, text: &str) {
        if text.len() > PAYLOAD_BYTES_MAX {
            self.shared
                .violation("gateway: a payload is larger than 4096 bytes".to_owned());
            return self.close(4002);
        }
        let Ok(payload) = serde_json::from_str::<Value>(text) else {
            return self.close(4002);
        };
        match payload["op"].as_u64() {
            Some(1) => self.heartbeat(),
            Some(2) if self.identified => self.close(4005),
            Some(2) => self.identify(&payload["d"]),
            Some(6) => self.resume(&payload["d"]),
            Some(3 | 4 | 8) if self.identified => {}
            Some(3 | 4 | 8) => self.close(4003),
            _ => {
                self.shared
                    .violation("gateway: the bot sent an unknown opcode".to_owned());
                self.close(4001);
            }
        }
    }

    fn heartbeat(&self) {
        self.shared.gateway().heartbeats += 1;
        let ack = json!({ "op": 11 });
        match self.fault(|fault| matches!(fault, Fault::ZombieNoAck | Fault::SlowAck(_))) {
            Some(Fault::SlowAck(wait_ms)) => self.tell_later(&ack, wait_ms),
            Some(_) => {}
            None => self.tell(&ack),
        }
    }

    fn identify(&mut self, data: &Value) {
        let shard = data["shard"]
            .as_array()
            .map(|pair| (pair[0].as_u64().unwrap_or(0), pair[1].as_u64().unwrap_or(0)));
        let mut gateway = self.shared.gateway();
        let token_right = data["token"].as_str().map(bare) == Some(&gateway.token);
        gateway.identifies.push(Identify {
            intents: data["intents"].as_u64().unwrap_or(0),
            shard,
            token_right,
            path: self.path.clone(),
            when: self.shared.now(),
        });
        drop(gateway);
        if !token_right {
            return self.close(4004);
        }
        match self.fault(|fault| {
            matches!(
                fault,
                Fault::CloseOnIdentify(_) | Fault::InvalidSessionLoop(_)
            )
        }) {
            Some(Fault::CloseOnIdentify(code)) => return self.close(code),
            Some(Fault::InvalidSessionLoop(resumable)) => {
                return self.tell(&json!({ "op": 9, "d": resumable }));
            }
            _ => {}
        }
        self.identified = true;
        self.welcome(shard);
    }

    /// READY, and the servers as they come up.
    fn welcome(&self, shard: Option<(u64, u64)>) {
        let fault = self
            .fault(|fault| matches!(fault, Fault::GuildsUnavailable | Fault::ReadyWithoutGuilds));
        let reconnect = self.fault(|fault| *fault == Fault::ReconnectLoop);
        let guilds = match fault {
            Some(Fault::ReadyWithoutGuilds) => &[][..],
            _ => &self.shared.options.guilds,
        };
        let mut gateway = self.shared.gateway();
        let session = gateway.begin();
        gateway.dispatch("READY", &ready(self.shared.port, &session, guilds, shard));
        if fault.is_none() {
            for id in guilds {
                gateway.dispatch("GUILD_CREATE", &guild_create(*id));
            }
        }
        gateway.set_ready();
        if reconnect.is_some() {
            gateway.tell(Out::Text(json!({ "op": 7, "d": null }).to_string()));
        }
        drop(gateway);
        self.shared.changed.notify_waiters();
    }

    fn resume(&mut self, data: &Value) {
        let invalid = self.fault(|fault| matches!(fault, Fault::InvalidSessionLoop(_)));
        let replays = match self.fault(|fault| matches!(fault, Fault::ResumeReplays(_))) {
            Some(Fault::ResumeReplays(count)) => count,
            _ => 0,
        };
        let seq = data["seq"].as_u64().unwrap_or(0);
        let mut gateway = self.shared.gateway();
        let token_right = data["token"].as_str().map(bare) == Some(&gateway.token);
        let session = data["session_id"].as_str().unwrap_or_default();
        let worked = token_right && invalid.is_none() && gateway.replay(session, seq, replays);
        gateway.resumes.push(Resume {
            seq,
            worked,
            path: self.path.clone(),
            when: self.shared.now(),
        });
        if worked {
            self.identified = true;
            gateway.set_ready();
            gateway.dispatch("RESUMED", &json!({}));
        }
        drop(gateway);
        match invalid {
            _ if !token_right => self.close(4004),
            Some(Fault::InvalidSessionLoop(resumable)) => {
                self.tell(&json!({ "op": 9, "d": resumable }));
            }
            _ if !worked => self.tell(&json!({ "op": 9, "d": false })),
            _ => self.shared.changed.notify_waiters(),
        }
    }
}

/// A token without the prefix that REST wants; serenity sends it on the gateway too.
fn bare(token: &str) -> &str {
    token.strip_prefix("Bot ").unwrap_or(token)
}
