use super::*;
use crate::profile::Profile;

const A: &str = "https://a.example/v1";
const B: &str = "https://b.example/v1";
const C: &str = "https://c.example/v1";

fn gateway(name: &str, base_url: &str, models: &[&str]) -> Gateway {
    Gateway {
        name: name.to_owned(),
        base_url: base_url.to_owned(),
        models: models.iter().map(|model| (*model).to_owned()).collect(),
        ..Gateway::default()
    }
}

/// Three gateways, the last one with the base URL of the first.
fn gateways(is_only: bool) -> GatewayList {
    let gateways = vec![gateway("a", A, &["m-a", "m-b"]), gateway("b", B, &[]), gateway("c", A, &[])];
    GatewayList { gateways, chosen: 0, is_only }
}

/// The form as it is before anybody has typed.
fn untouched() -> FormInput {
    FormInput {
        prompt: DEFAULT_PROMPT.to_owned(),
        timeout_s: DEFAULT_TIMEOUT_S.to_owned(),
        ..FormInput::default()
    }
}

fn with_base_url(base_url: &str) -> FormInput {
    FormInput { base_url: base_url.to_owned(), ..untouched() }
}

fn base_url(to: &str) -> Edit {
    Edit::BaseUrl(to.to_owned())
}

fn first_base_url(to: &str) -> Edit {
    Edit::FirstBaseUrl(to.to_owned())
}

fn model(name: &str) -> Edit {
    Edit::Model(name.to_owned())
}

fn link(fragment: &str) -> Link {
    Link::parse(fragment)
}

#[test]
fn saved_data_fills_only_what_nobody_has_typed() {
    let memory = || Memory {
        base_url: A.to_owned(),
        model: "m".to_owned(),
        prompt: "Hi".to_owned(),
        ..Memory::default()
    };
    let all = [first_base_url(A), model("m"), Edit::Prompt("Hi".to_owned())];
    assert_eq!(of_memory(memory(), &untouched()), all);
    assert_eq!(of_memory(memory(), &with_base_url(B)), all[1..]);
    let typed = FormInput { model: "mine".to_owned(), prompt: String::new(), ..untouched() };
    assert_eq!(of_memory(memory(), &typed), all[..1]);
    assert_eq!(of_memory(Memory::default(), &untouched()), []);
}

/// The edits after the gateways, of a file with these gateways.
#[track_caller]
fn check_config(is_only: bool, typed: &FormInput, expected: &[Edit]) {
    let GatewayList { gateways, is_only, .. } = gateways(is_only);
    let config = Config { gateways, only_these_gateways: is_only, ..Config::default() };
    let edits = of_config(config, typed, ChosenProfile::default());
    assert_eq!(edits[0], Edit::Gateways(self::gateways(is_only)));
    assert_eq!(&edits[1..], expected);
}

#[test]
fn the_first_gateway_fills_a_form_that_nobody_has_begun() {
    let first = [Edit::Gateway(0), first_base_url(A), model("m-a")];
    check_config(false, &untouched(), &first);
    let with_model = FormInput { model: "mine".to_owned(), ..untouched() };
    check_config(false, &with_model, &[]);
    check_config(true, &with_model, &first);
}

#[test]
fn a_typed_base_url_stays_unless_the_host_forbids_it() {
    check_config(false, &with_base_url(C), &[]);
    for is_only in [false, true] {
        check_config(is_only, &with_base_url("https://B.example/v1/"), &[Edit::Gateway(1)]);
    }
    check_config(
        true,
        &with_base_url(C),
        &[Edit::RefuseBaseUrl, Edit::Gateway(0), first_base_url(A), model("m-a")],
    );
}

#[test]
fn the_values_of_the_file_replace_only_the_defaults() {
    let config = || Config {
        prompt: Some("Hi".to_owned()),
        timeout_s: Some(9),
        profile: Some(Profile::Full.into()),
        stream: Some(true),
        ..Config::default()
    };
    let all = [
        Edit::Gateways(GatewayList::default()),
        Edit::Prompt("Hi".to_owned()),
        Edit::TimeoutS(9),
        Edit::Profile(Profile::Full.into()),
        Edit::Streamed(true),
    ];
    assert_eq!(of_config(config(), &untouched(), ChosenProfile::default()), all);
    let typed = FormInput { prompt: "Mine".to_owned(), timeout_s: "5".to_owned(), ..untouched() };
    assert_eq!(of_config(config(), &typed, Profile::Quick.into()), [all[0].clone(), all[4].clone()]);
    // Whoever ticked it meanwhile has chosen.
    let plain = Config { stream: Some(false), ..Config::default() };
    assert_eq!(of_config(plain, &untouched(), ChosenProfile::default()), all[..1]);
}

