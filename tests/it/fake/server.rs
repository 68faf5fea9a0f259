//! Connections: each is read request by request, and may turn into a gateway session.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::gateway::session;
use super::http::{self, Incoming};
use super::misbehave::GatewayFault;
use super::rest::{self, Outcome};
use super::state::Shared;

/// The pause between two bytes of a slow answer.
const SLOW_BYTE: Duration = Duration::from_secs(1);

/// Takes connections until it is aborted; all of them end with it.
pub(crate) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut open = JoinSet::new();
    loop {
        while open.try_join_next().is_some() {}
        if let Ok((stream, _)) = listener.accept().await {
            // A delay of the kernel's would be measured as the bot's.
            drop(stream.set_nodelay(true));
            open.spawn(connection(stream, Arc::clone(&shared)));
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    let mut stream = BufReader::new(stream);
    while let Ok(Some(incoming)) = http::read(&mut stream).await {
        if incoming.header("upgrade").is_some() {
            let hang = shared
                .faults()
                .gateway(|fault| *fault == GatewayFault::HandshakeHang);
            if hang.is_some() {
                pending::<()>().await;
            }
            session::serve(shared, stream.into_inner(), &incoming).await;
            return;
        }
        if respond(&mut stream, &shared, &incoming).await.is_err() {
            return;
        }
    }
}

async fn respond(
    stream: &mut BufReader<TcpStream>,
    shared: &Shared,
    incoming: &Incoming,
) -> io::Result<()> {
    match rest::answer(shared, incoming) {
        Outcome::Reply(reply) => http::write(stream, &reply).await,
        Outcome::Drop => Err(io::ErrorKind::ConnectionAborted.into()),
        Outcome::Hang => pending().await,
        Outcome::Half(reply) => {
            let bytes = reply.bytes();
            let half = bytes.len() - reply.body.len() / 2;
            stream.write_all(&bytes[..half]).await?;
            pending().await
        }
        Outcome::Slow(reply) => {
            for byte in reply.bytes() {
                stream.write_all(&[byte]).await?;
                tokio::time::sleep(SLOW_BYTE).await;
            }
            Ok(())
        }
    }
}
