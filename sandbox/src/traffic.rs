//! Counts of the requests of each key that a behaviour has seen, and of those it is still answering.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::reply::{Reply, ReplyBody};

/// Behaviour and key: callers do not affect each other.
type Caller = (String, String);

/// Largest number of callers; one more, and all counts are deleted.
const MOST_CALLERS: usize = 10_000;

/// The counts of all callers.
#[derive(Clone, Debug, Default)]
pub struct Traffic(Arc<Mutex<HashMap<Caller, Count>>>);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    received: u64,
    open: usize,
}

/// A request that is being answered; over when dropped.
#[derive(Debug)]
pub struct Open {
    traffic: Traffic,
    caller: Caller,
    /// The number of the request among those of its caller, from 1.
    pub ordinal: u64,
    /// Number of the caller's requests that were being answered when it came.
    pub others: usize,
}

impl Traffic {
    /// Counts a request in.
    pub fn enter(&self, behaviour: &str, key: &str) -> Open {
        let caller = (behaviour.to_owned(), key.to_owned());
        let mut counts = self.lock();
        if counts.len() >= MOST_CALLERS {
            counts.clear();
        }
        let count = counts.entry(caller.clone()).or_default();
        count.received += 1;
        count.open += 1;
        let (ordinal, others) = (count.received, count.open - 1);
        Open { traffic: self.clone(), caller, ordinal, others }
    }

    /// Forgets how many requests came; those still being answered stay counted.
    pub fn forget(&self) {
        self.lock().retain(|_, count| {
            count.received = 0;
            count.open > 0
        });
    }

    /// A panic elsewhere leaves the counts whole: every change to them is one step.
    fn lock(&self) -> MutexGuard<'_, HashMap<Caller, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// The same reply, which keeps the request open until its last piece has been sent. A whole body
    /// is sent at once: its request ends with the reply's delay.
    pub fn held_by(self, mut reply: Reply) -> (Reply, Option<Self>) {
        match reply.body {
            ReplyBody::Whole(_) => (reply, Some(self)),
            ReplyBody::Pieces(pieces) => {
                let held = pieces.inspect(move |_| {
                    let _still_open = &self;
                });
                reply.body = ReplyBody::Pieces(Box::new(held));
                (reply, None)
            }
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(count) = self.traffic.lock().get_mut(&self.caller) {
            count.open = count.open.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(open: &Open, ordinal: u64, others: usize) {
        assert_eq!((open.ordinal, open.others), (ordinal, others));
    }

    #[test]
    fn requests_are_counted_for_each_caller_until_they_are_over() {
        let traffic = Traffic::default();
        let first = traffic.enter("a", "key");
        check(&first, 1, 0);
        check(&traffic.enter("a", "key"), 2, 1);
        check(&traffic.enter("a", "other"), 1, 0);
        check(&traffic.enter("b", "key"), 1, 0);
        let (held, _) = first.held_by(Reply::pieces(200, "text/plain", Vec::new()));
        check(&traffic.enter("a", "key"), 3, 1);
        drop(held);
        check(&traffic.enter("a", "key"), 4, 0);
        traffic.forget();
        check(&traffic.enter("a", "key"), 1, 0);
    }
}
