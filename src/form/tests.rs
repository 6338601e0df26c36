use super::*;
use crate::target::KeyProblem;

fn good() -> FormInput {
    FormInput {
        base_url: "https://a.example/v1".to_owned(),
        api_key: "gc-test-1".to_owned(),
        model: "m".to_owned(),
        prompt: "Hi".to_owned(),
        timeout_s: "60".to_owned(),
        ..FormInput::default()
    }
}

#[track_caller]
fn check(change: impl FnOnce(&mut FormInput), problem: &Problem) {
    let mut typed = good();
    assert!(typed.validate().is_some());
    change(&mut typed);
    assert_eq!(typed.problems(), std::slice::from_ref(problem));
    assert_eq!(typed.validate().is_none(), problem.severity() == Severity::Error);
}

#[test]
fn a_good_form_has_no_problem() {
    assert_eq!(good().problems(), []);
    assert_eq!(good().validate().unwrap().timeout_s, 60);
}

#[test]
fn a_server_without_keys_can_be_tested_without_one() {
    let typed = FormInput { api_key: String::new(), ..good() };
    assert_eq!(typed.problems(), []);
    assert_eq!(typed.validate().unwrap().target.key, None);
}

#[test]
fn each_field_has_its_problem() {
    check(|typed| typed.base_url.clear(), &Problem::Url(UrlProblem::Missing));
    check(|typed| typed.is_forbidden_gateway = true, &Problem::Elsewhere);
    check(|typed| typed.is_closed = true, &Problem::Closed);
    check(
        |typed| typed.unknown_gateway = Some("Prod".to_owned()),
        &Problem::UnknownGateway("Prod".to_owned()),
    );
    check(|typed| typed.base_url = "http://a.example/v1".to_owned(), &Problem::Url(UrlProblem::Insecure));
    check(|typed| typed.api_key = "gc test".to_owned(), &Problem::Key(KeyProblem::HasSpace { at: 2 }));
    check(|typed| typed.model.clear(), &Problem::Model(ModelProblem::Missing));
    check(|typed| typed.prompt = " \n".to_owned(), &Problem::PromptMissing);
    for text in ["", "0", "601", "-1", "1e3"] {
        check(|typed| typed.timeout_s = text.to_owned(), &Problem::TimeLimit);
    }
}

#[test]
fn a_key_in_the_model_or_the_prompt_is_noted_and_sent_all_the_same() {
    check(|typed| typed.model = "sk-proj-gc-test".to_owned(), &Problem::HoldsKey(FieldName::Model));
    let prompt = "My key is sk-proj-gc-test, is it good?".to_owned();
    check(|typed| typed.prompt = prompt.clone(), &Problem::HoldsKey(FieldName::Prompt));
    assert_eq!(Problem::HoldsKey(FieldName::Prompt).severity(), Severity::Warning);
    let usual =
        FormInput { model: "pplx-70b-online".to_owned(), prompt: "What is a key?".to_owned(), ..good() };
    assert_eq!(usual.problems(), []);
    let long = FormInput { prompt: format!("{}{prompt}", "é ".repeat(10_000)), ..good() };
    assert_eq!(long.problems(), [], "only the beginning is looked at");
}

#[test]
fn a_key_for_something_else_needs_consent() {
    let other = |mismatch| Problem::Mismatch(mismatch);
    let storage = format!("AKIA{}", "GCTEST0123456789");
    check(|typed| typed.api_key = storage, &other(Mismatch::Storage("Amazon S3")));
    check(|typed| typed.api_key = "sk-ant-gc-test".to_owned(), &other(Mismatch::OtherSystem("Anthropic")));
    assert_eq!(other(Mismatch::Storage("Amazon S3")).severity(), Severity::NeedsConfirmation);
    assert_eq!(other(Mismatch::Storage("Amazon S3")).field(), FieldName::ApiKey);
}

#[test]
fn nothing_is_sent_without_the_key_that_the_page_deleted_unless_the_user_agrees() {
    let fields = [FieldName::BaseUrl, FieldName::ApiKey];
    let delete = |typed: &mut FormInput| {
        typed.api_key.clear();
        typed.is_key_deleted = true;
    };
    check(delete, &Problem::KeyDeleted);
    let mut deleted = good();
    delete(&mut deleted);
    assert_eq!(deleted.visible_problems(false), []);
    assert_eq!(deleted.first_blocking_problem(&fields, false), Some(Problem::KeyDeleted));
    assert_eq!(deleted.first_blocking_problem(&fields, true), None);
    assert_eq!(FormInput { is_key_deleted: true, ..good() }.problems(), []);
}

#[test]
fn a_preset_gateways_key_needs_consent_to_go_past_it() {
    let provider = FormInput { base_url: "https://api.openai.com/v1".to_owned(), ..good() };
    let own = FormInput { key_prefix: Some("gc-test-".to_owned()), ..provider.clone() };
    let remark = Problem::Url(UrlProblem::ProviderHost { provider: "OpenAI" });
    assert_eq!(provider.problems(), std::slice::from_ref(&remark));
    assert_eq!(own.problems(), [remark, Problem::Mismatch(Mismatch::GatewayKeyAtProvider("OpenAI"))]);
    assert_eq!(FormInput { key_prefix: Some("gc-test-".to_owned()), ..good() }.problems(), []);
}

