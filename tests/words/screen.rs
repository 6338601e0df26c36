//! The screen's own sentences.

use super::*;

#[test]
fn sentences_of_the_screen() {
    use gateway_check::plan::{CONCURRENCY, Plan};
    use gateway_check::profile::{ChosenProfile, Profile};
    use gateway_check::runner::NoModels;
    use gateway_check::view::{Phase, Subject, View};
    use ui_text::{form, notices, results, shell};

    let mask = Mask::default();
    let subject = Subject { host: mask.cover("gateway.example"), model: mask.cover("m-small") };
    let view = |outcome: &Outcome| {
        let run = run_of(target(GATEWAY, "gc-test-1"), &[(ProbeId::Prompt, false, outcome)]);
        View::new(&run.assessment(), &mask)
    };
    let refusal = r#"{"error":{"message":"Invalid API key","type":"invalid_request_error"}}"#;
    let (ready, refused) = (view(&answered()), view(&reply(false, 401, refusal, Ending::Complete)));
    let banner = |phase, view: Option<&View>| {
        let results::Banner { outcome, sentence, why } = results::banner(phase, Some(&subject), view);
        format!("{outcome}: {sentence} | {why}")
    };
    let base_url = BaseUrl::parse(GATEWAY).expect("a URL");
    let mut lines = vec![
        banner(Phase::Idle, None),
        banner(Phase::Running, None),
        banner(Phase::Stopped, Some(&ready)),
        banner(Phase::Done, Some(&ready)),
        banner(Phase::Done, Some(&refused)),
        results::progress(4, 6, 1_840.0),
        results::not_run(1, true),
        results::not_run(27, false),
        results::evidence_of(&[0]),
        results::evidence_of(&[0, 2]),
        results::passed(0, 0),
        results::passed(3, 4),
        results::filter("Problems", 2),
        form::called(None),
        form::called(Some(&base_url)),
        form::promise(None, 15.0),
        form::promise(Some(&base_url), 15.0),
        form::cost(&Plan::of_profile(Profile::Quick, CONCURRENCY)),
        form::cost(&Plan::of_profile(Profile::Standard, CONCURRENCY)),
        form::summary("m-small", true),
        form::summary("m-small", false),
        form::use_label("https://gateway.example/v1"),
        form::models_held_up(None).to_owned(),
        form::models_loaded(0),
        form::models_loaded(1),
        form::models_loaded(12),
        form::models_not_loaded(NoModels::Status(404)),
        form::models_not_loaded(NoModels::Status(401)),
        form::models_not_loaded(NoModels::TimedOut),
        form::models_not_loaded(NoModels::Unreadable),
        notices::key_forgotten(15.0, true),
        notices::for_host("config.json: gateways[0].Models is unknown and was ignored. Did you mean models?"),
        shell::theme("dark"),
    ];
    let more = ready.not_run().profiles;
    lines.extend(more.iter().map(|(profile, checks)| results::run_profile(*profile, *checks)));
    lines.extend(
        ChosenProfile::ALL.map(|it| format!("{}: {}. {}", it.id(), it.label(), form::profile_purpose(it))),
    );
    lines.extend(shell::KEYS.map(|(keys, what)| format!("{keys}: {what}")));
    lines.extend(
        [
            shell::WELCOME,
            shell::WELCOME_TEXT,
            form::API_KEY_HINT,
            form::CODE_HINT,
            form::REMEMBER,
            form::REMEMBER_HINT,
            form::REPEAT_HINT,
            results::FOR_CONTACT,
            notices::NOT_COPIED,
            notices::NOT_SAVED,
            notices::NOT_READ,
            notices::COMPARE_LATER,
            notices::LINK_HELD_KEY,
            notices::KEY_TAKEN_OUT,
            notices::KEY_IS_GONE,
            notices::CONFIG_NOT_USED,
            notices::ELSEWHERE_REFUSED,
            notices::FORGOTTEN,
            notices::NOT_KEPT,
            ui_text::export::NO_KEY_INSIDE,
        ]
        .map(str::to_owned),
    );
    lines.extend(shell::PREREQUISITE.map(str::to_owned));
    check("screen", lines);
}
