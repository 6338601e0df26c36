//! The screen, in Leptos components. Shows values and passes on what the user did; decides nothing.
//!
//! [`state`] holds the signals; each component is a file that says what the reader sees. Nothing here makes
//! markup of a text: the page's Trusted Types forbid it, so every text comes in as a block.

// Signals are handles: form and session are passed on by value, as Leptos does.
#![expect(clippy::large_types_passed_by_value)]

mod app;
mod config_file;
mod copy_button;
mod deep_link;
mod evidence;
mod form;
mod key_expiry;
mod masthead;
mod memory;
mod modal;
mod pictures;
mod report_file;
mod result_link;
mod results;
mod scenario;
mod shortcuts;
mod stage;
mod state;
mod streaming_text;
mod tabs;
#[cfg(test)]
mod tests;
mod unfold;
mod verdict_mark;

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

use crate::browser::early_input::{self, EarlyInput, when_settled};
use crate::browser::page;
use crate::browser::transport::BrowserTransport;
use app::App;
use state::{FormState, Notices, Session};

/// Makes the page, and puts it in place of the skeleton in `index.html`, with the input typed there.
pub fn start() {
    let transport = Rc::new(BrowserTransport::start());
    let page = early_input::new_root();
    mount_to(page.clone(), move || {
        let notices = Notices::new();
        let form = FormState::new(notices);
        let session = Session::new(form, notices, transport);
        let show = move |begin: Box<dyn FnOnce()>| {
            when_settled(move || {
                let early = EarlyInput::take(&page);
                form.take_early(&early);
                early.restore_position();
                begin();
                // Again when the effects of the fields have settled, still before the next frame.
                spawn_local(async move {
                    tick().await;
                    early.restore_position();
                });
            });
        };
        view! { <App session show/> }
    })
    .forget();
}

/// Allows requests from now on, and tells programs by the hook.
fn tell_ready(form: FormState) {
    form.is_ready.set(true);
    page::set_state("ready");
}
