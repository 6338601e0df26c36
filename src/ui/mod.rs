//! The screen. Shows values and passes on what the user did; decides nothing.
//!
//! The form is plain HTML in `index.html`, so that it can be typed into before this program arrives;
//! [`form`] adopts it. Everything else is made here.

mod actions;
mod checklist;
mod copy;
mod cors_setups;
mod destination;
mod diagnoses;
mod evidence;
mod field;
mod field_notes;
mod form;
mod headline;
mod key_timer;
mod links;
mod live_text;
mod load_models;
mod metrics;
mod node;
mod on;
mod open_report;
mod points;
mod presets;
mod profile;
mod progress;
mod remember;
mod repeated;
mod results;
mod session;
mod snippets;
mod state;
mod take_away;
mod welcome;
mod words;

use crate::browser::page;
use crate::browser::transport::BrowserTransport;
use form::Form;
use session::Session;

/// Brings the page to life.
pub fn start() {
    let form = Form::adopt();
    let transport: &'static BrowserTransport = Box::leak(Box::new(BrowserTransport::start()));
    let session = Session::new(form, transport);
    field_notes::mount(form);
    destination::mount(form);
    profile::mount(form);
    evidence::mount(session);
    open_report::listen(session);
    key_timer::start(session);
    snippets::mount(form);
    remember::listen(session);
    results::mount(session);
    node::follow(move || {
        session.form.keys.with(|_| ());
        session.cover_soon();
    });
    page::note("");
    // Nothing can be sent before it is known whether the page's host forbids that.
    presets::apply(form, move || {
        welcome::offer_sandbox(session);
        links::listen(form);
        actions::listen(session);
        load_models::listen(form, transport);
        page::set_state("ready");
    });
}
