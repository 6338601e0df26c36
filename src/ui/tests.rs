//! Components in a browser, each in its own container.

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlDetailsElement, HtmlElement, HtmlInputElement};

use super::app::App;
use super::form::ConnectionForm;
use super::results::Results;
use super::state::{Filter, FormState, Notices, Session};
use crate::browser::transport::BrowserTransport;
use crate::check::{CheckId, Verdict};
use crate::field::FieldName;
use crate::redact::{Mask, Redacted};
use crate::report;
use crate::scenario::ScenarioId;
use crate::ui_text::form as text;
use crate::view::Phase;

wasm_bindgen_test_configure!(run_in_browser);

fn container() -> HtmlElement {
    let container: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&container).unwrap();
    container
}

fn session() -> Session {
    let notices = Notices::new();
    let form = FormState::new(notices);
    Session::new(form, notices, Rc::new(BrowserTransport::start()))
}

/// Mounts the result of `view`, and returns its container and the session that it shows.
fn mounted<V: IntoView + 'static>(view: impl Fn(Session) -> V + 'static) -> (HtmlElement, Session) {
    let container = container();
    let given = Rc::new(std::cell::Cell::new(None));
    let taken = Rc::clone(&given);
    mount_to(container.clone(), move || {
        let session = session();
        provide_context(session);
        taken.set(Some(session));
        view(session)
    })
    .forget();
    (container, given.get().unwrap())
}

/// The page with all of its steps.
async fn whole_page() -> (HtmlElement, Session) {
    let mut made = None;
    let whole = js_sys::Promise::new(&mut |resolve, _| {
        let page = mounted(move |session| {
            let resolve = resolve.clone();
            let show = move |_| {
                // Fails only if it throws, which a promise's own function does not.
                let _ = resolve.call0(&JsValue::NULL);
            };
            view! { <App session show/> }
        });
        made = Some(page);
    });
    wasm_bindgen_futures::JsFuture::from(whole).await.unwrap();
    made.unwrap()
}

fn one<E: JsCast>(container: &HtmlElement, selector: &str) -> E {
    let found = container.query_selector(selector).unwrap();
    found.unwrap_or_else(|| panic!("no {selector}")).dyn_into().ok().unwrap()
}

fn all(container: &Element, selector: &str) -> Vec<Element> {
    let found = container.query_selector_all(selector).unwrap();
    (0..found.length()).map(|at| found.item(at).unwrap().unchecked_into()).collect()
}

/// Shows the example's results, as if they had just come.
fn show_example(session: Session) {
    session.view.set(Some(report::example().view(&Mask::default())));
    session.has_ended.set(true);
    session.phase.set(Phase::Done);
}

/// Lists the controls in `root`, in order, each with the texts that people get about it.
fn controls(root: &Element) -> Vec<String> {
    let attribute = |at: &Element, name: &str| at.get_attribute(name).unwrap_or_default();
    let label = |at: &Element| {
        let of = format!("label[for={}]", at.id());
        let label = if at.id().is_empty() { None } else { root.query_selector(&of).unwrap() };
        label.and_then(|label| label.text_content()).unwrap_or_default()
    };
    let told = |at: Element| {
        let names = ["name", "type", "data-action", "placeholder", "aria-label", "spellcheck", "autocorrect"];
        let said: Vec<String> = names.iter().map(|name| attribute(&at, name)).collect();
        let text =
            if at.tag_name() == "BUTTON" { at.text_content().unwrap_or_default() } else { String::new() };
        format!("{} {} {} {}", at.tag_name(), said.join("|"), label(&at), text.trim())
    };
    all(root, "input, textarea, button, h1, h2").into_iter().map(told).collect()
}

#[wasm_bindgen_test]
async fn the_skeleton_has_the_same_controls_as_the_page() {
    let skeleton = container();
    // The page's policy forbids this; the tests' page has none, and here the file itself is tested.
    skeleton.set_inner_html(include_str!("../../index.html"));
    let skeleton: HtmlElement = one(&skeleton, "#app");
    let expected = controls(&skeleton);
    assert!(expected.len() > 10, "{expected:?}");
    skeleton.remove();
    let (page, _) = whole_page().await;
    let of_page = controls(&page);
    let mut rest = of_page.iter();
    for control in &expected {
        assert!(rest.any(|it| it == control), "{control} is not in its place in {of_page:#?}");
    }
    page.remove();
}

