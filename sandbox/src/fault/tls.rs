//! The port with an untrusted certificate: created at each start, and self-signed.

use std::io;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use super::connection;

/// Builds the acceptor that answers a handshake.
///
/// # Errors
/// If no certificate can be made.
pub(super) fn acceptor() -> io::Result<TlsAcceptor> {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .map_err(io::Error::other)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Serves until the runtime ends.
pub(super) async fn serve(listener: TcpListener, acceptor: TlsAcceptor) {
    connection::each(listener, |stream| converse(acceptor.clone(), stream)).await;
}

/// A browser hangs up in the middle of the handshake, as it should.
async fn converse(acceptor: TlsAcceptor, stream: TcpStream) -> io::Result<()> {
    let mut stream = acceptor.accept(stream).await?;
    match connection::read(&mut stream).await? {
        Some(asked) => connection::answer(&mut stream, &asked).await,
        None => Ok(()),
    }
}
