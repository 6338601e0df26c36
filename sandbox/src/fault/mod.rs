//! Where behaviours live: most on the sandbox's own port, after their id; the others where a gateway
//! cannot be what they are about.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::net::{TcpListener, TcpSocket};

use crate::behaviour::{self, Behaviour};

mod breaks;
mod connection;
mod raw;
mod tls;

pub use breaks::{Break, Fault, Scope};
pub(crate) use connection::Asked;

/// Where a behaviour lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// On the sandbox's own port.
    Gateway,
    /// On a separate port, without its id in the path.
    Alone,
    /// On the port where connections themselves misbehave.
    Raw(Fault),
    /// On the port with an untrusted certificate.
    Tls,
    /// On the sandbox's own port, which uses http, with https typed.
    HttpsOnHttp,
    /// On a port where nobody listens.
    Refused,
    /// On a host that does not exist.
    NoName,
}

/// RFC 6761: no name below `invalid` ever exists. With https, since http to a host that is not on this
/// machine is a separate problem.
const NO_NAME: &str = "https://no-such-host.invalid";

/// Every place beside the sandbox's own port, open for as long as this lives or the runtime does.
pub struct Places {
    raw: u16,
    tls: u16,
    refused: u16,
    alone: Vec<(&'static Behaviour, u16)>,
    /// Binds the port on which nobody listens, so that nobody else takes it.
    _kept: Option<TcpSocket>,
}

/// Server at a port beside the sandbox's own.
#[derive(Clone, Copy)]
pub enum Place {
    /// Where connections themselves misbehave.
    Raw,
    /// The gateway of a row with a separate port.
    Alone(&'static Behaviour),
}

impl Places {
    /// Opens them, each on a free port of this machine. `alone` creates the server for a row with a
    /// separate port.
    ///
    /// # Errors
    /// If a port or a certificate cannot be had.
    pub async fn open(alone: impl Fn(&'static Behaviour) -> Router) -> io::Result<Self> {
        let (listener, raw) = listen().await?;
        tokio::spawn(raw::serve(listener));
        let (listener, tls) = listen().await?;
        tokio::spawn(tls::serve(listener, tls::acceptor()?));
        let kept = TcpSocket::new_v4()?;
        kept.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let mut ports = Vec::new();
        for row in behaviour::all().filter(|row| row.at == At::Alone) {
            let (listener, port) = listen().await?;
            let router = alone(row);
            tokio::spawn(async move { axum::serve(listener, router).await });
            ports.push((row, port));
        }
        let refused = kept.local_addr()?.port();
        Ok(Self { raw, tls, refused, alone: ports, _kept: Some(kept) })
    }

    /// The same places at ports that nobody opened, for a sandbox that is called in process.
    pub fn imagined() -> Self {
        let rows = behaviour::all().filter(|row| row.at == At::Alone);
        Self { raw: 1001, tls: 1002, refused: 1003, alone: rows.zip(1004..).collect(), _kept: None }
    }

    /// Returns the server that answers http at this port; `None` if there is none.
    pub fn at(&self, port: u16) -> Option<Place> {
        if port == self.raw {
            return Some(Place::Raw);
        }
        self.alone.iter().find(|(_, taken)| *taken == port).map(|(row, _)| Place::Alone(row))
    }

    /// The base URL to type for a row, where the sandbox itself was reached as `host`.
    pub fn base_url(&self, row: &Behaviour, host: &str) -> String {
        let path = row.base_path();
        let local = |scheme: &str, port: u16| format!("{scheme}://{}:{port}{path}", Ipv4Addr::LOCALHOST);
        match row.at {
            At::Gateway => format!("http://{host}{path}"),
            At::HttpsOnHttp => format!("https://{host}{path}"),
            At::NoName => format!("{NO_NAME}{path}"),
            At::Raw(_) => local("http", self.raw),
            At::Tls => local("https", self.tls),
            At::Refused => local("http", self.refused),
            At::Alone => {
                let port = self.alone.iter().find(|(it, _)| it.id == row.id).map_or(0, |(_, port)| *port);
                local("http", port)
            }
        }
    }
}

async fn listen() -> io::Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}
