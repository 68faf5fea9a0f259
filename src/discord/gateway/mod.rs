//! A map of the gateway connection, to come.
