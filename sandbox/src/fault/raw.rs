//! The port where connections themselves misbehave.

use std::io;

use tokio::net::{TcpListener, TcpStream};

use super::connection;

/// Serves until the runtime ends.
pub(super) async fn serve(listener: TcpListener) {
    connection::each(listener, converse).await;
}

async fn converse(mut stream: TcpStream) -> io::Result<()> {
    let Some(asked) = connection::read(&mut stream).await? else { return Ok(()) };
    match asked.breaks() {
        Some(breaks) => breaks.happen(stream, &asked).await,
        None => connection::answer(&mut stream, &asked).await,
    }
}
