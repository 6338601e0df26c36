//! Bodies that come over time: made lazily, piece by piece, and never for longer than two minutes.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::time::Instant;

/// Nothing the sandbox sends lives longer than this.
pub const LONGEST: Duration = Duration::from_mins(2);

/// One step of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Send these bytes.
    Send(Bytes),
    /// Wait until this long after the body began. Counted from the beginning, so that a pace does
    /// not drift.
    Until(Duration),
    /// Break the connection off, so that the reader knows the body is not whole.
    Break,
}

/// The steps of a body, in order.
pub type Pieces = Box<dyn Iterator<Item = Piece> + Send>;

impl Piece {
    /// A step that sends `bytes`.
    pub fn send(bytes: impl Into<Bytes>) -> Self {
        Self::Send(bytes.into())
    }
}

/// The same texts, one every `pace`, the first at once.
pub fn paced(texts: impl IntoIterator<Item = String>, pace: Duration) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut due = Duration::ZERO;
    for text in texts {
        pieces.push(Piece::Until(due));
        pieces.push(Piece::send(text));
        due += pace;
    }
    pieces
}

/// A body that follows `pieces`, and breaks off if they last longer than [`LONGEST`].
pub fn body(pieces: Pieces) -> Body {
    let began = Instant::now();
    Body::from_stream(stream::unfold(Some(pieces), move |pieces| async move {
        let mut pieces = pieces?;
        loop {
            let piece = pieces.next()?;
            if began.elapsed() >= LONGEST {
                return Some((broken(), None));
            }
            match piece {
                Piece::Send(bytes) => return Some((Ok(bytes), Some(pieces))),
                Piece::Until(due) => tokio::time::sleep_until(began + due.min(LONGEST)).await,
                Piece::Break => return Some((broken(), None)),
            }
        }
    }))
}

fn broken() -> io::Result<Bytes> {
    Err(io::Error::other("broken off on purpose"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a body to its end in a time that passes by itself while everybody waits.
    #[track_caller]
    fn check(pieces: Vec<Piece>, read: Option<&str>, after: Duration) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .expect("a runtime");
        let (bytes, elapsed) = runtime.block_on(async {
            let began = Instant::now();
            let bytes = axum::body::to_bytes(body(Box::new(pieces.into_iter())), usize::MAX).await;
            (bytes.ok(), began.elapsed())
        });
        assert_eq!(bytes, read.map(|text| Bytes::from(text.to_owned())));
        assert_eq!(elapsed.as_millis(), after.as_millis());
    }

    #[test]
    fn waiting_is_counted_from_the_beginning() {
        let texts = ["a", "b", "c"].map(str::to_owned);
        check(paced(texts, Duration::from_secs(2)), Some("abc"), Duration::from_secs(4));
    }

    #[test]
    fn no_body_lives_longer_than_two_minutes() {
        let an_hour = Piece::Until(Duration::from_hours(1));
        check(vec![Piece::send("a"), an_hour, Piece::send("b")], None, LONGEST);
    }

    #[test]
    fn a_break_is_no_end() {
        check(vec![Piece::send("a"), Piece::Break], None, Duration::ZERO);
    }
}
