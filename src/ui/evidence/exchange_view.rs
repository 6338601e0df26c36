//! One exchange.

use leptos::prelude::*;

use super::body::Body;
use super::headers::Headers;
use crate::check::Part;
use crate::report::{BodyParts, Exchange, Unanswered};
use crate::snippet::curl_of;
use crate::text::invisible::visible;
use crate::text::number;
use crate::ui::copy_button::CopyButton;
use crate::ui::pictures::Timeline;
use crate::ui::state::Session;
use crate::ui_text::evidence as text;

/// Request beside its reply, the timeline of the request as a picture, and the request as a command to copy.
/// A key that is typed meanwhile is covered here too.
#[component]
pub fn ExchangeView(
    /// The index of the exchange in the run.
    index: usize,
    /// The parts to mark.
    looks_at: &'static [Part],
) -> impl IntoView {
    let session = expect_context::<Session>();
    let exchange = Memo::new(move |_| session.exchange(index));
    move || exchange.get().map(|exchange| view! { <Loaded exchange index looks_at/> })
}

#[component]
fn Loaded(exchange: Exchange, index: usize, looks_at: &'static [Part]) -> impl IntoView {
    let session = expect_context::<Session>();
    let copy_curl = move || session.exchange(index).as_ref().map(curl_of);
    let status = text::status(&exchange);
    let status = marked(looks_at.contains(&Part::Status), status);
    let timeline = exchange.timeline().map(|timeline| view! { <Timeline timeline/> });
    let (number, title, started) = (exchange.n.to_string(), text::title(&exchange), text::started(&exchange));
    view! {
        <section class="exchange" data-exchange=number>
            <div class="card-head">
                <h3>{title}</h3>
                <span class="status">{status}</span>
                <CopyButton label=text::COPY_CURL action="copy-curl" text=copy_curl/>
            </div>
            <p class="hint">{started}" "{text::CURL_HINT}</p>
            {timeline}
            <div class="sides">
                <Request exchange=exchange.clone() index looks_at/>
                <Response exchange index looks_at/>
            </div>
        </section>
    }
}

#[component]
fn Request(exchange: Exchange, index: usize, looks_at: &'static [Part]) -> impl IntoView {
    let session = expect_context::<Session>();
    let copied = move || session.exchange(index)?.request_body;
    let line = format!("{} {}", exchange.method, visible(&exchange.url));
    let body = exchange.request_body.map(|body| {
        let parts = BodyParts::of(&body, false);
        view! { <Body label=text::REQUEST_BODY.to_owned() parts copied arrivals_ms=Vec::new() looks_at=&[]/> }
    });
    view! {
        <div class="side">
            <h4>{text::REQUEST}</h4>
            <p class="line">{marked(looks_at.contains(&Part::Url), line)}</p>
            <Headers headers=exchange.request_headers looks_at=&[]/>
            {body}
        </div>
    }
}

#[component]
fn Response(exchange: Exchange, index: usize, looks_at: &'static [Part]) -> impl IntoView {
    let session = expect_context::<Session>();
    let copied = move || Some(session.exchange(index)?.response_body);
    let is_broken_off = exchange.status.and(exchange.unanswered);
    let silence = exchange.status.is_none().then(|| exchange.unanswered.map(Unanswered::label));
    let whole = exchange.status.map(move |_| {
        let label = text::response_body(&exchange);
        let arrivals_ms: Vec<f64> = exchange.arrivals_ms.iter().map(|ms| ms.0).collect();
        let arrivals = (!arrivals_ms.is_empty()).then(|| {
            let times = arrivals_ms.iter().map(|ms| number::whole_ms(*ms)).collect::<Vec<_>>().join(", ");
            let label = marked(looks_at.contains(&Part::Arrivals), text::arrivals(arrivals_ms.len()));
            view! { <details><summary>{label}</summary><p class="line">{times}</p></details> }
        });
        let parts = BodyParts::of(&exchange.response_body, exchange.is_streamed());
        view! {
            <Headers headers=exchange.response_headers looks_at/>
            <p class="hint">{text::HIDDEN_HEADERS}</p>
            <Body label parts copied arrivals_ms looks_at/>
            {arrivals}
        }
    });
    view! {
        <div class="side">
            <h4>{text::RESPONSE}</h4>
            {silence.map(|why| view! { <p>{why}</p> })}
            {is_broken_off.map(|why| view! { <p>{why.label()}</p> })}
            {whole}
        </div>
    }
}

/// A text, marked if a check looked at it.
pub(super) fn marked(is_marked: bool, text: String) -> impl IntoView {
    if is_marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
}