#[wasm_bindgen_test]
async fn a_check_is_made_once_and_stays_open_whatever_comes() {
    let (page, session) = mounted(|_| view! { <Results/> });
    show_example(session);
    tick().await;
    let row: HtmlElement = one(&page, "[data-check=usage-reported]");
    let fold: HtmlDetailsElement = one(&row, "details");
    assert!(!fold.open());
    fold.set_open(true);
    let before = row.get_attribute("data-verdict").unwrap();
    session.view.update(|view| {
        let findings = &mut view.as_mut().unwrap().findings;
        let finding = findings.iter_mut().find(|it| it.check.id == CheckId::UsageReported).unwrap();
        finding.verdict = if before == "fail" { Verdict::Pass } else { Verdict::Fail };
    });
    session.filter.set(Filter::Problems);
    tick().await;
    assert!(row.is_connected() && fold.is_connected() && fold.open());
    assert_ne!(row.get_attribute("data-verdict").unwrap(), before);
    page.remove();
}

#[wasm_bindgen_test]
async fn a_filter_lists_what_it_counts() {
    let (page, session) = mounted(|_| view! { <Results/> });
    show_example(session);
    for filter in Filter::ALL {
        session.filter.set(filter);
        tick().await;
        let shown = all(&page, ".check:not([hidden])").len();
        let button: HtmlElement = one(&page, &format!("[data-action=filter][value={}]", filter.id()));
        assert!(button.text_content().unwrap().ends_with(&format!("({shown})")), "{filter:?}");
        assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    }
    page.remove();
}

#[wasm_bindgen_test]
async fn a_warning_stays_while_somebody_types_elsewhere_and_consent_ends_with_the_key() {
    let (page, session) = mounted(|_| {
        view! { <ConnectionForm config_problems=super::config_file::ConfigProblems::default()/> }
    });
    let form = session.form;
    form.base_url.set("https://gateway.example/v1".to_owned());
    form.type_key("sk-ant-gc-test-0123456789abcdef".to_owned());
    tick().await;
    let note: HtmlElement = one(&page, "[data-problem=api_key]");
    let tick_box: HtmlInputElement = one(&note, "input");
    tick_box.click();
    assert!(tick_box.checked() && untrack(|| form.consent.is_given()));
    form.model.set("m-small".to_owned());
    tick().await;
    assert!(note.is_connected() && tick_box.checked());
    form.type_key("sk-ant-gc-test-0123456789abcdefg".to_owned());
    tick().await;
    assert!(!untrack(|| form.consent.is_given()) && !tick_box.checked());
    form.type_key("sk-ant-gc-test-0123456789abcdef".to_owned());
    tick().await;
    assert!(!untrack(|| form.consent.is_given()), "the same values need consent again");
    page.remove();
}

#[wasm_bindgen_test]
async fn a_changed_origin_takes_the_key_and_a_prefill_of_an_empty_field_does_not() {
    let (page, session) = mounted(|_| {
        view! { <ConnectionForm config_problems=super::config_file::ConfigProblems::default()/> }
    });
    let form = session.form;
    form.type_key("gc-test-one".to_owned());
    form.prefill_base_url("https://gateway.example/v1");
    assert_eq!(form.api_key.get_untracked(), "gc-test-one");
    form.change_base_url("https://gateway.example/v2");
    assert_eq!(form.api_key.get_untracked(), "gc-test-one");
    let new_key = session.scenarios.fields.text(FieldName::NewApiKey);
    new_key.set("gc-test-new".to_owned());
    form.change_base_url("https://gateway.example/v1");
    assert_eq!(new_key.get_untracked(), "gc-test-new");
    form.shows_key.set(true);
    form.change_base_url("https://elsewhere.example/v1");
    assert_eq!(form.api_key.get_untracked(), "");
    assert_eq!(new_key.get_untracked(), "");
    assert!(!form.shows_key.get_untracked(), "the next key is hidden");
    tick().await;
    let field: HtmlInputElement = one(&page, "[name=api_key]");
    assert_eq!(field.value(), "");
    assert!(!session.notices.text().get_untracked().is_empty());
    page.remove();
}

