//! The page is made in steps. What a reader sees and types into comes first, so that nothing moves later; each
//! further part is made in a task of its own, so that the browser answers in between, also on a slow phone.

use std::time::Duration;

use leptos::prelude::*;

/// How many steps there are after the first.
const LAST: u8 = 2;

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
                let reached = self.0.get_untracked() + 1;
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
    /// 1 or 2.
    step: u8,
    children: ChildrenFn,
) -> impl IntoView {
    let stages = use_context::<Stages>();
    let is_reached = Memo::new(move |_| stages.is_none_or(|stages| stages.0.get() >= step));
    view! { <Show when=move || is_reached.get()>{children()}</Show> }
}
