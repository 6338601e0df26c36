//! The chunks of a stream arrive over time.
//!
//! On the fastest known hardware, a model needs about half a millisecond per token. Chunks that arrive faster
//! after a long silence were buffered on the way.

use super::prelude::*;
use crate::exchange::{Content, Reply, Stream};
use crate::text::number;

/// A model needs time for every token. Chunks that arrive all at once after a long silence were buffered on
/// the way.
///
/// - Pass: at least eight chunks came, spread over at least 200 ms or half a millisecond per chunk.
/// - Warning: the chunks came faster than that, after at least 500 ms of silence.
/// - Cannot tell: fewer than eight chunks came, or they came too fast to tell, or this page was busy itself
///   for more than 100 ms.
/// - Not run: no stream was requested.
/// - For an application: nobody sees the answer grow, and long answers may exceed time limits.
pub(super) const CHECK: Check = Check {
    id: CheckId::StreamLive,
    title: "The stream arrives piece by piece",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The stream is buffered on the way.",
        affected: "People in chat programs see nothing until the whole answer is there, and long answers may exceed time limits.",
        unaffected: "The answer arrives complete.",
        step: "Ask the gateway's admin to turn off buffering for event streams.",
    }),
    looks_at: &[Part::Arrivals],
    probes: &[ProbeId::Prompt, ProbeId::Stream],
    expected: "Chunks that arrive while the model writes.",
    source: "gateway guide; nginx and Envoy documentation on response buffering",
    judge,
};

/// With fewer chunks, the pace cannot be measured.
const MIN_CHUNKS: u32 = 8;
/// A stream that lasts this long is live, whatever the number of chunks.
const MIN_LIVE_MS: f64 = 200.0;
/// The shortest time per chunk that a model is assumed to need.
const MIN_MS_PER_CHUNK: f64 = 0.5;
/// The shortest silence before the first chunk in which a whole answer could have been buffered.
const MIN_SILENCE_MS: f64 = 500.0;

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let reply = evidence.accepted_stream()?;
    let Content::Stream(stream) = &reply.body.content else {
        return inconclusive("No stream came.", "Turn on streaming and send again.");
    };
    judge_pace(stream, reply.busy_ms())
}

/// Returns true if the whole stream was buffered on the way, and not delayed by this page itself.
pub fn is_held_back(reply: &Reply, stream: &Stream) -> bool {
    judge_pace(stream, reply.busy_ms()).is_ok_and(|judged| judged.decision == Decision::Warn)
}

/// Judges the arrivals; `busy_ms` is the delay of the page itself, if it was busy.
fn judge_pace(stream: &Stream, busy_ms: Option<f64>) -> Judgement {
    let longer = "Send a prompt that gets a longer answer.";
    let Some(first) = stream.arrivals.first() else {
        return inconclusive("No chunk arrived.", longer);
    };
    if stream.events < MIN_CHUNKS {
        return inconclusive(
            format!("Only {} chunks came, too few to measure a pace.", stream.events),
            longer,
        );
    }
    let spread_ms = stream.last_event_ms - first.at_ms;
    let arrived = format!("{} chunks arrived within {}", stream.events, number::duration(spread_ms));
    let is_spread = spread_ms >= MIN_LIVE_MS || spread_ms >= f64::from(stream.events) * MIN_MS_PER_CHUNK;
    if is_spread {
        pass(format!("{arrived}."))
    } else if let Some(busy_ms) = busy_ms {
        let busy = number::duration(busy_ms);
        inconclusive(
            format!("{arrived}, but this page itself was busy for {busy}, so the pace is not known."),
            "Rerun this check while the computer is less busy and this tab is in the foreground.",
        )
    } else if first.at_ms >= MIN_SILENCE_MS {
        let silence = number::duration(first.at_ms);
        warn(format!(
            "{arrived}, all at once after {silence} of silence, as if a proxy or the gateway buffered the stream."
        ))
    } else {
        inconclusive(format!("{arrived}, which is too fast to tell."), longer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::super::testing::whole_stream;
    use super::*;
    use crate::exchange::Arrival;

    #[track_caller]
    fn check(events: u32, first_ms: f64, last_ms: f64, expected: Verdict) {
        check_on(None, events, first_ms, last_ms, expected);
    }

    fn stream(events: u32, first_ms: f64, last_ms: f64) -> Stream {
        let arrivals = vec![Arrival { at_ms: first_ms, bytes: 100 }];
        Stream { events, arrivals, last_event_ms: last_ms, ..Stream::default() }
    }

    #[track_caller]
    fn check_on(busy_ms: Option<f64>, events: u32, first_ms: f64, last_ms: f64, expected: Verdict) {
        let verdict = match judge_pace(&stream(events, first_ms, last_ms), busy_ms) {
            Ok(judged) => judged.decision.into(),
            Err(_) => Verdict::Inconclusive,
        };
        assert_eq!(verdict, expected, "{events} chunks from {first_ms} to {last_ms} ms");
    }

    #[test]
    fn a_pace_a_model_can_write_at_is_live() {
        check(20, 300.0, 500.0, Verdict::Pass);
        check(20, 3_000.0, 3_050.0, Verdict::Pass);
        check(20, 3_000.0, 3_010.0, Verdict::Pass);
        check(30_000, 100.0, 3_100.0, Verdict::Pass);
    }

    #[test]
    fn everything_at_once_after_a_silence_is_buffered() {
        check(20, 1_500.0, 1_502.0, Verdict::Warn);
        check(8, 1_500.0, 1_500.0, Verdict::Warn);
        check(100, 4_000.0, 4_020.0, Verdict::Warn);
    }

    #[test]
    fn a_busy_page_blames_nobody() {
        check_on(Some(400.0), 20, 1_500.0, 1_502.0, Verdict::Inconclusive);
        check_on(Some(400.0), 20, 300.0, 500.0, Verdict::Pass);
    }

    #[test]
    fn only_what_something_on_the_way_held_back_is_held_back() {
        let busy = Reply { lag_ms: 400.0, ..whole_stream() };
        assert!(is_held_back(&whole_stream(), &stream(20, 1_500.0, 1_502.0)));
        assert!(!is_held_back(&busy, &stream(20, 1_500.0, 1_502.0)));
        assert!(!is_held_back(&whole_stream(), &stream(20, 300.0, 500.0)));
    }

    #[test]
    fn a_short_or_quick_answer_shows_no_pace() {
        check(7, 1_500.0, 1_500.0, Verdict::Inconclusive);
        check(20, 80.0, 82.0, Verdict::Inconclusive);
    }
}
