//! Sends a prompt at fixed intervals and keeps the exchanges in which something changed.

use std::cell::RefCell;
use std::pin::pin;

use futures_util::future::{Either, select};

use super::{Cancel, End, Event, Job, Runner, Transport};
use crate::exchange::{Exchange, Outcome};
use crate::probe::{self, ProbeId};
use crate::redact::Redacted;
use crate::refusal;
use crate::report::{self, Beat, BeatOutcome, Rounded, Unanswered};
use crate::wire::Request;

/// The schedule of a watch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// Time from one prompt to the next, in ms.
    pub every_ms: f64,
    /// Duration of the watch, in ms.
    pub for_ms: f64,
}

/// Largest number of exchanges that are kept.
const MAX_KEPT: usize = 60;

/// Sends the job's prompt until the duration is over or the watch is cancelled. There is only one request at
/// a time, so the times that pass while it waits for an answer are skipped. Calls `on_beat` with the outcome
/// of each prompt. The job keeps the exchanges in which the outcome changed.
pub async fn watch<T: Transport>(
    job: &Job,
    schedule: Schedule,
    transport: &T,
    cancel: &Cancel,
    on_beat: &dyn Fn(Beat),
) -> End {
    let started_ms = transport.now_ms();
    let on_event = |_: Event<'_>| {};
    let runner =
        Runner { job, transport, cancel, on_event: &on_event, started_ms, in_flight: RefCell::default() };
    let mut planned_ms = 0.0;
    let mut last = None;
    let mut other_form: Option<Request> = None;
    while planned_ms < schedule.for_ms {
        if !runner.wait_until(started_ms + planned_ms).await {
            return End::Cancelled;
        }
        let sent_ms = transport.now_ms() - started_ms;
        let request = other_form.clone().unwrap_or_else(|| {
            let run = job.run.borrow();
            probe::prompt(&run.target, &job.prompt, job.is_streamed)
        });
        job.requests.set(job.requests.get() + 1);
        let (mut exchange, mut context) = runner.send_probe(ProbeId::Prompt, request).await;
        if other_form.is_none()
            && !cancel.is_cancelled()
            && let Some(request) = in_other_form(job, &exchange)
        {
            other_form = Some(request.clone());
            job.requests.set(job.requests.get() + 1);
            (exchange, context) = runner.send_probe(ProbeId::Prompt, request).await;
        }
        if cancel.is_cancelled() {
            return End::Cancelled;
        }
        let beat = beat(&exchange, sent_ms, sent_ms - planned_ms);
        let state = (beat.outcome, beat.kind.clone(), beat.status);
        if last.as_ref() != Some(&state) && job.run.borrow().transcript.exchanges.len() < MAX_KEPT {
            let mut run = job.run.borrow_mut();
            if let Some(context) = context {
                run.browser_context = context;
            }
            run.record(exchange);
        }
        last = Some(state);
        on_beat(beat);
        let elapsed_ms = transport.now_ms() - started_ms;
        planned_ms =
            ((elapsed_ms / schedule.every_ms).ceil() * schedule.every_ms).max(planned_ms + schedule.every_ms);
    }
    End::Done
}

/// Returns the prompt in another form, if the server rejected this form, just as a run would retry it.
fn in_other_form(job: &Job, exchange: &Exchange) -> Option<Request> {
    job.decide(|context| (probe::find(ProbeId::Prompt)?.again)(context, exchange))
}

impl<T: Transport> Runner<'_, T> {
    /// Waits until this time, in ms on the transport's clock; returns false if the watch was cancelled first.
    async fn wait_until(&self, at_ms: f64) -> bool {
        let wait = self.transport.sleep(at_ms - self.transport.now_ms());
        // Polled in this order, so that nothing is sent after a cancellation, even if it is due.
        matches!(select(pin!(self.cancel.cancelled()), pin!(wait)).await, Either::Right(_))
    }
}

fn beat(exchange: &Exchange, at_ms: f64, late_ms: f64) -> Beat {
    let beat = Beat {
        at_ms: Rounded(at_ms),
        late_ms: Rounded(if late_ms < 100.0 { 0.0 } else { late_ms }),
        total_ms: report::total_ms(&exchange.outcome).map(Rounded),
        ..Beat::default()
    };
    let reply = match &exchange.outcome {
        Outcome::Unanswered(why) => return Beat { kind: Redacted::own(Unanswered::from(why).id()), ..beat },
        Outcome::Replied(reply) => reply,
    };
    let (outcome, kind) = match refusal::of(reply) {
        _ if refusal::has_answered(reply) => (BeatOutcome::Answered, ""),
        Some(refusal) => (BeatOutcome::Refused, refusal.kind.as_str()),
        None => (BeatOutcome::Unanswered, Beat::NO_ANSWER),
    };
    Beat { outcome, kind: Redacted::own(kind), status: Some(reply.status), ..beat }
}
