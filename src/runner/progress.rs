//! Progress of a run.

use crate::picture::Request;
use crate::probe::ProbeId;
use crate::redact::Redacted;

/// Progress of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Number of requests sent.
    pub requests: u32,
    /// Time from the start of the plan to the latest reply, in ms.
    pub elapsed_ms: f64,
    /// Number of finished probes.
    pub finished: usize,
    /// Number of planned probes.
    pub total: usize,
    /// Probes that are not finished.
    pub open: Vec<ProbeId>,
    /// The requests under way, in the order they were sent.
    pub in_flight: Vec<InFlight>,
}

/// A request under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InFlight {
    /// The probe it belongs to.
    pub probe: ProbeId,
    /// When it was sent, in ms since the run's first request.
    pub started_ms: f64,
    /// Time from then to the headers of the reply, in ms; `None` until they arrive.
    pub headers_ms: Option<f64>,
}

impl InFlight {
    /// Returns this request as it appears in the waterfall picture.
    pub fn request(&self) -> Request {
        Request {
            probe: self.probe.as_str().to_owned(),
            started_ms: self.started_ms,
            headers_ms: self.headers_ms,
            ..Request::default()
        }
    }
}

/// Something that has just happened in a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'a> {
    /// More text of the answer to the prompt.
    Text(&'a Redacted),
    /// The headers of a reply arrived. These requests are under way.
    Headers(Vec<InFlight>),
    /// Every request that may start now was started or skipped.
    Progress(Progress),
    /// An exchange was recorded: the run has changed.
    Recorded(Progress),
}

/// The end of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything was sent or skipped.
    Done,
    /// It was cancelled.
    Cancelled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_under_way_has_its_start_and_no_end_in_the_picture() {
        let it = InFlight { probe: ProbeId::Models, started_ms: 200.0, headers_ms: Some(50.0) };
        let expected = Request {
            index: None,
            probe: "models".to_owned(),
            started_ms: 200.0,
            headers_ms: Some(50.0),
            total_ms: None,
            status: None,
            broken_off: None,
        };
        assert_eq!(it.request(), expected);
    }
}
