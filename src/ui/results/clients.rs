//! Programs that will work with the gateway.

use leptos::prelude::*;

use crate::client::{self, CLIENTS, Client, Compatibility};
use crate::text::invisible::visible;
use crate::ui::state::Session;
use crate::ui::verdict_mark::VerdictMark;
use crate::view::View;

/// Prediction of a run for a program, in words.
type Predicted = (Compatibility, Vec<String>);

/// Predictions of a run for all of them.
#[derive(Clone, PartialEq)]
struct Predictions {
    summary: String,
    note: &'static str,
    programs: Vec<Predicted>,
}

impl Predictions {
    fn of(view: &View) -> Self {
        let predictions = client::predict(view);
        let said = |it: &client::Prediction<'_>| {
            let sentences = it.sentences();
            (it.outcome(), sentences.iter().map(|text| visible(text).into_owned()).collect())
        };
        Self {
            summary: client::summary(&predictions),
            note: if client::is_hidden_from_browsers(view) { client::HIDDEN } else { client::NOTE },
            programs: predictions.iter().map(said).collect(),
        }
    }
}

/// Number of programs that will work; unfolded, each program with its verdict and the reason. The rows are
/// made once and updated in place.
#[component]
pub fn Clients() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = Memo::new(move |_| {
        let has_ended = session.has_ended.get();
        session.view.with(|view| view.as_ref().filter(|_| has_ended).map(Predictions::of))
    });
    let summary = move || shown.with(|shown| shown.as_ref().map(|shown| shown.summary.clone()));
    let note = move || shown.with(|shown| shown.as_ref().map(|shown| shown.note));
    let row = move |(index, client): (usize, &'static Client)| {
        let said =
            Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|shown| shown.programs[index].clone())));
        view! { <ClientRow client said/> }
    };
    view! {
        <section class="card clients" aria-labelledby="clients-title" hidden=move || shown.with(Option::is_none)>
            <details>
                <summary>
                    <h3 id="clients-title">{client::TITLE}</h3>
                    <span class="hint">{summary}</span>
                </summary>
                <p class="hint">{note}</p>
                <ul>{CLIENTS.iter().enumerate().map(row).collect_view()}</ul>
            </details>
        </section>
    }
}

/// The name with its verdict, and what fails or was not tested.
#[component]
fn ClientRow(client: &'static Client, said: Memo<Option<Predicted>>) -> impl IntoView {
    let outcome = Memo::new(move |_| {
        said.with(|said| said.as_ref().map_or(Compatibility::NotTested, |(outcome, _)| *outcome))
    });
    let sentences = move || said.get().map(|(_, sentences)| sentences).unwrap_or_default();
    let sentence = |text: String| view! { <p>{text}</p> };
    view! {
        <li class="client" data-client=client.id data-verdict=move || outcome.get().id()>
            <VerdictMark/>
            <span class="title">{client.name}</span>
            <span class="verdict">{move || outcome.get().label()}</span>
            <div class="said">
                {move || sentences().into_iter().map(sentence).collect_view()}
                <p class="hint">{client.kind}", "{client.version}</p>
            </div>
        </li>
    }
}
