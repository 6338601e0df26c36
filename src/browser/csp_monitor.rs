//! Requests that the page's own content security policy was seen to block.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::SecurityPolicyViolationEvent;

/// Listens to the browser's reports of violations for as long as the page lives.
#[derive(Clone, Default)]
pub struct CspMonitor {
    blocked: Rc<RefCell<Vec<String>>>,
}

/// A page that is blocked again and again reports at most this many addresses.
const MAX: usize = 50;

impl CspMonitor {
    /// Begins to listen.
    pub fn start() -> Self {
        let watch = Self::default();
        let blocked = Rc::clone(&watch.blocked);
        let note = Closure::<dyn Fn(_)>::new(move |event: SecurityPolicyViolationEvent| {
            let mut blocked = blocked.borrow_mut();
            if event.effective_directive() == "connect-src" && blocked.len() < MAX {
                blocked.push(event.blocked_uri());
            }
        });
        let note = note.into_js_value();
        // Fails only if the listener is no function.
        let _ = document().add_event_listener_with_callback("securitypolicyviolation", note.unchecked_ref());
        watch
    }

    /// Clears the list of blocked requests: it says nothing about another run.
    pub fn forget(&self) {
        self.blocked.borrow_mut().clear();
    }

    /// The origins that were blocked since.
    pub fn blocked_origins(&self) -> Vec<String> {
        let blocked = self.blocked.borrow();
        let origin_of = |uri: &String| web_sys::Url::new(uri).ok().map(|url| url.origin());
        blocked.iter().filter_map(origin_of).collect()
    }
}