#[test]
fn what_needs_consent_blocks_until_it_is_given_and_what_is_wrong_blocks_all_the_same() {
    const ALL: [FieldName; 5] =
        [FieldName::BaseUrl, FieldName::ApiKey, FieldName::Model, FieldName::Prompt, FieldName::TimeoutS];
    const NOT_SENT: [FieldName; 2] = [FieldName::BaseUrl, FieldName::ApiKey];
    let storage = FormInput { api_key: format!("AKIA{}", "GCTEST0123456789"), ..good() };
    let mismatch = Some(Problem::Mismatch(Mismatch::Storage("Amazon S3")));
    assert_eq!(good().first_blocking_problem(&ALL, false), None);
    assert_eq!(storage.first_blocking_problem(&ALL, false), mismatch);
    assert_eq!(storage.first_blocking_problem(&NOT_SENT, false), mismatch);
    assert_eq!(storage.first_blocking_problem(&ALL, true), None);
    let empty = FormInput { prompt: String::new(), ..storage };
    assert_eq!(empty.first_blocking_problem(&ALL, true), Some(Problem::PromptMissing));
    assert_eq!(empty.first_blocking_problem(&NOT_SENT, true), None);
    let remarked = FormInput { base_url: "http://localhost:1/v1/".to_owned(), ..good() };
    assert!(remarked.problems().iter().all(|problem| problem.severity() == Severity::Warning));
    assert_eq!(remarked.first_blocking_problem(&ALL, false), None);
}

#[test]
fn what_is_missing_is_told_only_once_sending_was_tried() {
    let form = FormInput { model: String::new(), timeout_s: "0".to_owned(), ..good() };
    assert_eq!(form.visible_problems(false), [Problem::TimeLimit]);
    assert_eq!(form.visible_problems(true), form.problems());
}

#[test]
fn a_closed_form_says_so_once_sending_was_tried_and_no_consent_opens_it() {
    let form = FormInput { is_closed: true, ..good() };
    assert_eq!(form.visible_problems(false), []);
    assert_eq!(form.visible_problems(true), [Problem::Closed]);
    assert_eq!(form.first_blocking_problem(&[], true), Some(Problem::Closed));
    let name = "Prod".to_owned();
    let elsewhere = FormInput { unknown_gateway: Some(name.clone()), ..good() };
    assert_eq!(elsewhere.first_blocking_problem(&[], false), Some(Problem::UnknownGateway(name)));
    assert_eq!(elsewhere.first_blocking_problem(&[], true), None);
}

#[test]
fn what_is_pasted_with_too_much_or_too_little_comes_with_its_correction() {
    let form = FormInput {
        base_url: "gateway.example/v1".to_owned(),
        api_key: "Bearer gc-test-1".to_owned(),
        model: " m ".to_owned(),
        ..FormInput::default()
    };
    let fixes: Vec<_> = form.problems().iter().map(|problem| form.fix(problem)).collect();
    let fixes: Vec<_> = fixes.iter().map(Option::as_deref).collect();
    assert_eq!(fixes, [Some("https://gateway.example/v1"), Some("gc-test-1"), Some("m"), None, None]);
}

#[test]
fn what_is_pasted_around_a_base_url_can_be_taken_off() {
    for (typed, fix) in [
        ("https://gateway.example/v1 ", Some("https://gateway.example/v1")),
        ("\u{200b}“https://gateway.example/v1”", Some("https://gateway.example/v1")),
        ("<https://gateway.example/v1/models>", Some("https://gateway.example/v1/models")),
        ("https://gate way.example/v1", None),
        ("\"gc-test-1\"", None),
    ] {
        let form = FormInput { base_url: typed.to_owned(), ..good() };
        let fixes: Vec<_> = form.problems().iter().map(|problem| form.fix(problem)).collect();
        assert_eq!(fixes, [fix.map(str::to_owned)], "{typed}");
    }
}

#[test]
fn a_half_typed_address_is_not_called_wrong() {
    for (typed, is_unfinished) in [
        ("", true),
        ("htt", true),
        ("https:/", true),
        ("https://", true),
        ("https://a.", true),
        ("gateway", false),
    ] {
        let form = FormInput { base_url: typed.to_owned(), ..good() };
        assert!(
            form.problems().iter().all(|problem| form.is_unfinished(problem) == is_unfinished),
            "{typed}"
        );
    }
}

#[test]
fn a_key_stays_for_its_own_origin_alone() {
    let here = "https://gateway.example/v1";
    for same in
        [here, "https://gateway.example", "https://GATEWAY.example:443/other", " https://gateway.example/v1 "]
    {
        assert!(may_keep_key(here, same), "{same}");
    }
    for other in [
        "https://gateway.example.evil.example/v1",
        "https://gateway.example:8443/v1",
        "http://gateway.example/v1",
        "",
        "gateway",
    ] {
        assert!(!may_keep_key(here, other), "{other}");
        assert!(!may_keep_key(other, here), "{other}");
    }
    assert!(may_keep_key("", ""));
    assert!(may_keep_key("gateway.example/v1", here));
    assert!(may_keep_key("https//gateway.example/v1", "https//gateway.example/v1"));
    for odd in [
        "gateway.example.evil.example/v1",
        "https://gateway.example@evil.example",
        "evil.example/gateway.example",
    ] {
        assert!(!may_keep_key(odd, "https://evil.example.other/v1"), "{odd}");
    }
    assert!(!may_keep_key("https://good.example\\@evil.example/v1", "https://evil.example/v1"));
}
