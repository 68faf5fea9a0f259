//! Everything that Discord may do wrong, by name.

/// A fault goes on until [`Fake::behave`](super::Fake::behave).
pub(crate) const ALWAYS: u32 = u32::MAX;

/// What the gateway does wrong. The first group happens at the next occasion, the second at once to the open connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum GatewayFault {
    /// The TCP connection is taken and the upgrade never answered.
    HandshakeHang,
    /// HELLO comes late, in milliseconds.
    HelloDelayed(u64),
    /// HELLO never comes.
    HelloNever,
    /// The first frame asks to reconnect, before HELLO.
    ReconnectBeforeHello,
    /// Each READY is followed by a request to reconnect.
    ReconnectLoop,
    /// Each identify or resume is answered by an invalid session; the flag says whether it may be resumed.
    InvalidSessionLoop(bool),
    /// An identify is answered by this close code.
    CloseOnIdentify(u16),
    /// Heartbeats are not acknowledged.
    ZombieNoAck,
    /// Heartbeats are acknowledged late, in milliseconds.
    SlowAck(u64),
    /// READY lists the servers as unavailable and they stay so.
    GuildsUnavailable,
    /// READY lists no server at all.
    ReadyWithoutGuilds,
    /// `/gateway/bot` says that no identify is left.
    IdentifyBudgetZero,
    /// A resume replays this many old events, delivered before.
    ResumeReplays(usize),

    /// Asks to reconnect, op 7.
    Reconnect,
    /// The session is invalid, op 9; the flag says whether it may be resumed.
    InvalidSession(bool),
    /// Closes with a code.
    Close(u16),
    /// Closes with a frame that has no code.
    CloseWithoutCode,
    /// Cuts the TCP connection with a reset.
    TcpReset,
    /// Falls silent, reads nothing more, keeps the connection open.
    BlackHole,
    /// Sends the last event again.
    DuplicateEvent,
    /// Sends the last two events again, the later one first.
    OutOfOrder,
    /// Leaves out sequence numbers.
    SeqGap,
    /// Sends an opcode that does not exist.
    UnknownOpcode,
    /// Sends an event that does not exist.
    UnknownEvent,
    /// Sends an interaction on a component of unknown type.
    UnknownComponentType,
    /// Sends an interaction of unknown type.
    UnknownInteractionType,
    /// Sends an interaction with nulls where values belong.
    NullWhereObject,
    /// Sends an event of a megabyte.
    HugeEvent,
    /// Sends a text frame that is not UTF-8.
    InvalidUtf8,
}

/// What the REST API does wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RestFault {
    /// 429 for this route; milliseconds until it ends.
    RateRoute(u64),
    /// 429 of a shared resource, which does not count as invalid; milliseconds.
    RateShared(u64),
    /// 429 for the whole bot; milliseconds.
    RateGlobal(u64),
    /// 429 with nothing that says how long.
    RateWithoutHeader,
    /// 429 as an HTML page of the edge, for an hour.
    RateCloudflare,
    /// A right answer with rate-limit headers that are no numbers.
    BadRateHeader,
    /// An error of Discord with its code, such as 10062, 40060, 50007, 50278, 40003, 50001, 50013, 50035, 200000, 20028.
    Code(u32),
    /// 401.
    Unauthorized,
    /// A failure of the server: 500, 502, 503 or 504.
    Server(u16),
    /// Does the work and cuts the connection.
    CommitThenDrop,
    /// Never answers.
    Timeout,
    /// Answers with a head and half of a body.
    TimeoutBody,
    /// 200 with no body; nothing was done.
    Empty200,
    /// 200 with JSON that is something else; nothing was done.
    WrongJson,
    /// Sends to another address.
    Redirect,
    /// Does the work and answers one byte a second.
    Slow,
}

/// The faults that are still to happen.
#[derive(Debug, Default)]
pub(crate) struct Misbehaviour {
    gateway: Vec<(GatewayFault, u32)>,
    rest: Vec<(String, RestFault, u32)>,
}

impl Misbehaviour {
    /// Adds a fault of the gateway.
    pub(crate) fn add_gateway(&mut self, fault: GatewayFault, times: u32) {
        self.gateway.push((fault, times));
    }

    /// Adds a fault of the routes whose name contains a text.
    pub(crate) fn add_rest(&mut self, route: &str, fault: RestFault, times: u32) {
        self.rest.push((route.to_owned(), fault, times));
    }

    /// Ends all faults.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The fault that happens to the gateway now, if there is one that `fits`.
    pub(crate) fn gateway(&mut self, fits: impl Fn(&GatewayFault) -> bool) -> Option<GatewayFault> {
        let spot = self
            .gateway
            .iter()
            .position(|(fault, left)| *left > 0 && fits(fault))?;
        let (fault, left) = &mut self.gateway[spot];
        count_down(left);
        Some(fault.clone())
    }

    /// The fault that happens to a request of this route now.
    pub(crate) fn rest(&mut self, route: &str, path: &str) -> Option<RestFault> {
        let spot = self.rest.iter().position(|(part, _, left)| {
            *left > 0 && (route.contains(part.as_str()) || path.contains(part.as_str()))
        })?;
        let (_, fault, left) = &mut self.rest[spot];
        count_down(left);
        Some(fault.clone())
    }
}

fn count_down(left: &mut u32) {
    if *left != ALWAYS {
        *left -= 1;
    }
}
