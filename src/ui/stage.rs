//! The page is made out of sight, in steps, while the skeleton in `index.html` takes what is typed. Each step is a
//! task of its own, so that the browser answers in between, also on a slow phone.

use std::time::Duration;

use leptos::prelude::*;

/// Number of steps after the first.
const LAST: u8 = 6;

/// Which step the page has reached.
#[derive(Clone, Copy)]
pub struct Stages(RwSignal<u8>);

impl Stages {
    /// The first step.
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Goes on, step by step, and calls `when_whole` at the end.
    pub fn go_on(self, when_whole: impl FnOnce() + 'static) {
        set_timeout(
            move || {
                // A hidden tab waits a second for each task, and nobody for an answer.
                let is_hidden = document().hidden();
                let reached = if is_hidden { LAST } else { self.0.get_untracked() + 1 };
                self.0.set(reached);
                if reached < LAST {
                    self.go_on(when_whole);
                } else {
                    // By then what this step made is in its place.
                    set_timeout(when_whole, Duration::ZERO);
                }
            },
            Duration::ZERO,
        );
    }
}

/// A part that is made in this step; at once where the page is not made in steps.
#[component]
pub fn Stage(
    /// 1 to 6; what takes long has a step of its own.
    step: u8,
    children: ChildrenFn,
) -> impl IntoView {
    let stages = use_context::<Stages>();
    let is_reached = Memo::new(move |_| stages.is_none_or(|stages| stages.0.get() >= step));
    view! { <Show when=move || is_reached.get()>{children()}</Show> }
}
