//! Faults below HTTP.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::connection::{self, Asked};
use crate::call::Call;
use crate::pacing::LONGEST;

/// Fault, and the requests that it affects. A browser's preflight is always answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Kind of fault.
    pub breaks: Break,
    /// Requests that it affects.
    pub scope: Scope,
}

/// Requests that a fault affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    Everything,
    /// Whatever goes to the route that answers prompts.
    PromptRoute,
    /// A prompt itself.
    Prompt,
}

/// Misbehaviour of a connection once the request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// It ends without a byte.
    Closes,
    /// It is reset within the headers.
    ResetsInHead,
    /// Half of the headers come, and then nothing more.
    StopsInHead,
    /// Another protocol answers.
    IsNotHttp,
    /// The body begins well and then breaks the rules of chunks.
    BreaksChunks,
    /// It is reset in the middle of the body.
    ResetsInBody,
}

/// Long enough for what was sent to have left the machine and been read.
const PAUSE: Duration = Duration::from_millis(300);

impl Scope {
    pub(super) fn has(self, call: &Call) -> bool {
        match self {
            Self::Everything => true,
            Self::PromptRoute => call.is_to_chat(),
            Self::Prompt => call.is_chat(),
        }
    }
}

impl Break {
    /// Misbehaves.
    pub(super) async fn happen(self, mut stream: TcpStream, asked: &Asked) -> io::Result<()> {
        match self {
            Self::Closes => stream.shutdown().await,
            Self::IsNotHttp => {
                stream.write_all(b"SSH-2.0-sandbox\r\n").await?;
                stream.shutdown().await
            }
            Self::ResetsInHead => {
                stream.write_all(&half_a_head(asked).await).await?;
                reset(stream).await
            }
            Self::StopsInHead => {
                stream.write_all(&half_a_head(asked).await).await?;
                // Until the caller hangs up.
                let _ = tokio::time::timeout(LONGEST, stream.read(&mut [0])).await;
                Ok(())
            }
            Self::BreaksChunks => {
                let (head, body) = connection::bytes(asked.reply()).await;
                let half = &body[..body.len() / 2];
                let begun = format!("{head}transfer-encoding: chunked\r\n\r\n{:x}\r\n", half.len());
                stream.write_all(begun.as_bytes()).await?;
                stream.write_all(half).await?;
                tokio::time::sleep(PAUSE).await;
                stream.write_all(b"\r\nthis is no size\r\n").await?;
                stream.shutdown().await
            }
            Self::ResetsInBody => {
                let (head, body) = connection::bytes(asked.reply()).await;
                let begun = format!("{head}content-length: {}\r\n\r\n", body.len());
                stream.write_all(begun.as_bytes()).await?;
                stream.write_all(&body[..body.len() / 2]).await?;
                reset(stream).await
            }
        }
    }
}

async fn half_a_head(asked: &Asked) -> Vec<u8> {
    let (head, _) = connection::bytes(asked.reply()).await;
    head.as_bytes()[..head.len() / 2].to_vec()
}

async fn reset(stream: TcpStream) -> io::Result<()> {
    tokio::time::sleep(PAUSE).await;
    // Without lingering, the end of a connection is a reset.
    stream.set_zero_linger()
}
