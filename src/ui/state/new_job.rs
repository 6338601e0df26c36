//! Creates a job from the form and config.json.

use leptos::prelude::*;

use super::FormState;
use crate::browser::clock::{random, utc};
use crate::browser::page;
use crate::diagnosis::BrowserContext;
use crate::run::Run;
use crate::runner::{Job, Limits};
use crate::target::Target;

/// Creates a job for this target, in which nothing was sent yet.
pub fn new_job(form: FormState, target: Target, prompt: String, is_streamed: bool, timeout_s: u32) -> Job {
    let browser_context = BrowserContext { page_origin: page::origin(), ..BrowserContext::default() };
    let (expectations, gateway_name, help, redirects) = form.gateways.with_untracked(|gateways| {
        let (expectations, help) = (gateways.expectations(&target), gateways.help(&target));
        (expectations, gateways.name(&target), help, gateways.redirects())
    });
    form.keep_key(target.key.as_ref());
    let wrong_key = target.key.as_ref().map(|key| key.wrong(random));
    let new = Run::new(target, expectations, browser_context);
    let run = Run { gateway_name, help, started_at: utc(), ..new };
    let limits = Limits::of_timeout(timeout_s);
    Job::new(run, prompt, is_streamed, wrong_key, limits).with_mask(form.mask()).with_redirects(redirects)
}
