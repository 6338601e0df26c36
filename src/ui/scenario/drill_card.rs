//! One drill: its question, its fields, and its outcome.

use leptos::attr::custom::custom_attribute;
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::controls::{Controls, MissingNote, missing_id, progress, trial};
use super::key_notes::KeyNotes;
use super::outcome::Outcome;
use super::save::Save;
use crate::field::FieldName;
use crate::form::Problem;
use crate::scenario::{self, Drill, Field, FieldKind};
use crate::ui::state::{SendConsent, Session};
use crate::ui_text::scenario as text;

/// The card of one drill, created from its row.
#[component]
pub fn DrillCard(drill: &'static Drill) -> impl IntoView {
    let session = expect_context::<Session>();
    let scenarios = session.scenarios;
    let id = drill.id;
    let verdict = Memo::new(move |_| scenarios.verdict(id));
    let cost = Signal::derive(move || {
        let ready = session.form.typed().validate();
        let trials = ready.and_then(|form| scenarios.drill_trials(drill, &form).ok());
        trials.map(|it| text::cost(scenario::requests(&it), scenario::tokens(&it))).unwrap_or_default()
    });
    let consent_of =
        |field: &'static Field| SendConsent::new(session.form.base_url, scenarios.fields.text(field.name));
    let fields: Vec<_> = drill.fields.iter().map(|field| (field, consent_of(field))).collect();
    let consents = fields.clone();
    let start = move || {
        scenarios.run_drill(drill, |name| {
            consents.iter().any(|(field, it)| field.name == name && untrack(|| it.is_given()))
        });
    };
    let field = |(field, consent): (&'static Field, SendConsent)| view! { <DrillField drill field consent/> };
    view! {
        <section class="card drill" data-scenario=id.id() data-verdict=verdict aria-labelledby=title_of(drill)
            on:input=move |_| scenarios.missing.set(None)>
            <h3 id=title_of(drill)>{drill.title}</h3>
            <p>{drill.question}</p>
            {fields.into_iter().map(field).collect_view()}
            <Controls id cost progress=progress() step=trial() start/>
            <Outcome id/>
            <Save id/>
        </section>
    }
}

fn title_of(drill: &Drill) -> String {
    format!("drill-{}", drill.id)
}

/// One field of a drill.
#[component]
fn DrillField(
    drill: &'static Drill,
    field: &'static Field,
    /// Consent to send the key in it.
    consent: SendConsent,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let &Field { name, label, hint, kind } = field;
    let problems = Memo::new(move |_| {
        let mismatch = session.scenarios.mismatch(field).map(Problem::Mismatch);
        mismatch.into_iter().collect::<Vec<_>>()
    });
    let text = session.scenarios.fields.text(name);
    let hint_id = format!("{name}-hint");
    let described_by = format!("{hint_id} {}", missing_id(name));
    let input = match kind {
        FieldKind::Key => EitherOf3::A(view! { <KeyInput name described_by/> }),
        FieldKind::Text => EitherOf3::B(view! {
            <textarea id=name.as_str() name=name.as_str() rows="2" autocomplete="off"
                aria-describedby=described_by bind:value=text></textarea>
        }),
        FieldKind::Line | FieldKind::Count(_) => {
            let input_type = if matches!(kind, FieldKind::Line) { "text" } else { "number" };
            EitherOf3::C(view! {
                <input id=name.as_str() name=name.as_str() type=input_type autocomplete="off"
                    spellcheck="false" aria-describedby=described_by bind:value=text/>
            })
        }
    };
    view! {
        <div class="field">
            <label for=name.as_str()>{label}</label>
            {input}
            <p class="hint" id=hint_id>{hint}</p>
            {(kind == FieldKind::Key).then(|| view! { <KeyNotes problems consent/> })}
            <MissingNote id=drill.id field=name/>
        </div>
    }
}

/// A field for a key: hidden, and covered everywhere from its first letter.
#[component]
pub fn KeyInput(
    name: FieldName,
    /// The ids of what describes it.
    described_by: String,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let text = session.scenarios.fields.text(name);
    let type_in = move |event| {
        let typed = event_target_value(&event);
        session.form.note_key(name, &typed);
        session.scenarios.fields.type_key(name, typed);
    };
    view! {
        <input id=name.as_str() name=name.as_str() type="password" spellcheck="false" autocapitalize="off"
            {..custom_attribute("autocorrect", "off")} autocomplete="off"
            data-1p-ignore="true" data-lpignore="true" data-bwignore="true" data-form-type="other"
            aria-describedby=described_by prop:value=text on:input=type_in/>
    }
}
