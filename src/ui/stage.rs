//! The page is built off-screen, in steps, while the skeleton in `index.html` accepts input. Each step is a
//! separate task, so that the browser responds in between, also on a slow phone.

use std::time::Duration;

use leptos::prelude::*;

/// Number of steps after the first.
const LAST: u8 = 6;

/// The step that the page has reached.
#[derive(Clone, Copy)]
pub struct Stages(RwSignal<u8>);

impl Stages {
    /// The first step.
    pub fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Continues step by step, and calls `when_whole` at the end.
    pub fn go_on(self, when_whole: impl FnOnce() + 'static) {
        set_timeout(
            move || {
                // A hidden tab waits a second for each task, and nobody waits for a response.
                let is_hidden = document().hidden();
                let reached = if is_hidden { LAST } else { self.0.get_untracked() + 1 };
                self.0.set(reached);
                if reached < LAST {
                    self.go_on(when_whole);
                } else {
                    // By then the result of this step is in its place.
                    set_timeout(when_whole, Duration::ZERO);
                }
            },
            Duration::ZERO,
        );
    }
}

/// A part that is built in this step; at once if the page is not built in steps.
#[component]
pub fn Stage(
    /// 1 to 6; slow parts have a separate step.
    step: u8,
    children: ChildrenFn,
) -> impl IntoView {
    let stages = use_context::<Stages>();
    let is_reached = Memo::new(move |_| stages.is_none_or(|stages| stages.0.get() >= step));
    view! { <Show when=move || is_reached.get()>{children()}</Show> }
}
