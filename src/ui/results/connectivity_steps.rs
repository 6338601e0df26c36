//! Steps that examined a request without a readable reply.

use leptos::prelude::*;

use crate::diagnosis::ConnectivityStep;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::results as text;

/// Question by question, with the answers; folded.
#[component]
pub fn ConnectivitySteps(steps: Vec<ConnectivityStep>) -> impl IntoView {
    let step = |step: ConnectivityStep| {
        view! {
            <li data-verdict=step.verdict.id()>
                <VerdictMark/>
                <span>{step.question}" "<b>{step.observed}</b></span>
            </li>
        }
    };
    view! {
        <details>
            <summary>{text::TESTED}</summary>
            <ol class="connectivity">{steps.into_iter().map(step).collect_view()}</ol>
        </details>
    }
}