#[wasm_bindgen_test]
async fn only_a_key_that_the_page_took_is_asked_for_and_only_once() {
    let (page, session) = mounted(|_| {
        view! { <ConnectionForm config_problems=super::config_file::ConfigProblems::default()/> }
    });
    let form = session.form;
    form.model.set("m-small".to_owned());
    form.base_url.set("https://gateway.example/v1".to_owned());
    session.scenarios.fields.text(FieldName::NewApiKey).set("gc-test-new".to_owned());
    form.change_base_url("https://elsewhere.example/v1");
    assert!(form.validate().is_some(), "the form had no key");
    form.type_key("gc-test-one".to_owned());
    form.change_base_url("https://gateway.example/v1");
    assert!(form.validate().is_none());
    form.consent.set(true);
    assert!(form.validate().is_some());
    form.base_url.set("https://gateway.example/v2".to_owned());
    assert!(form.validate().is_some(), "the user has agreed");
    tick().await;
    page.remove();
}

#[wasm_bindgen_test]
async fn a_cleared_page_shows_nothing_of_the_last_run() {
    let (page, session) = whole_page().await;
    let shown = |page: &HtmlElement| page.text_content().unwrap();
    let before = shown(&page);
    session.open(report::example());
    tick().await;
    let model = report::example().target.model.to_string();
    assert!(!before.contains(&model) && shown(&page).contains(&model));
    session.clear();
    tick().await;
    assert!(!shown(&page).contains(&model));
    let prompt: web_sys::HtmlTextAreaElement = one(&page, "[name=prompt]");
    assert_eq!(prompt.value(), text::DEFAULT_PROMPT);
    page.remove();
}

#[wasm_bindgen_test]
async fn a_key_in_a_saved_report_stays_covered_once_it_is_deleted() {
    let (page, session) = whole_page().await;
    let key = "gc-test-team-key";
    let text = report::example().to_json().replace(report::example().target.model.as_str(), key);
    let saved = report::read(&text).unwrap();
    session.scenarios.result(ScenarioId::Rotation).set(Some(Rc::new(saved.clone())));
    session.open(saved);
    tick().await;
    let shown = || page.text_content().unwrap();
    assert!(shown().contains(key));
    session.form.type_key(key.to_owned());
    tick().await;
    assert!(!shown().contains(key));
    session.forget_keys();
    tick().await;
    assert!(!shown().contains(key));
    let reports = [session.report(), session.scenarios.report(ScenarioId::Rotation)];
    for report in reports {
        assert_eq!(report.unwrap().target.model, "[key]");
    }
    page.remove();
}

#[wasm_bindgen_test]
async fn a_key_that_is_deleted_as_soon_as_it_is_typed_is_covered_in_the_answer() {
    let (page, session) = whole_page().await;
    let answer = report::example().answer_text(&Mask::default()).unwrap();
    let key = answer.split_whitespace().max_by_key(|word| word.len()).unwrap();
    session.open(report::example());
    tick().await;
    let shown = || one::<HtmlElement>(&page, "[data-reply]").text_content().unwrap();
    assert!(shown().contains(key));
    session.form.type_key(key.to_owned());
    session.forget_keys();
    tick().await;
    assert!(shown().contains("[key]") && !shown().contains(key));
    page.remove();
}

#[wasm_bindgen_test]
async fn a_key_in_a_saved_watch_stays_covered_once_it_is_deleted() {
    let (page, session) = whole_page().await;
    let key = "gc-test-team-key";
    let beat = report::Beat { kind: Redacted::untouched(key), ..report::Beat::default() };
    let scenario = report::Scenario {
        id: Redacted::own("watch"),
        verdict: Verdict::Fail,
        summary: Redacted::default(),
        findings: Vec::new(),
        owner: None,
        steps: Vec::new(),
        label: Redacted::default(),
        trials: Vec::new(),
        watch: Some(report::Watch { beats: vec![beat], ..report::Watch::default() }),
    };
    session.open(report::Report { scenario: Some(scenario), ..report::example() });
    tick().await;
    let changes: HtmlElement = one(&page, ".changes");
    let shown = || changes.text_content().unwrap();
    assert!(shown().contains(key));
    session.form.type_key(key.to_owned());
    tick().await;
    assert!(shown().contains("[key]") && !shown().contains(key));
    session.forget_keys();
    tick().await;
    assert!(!shown().contains(key));
    page.remove();
}
