//! The list of models.

use gateway_check::redact::Mask;
use gateway_check::runner::{Cancel, NoModels, models};
use gateway_check::target::BaseUrl;
use gateway_check::wire::Redirects;

use super::scripted::{KEY, Script, Scripted, key};

async fn listed(script: &Script, cancel: &Cancel) -> Result<Vec<String>, NoModels> {
    let respond = |_: &_, _| script.clone();
    let (transport, mask) = (Scripted::new(&respond), Mask::of_secrets(&[KEY]));
    let names = models(&transport, &base_url(), Some(&key()), Redirects::Follow, &mask, cancel).await?;
    Ok(names.iter().map(ToString::to_string).collect())
}

fn base_url() -> BaseUrl {
    BaseUrl::parse("https://gateway.example/v1").expect("a base URL")
}

#[tokio::test(start_paused = true)]
async fn names_come_in_order_and_without_those_that_hold_a_key() {
    let list = format!(r#"{{"data":[{{"id":"b"}},{{"id":"m/{KEY}"}},{{"id":"a"}}]}}"#);
    let names = listed(&Script::json(1, 200, &list), &Cancel::default()).await;
    assert_eq!(names, Ok(vec!["b".to_owned(), "a".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn why_there_is_no_list_is_told() {
    let cancel = Cancel::default();
    assert_eq!(listed(&Script::json(1, 404, "{}"), &cancel).await, Err(NoModels::Status(404)));
    assert_eq!(listed(&Script::silence(), &cancel).await, Err(NoModels::TimedOut));
    assert_eq!(listed(&Script::no_reply(1, ""), &cancel).await, Err(NoModels::Unreadable));
    cancel.cancel();
    assert_eq!(listed(&Script::silence(), &cancel).await, Err(NoModels::Unreadable));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_not_followed_where_the_page_must_not() {
    let respond = |_: &_, _| Script::json(1, 0, "");
    let (transport, mask, cancel) = (Scripted::new(&respond), Mask::default(), Cancel::default());
    let names = models(&transport, &base_url(), Some(&key()), Redirects::Refuse, &mask, &cancel).await;
    assert_eq!(names.err(), Some(NoModels::Unreadable));
    assert_eq!(transport.seen.borrow()[0].request.redirects, Redirects::Refuse);
}