#[track_caller]
fn check_link(fragment: &str, is_only: bool, expected: &[Edit]) {
    assert_eq!(of_link(link(fragment), &with_base_url(C), &gateways(is_only)), expected, "{fragment}");
}

#[test]
fn a_link_replaces_what_it_names_and_ends_the_consent() {
    check_link("", false, &[]);
    check_link("profile=full", false, &[Edit::Profile(Profile::Full.into())]);
    check_link("model=m", false, &[Edit::WithdrawConsent, model("m")]);
    check_link("prompt=Hi", false, &[Edit::WithdrawConsent, Edit::Prompt("Hi".to_owned())]);
    check_link("base_url=https://d.example/v1", false, &[base_url("https://d.example/v1")]);
}

#[test]
fn a_link_leads_nowhere_that_the_host_forbids() {
    check_link("base_url=https://d.example/v1", true, &[Edit::RefuseBaseUrl]);
    check_link("base_url=https://b.example/v1", true, &[Edit::Gateway(1), base_url(B)]);
}

#[test]
fn a_gateway_that_a_link_names_comes_first_and_its_base_url_second() {
    let named = [Edit::UnknownGateway(None), Edit::Gateway(2), base_url(A)];
    check_link("gateway=c", false, &named);
    // Of two gateways with this base URL, the link names the second.
    let both = [&named[..], &[Edit::Gateway(2), base_url(A)]].concat();
    check_link("gateway=c&base_url=https://a.example/v1", false, &both);
    let other = [&named[..], &[base_url("https://d.example/v1")]].concat();
    check_link("gateway=c&base_url=https://d.example/v1", false, &other);
    let refused = [&named[..], &[Edit::RefuseBaseUrl]].concat();
    check_link("gateway=c&base_url=https://d.example/v1", true, &refused);
}

#[test]
fn a_gateway_that_is_not_known_is_remembered_with_the_base_url_it_is_not() {
    let unknown = Edit::UnknownGateway(Some(("x".to_owned(), C.to_owned())));
    check_link("gateway=x", false, &[Edit::WithdrawConsent, unknown.clone()]);
    check_link("gateway=x&base_url=https://b.example/v1", false, &[Edit::Gateway(1), base_url(B)]);
    let refused = [Edit::RefuseBaseUrl, Edit::WithdrawConsent, unknown];
    check_link("gateway=x&base_url=https://d.example/v1", true, &refused);
}

#[test]
fn a_chosen_gateway_fills_its_base_url_and_its_first_model() {
    let edits = |index| of_gateway(index, &gateways(true));
    let first = [Edit::UnknownGateway(None), Edit::Gateway(0), base_url(A), model("m-a")];
    assert_eq!(edits(0), first);
    assert_eq!(edits(1), [Edit::UnknownGateway(None), Edit::Gateway(1), base_url(B)]);
    assert_eq!(edits(3), [Edit::UnknownGateway(None)]);
}

#[test]
fn pasted_settings_fill_the_form_whole_or_not_at_all() {
    let key = || ApiKey::parse("gc-test-1").unwrap();
    let pasted = |base_url: &str| Pasted {
        base_url: Some(base_url.to_owned()),
        api_key: key(),
        model: Some("m".to_owned()),
        is_streamed: Some(false),
        ..Pasted::default()
    };
    let rest = [
        Edit::Key(key().unwrap()),
        Edit::WithdrawConsent,
        model("m"),
        Edit::Streamed(false),
        Edit::Focus(FieldName::Prompt),
    ];
    let open = [&[base_url(C)][..], &rest].concat();
    assert_eq!(of_pasted(pasted(C), &gateways(false)), open);
    let known = [&[Edit::Gateway(1), base_url(B)][..], &rest].concat();
    assert_eq!(of_pasted(pasted(B), &gateways(true)), known);
    assert_eq!(of_pasted(pasted(C), &gateways(true)), [Edit::RefuseBaseUrl]);
    let nothing = of_pasted(Pasted::default(), &gateways(true));
    assert_eq!(nothing, [Edit::WithdrawConsent, Edit::Focus(FieldName::ApiKey)]);
}
