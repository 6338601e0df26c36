//! `config.json`, where there is one: fills the form without overwriting what was typed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Session;
use crate::browser::{page, site_file};
use crate::config::{Config, ConfigProblem, Loaded, UnknownField};
use crate::prefill;
use crate::ui_text::{closed, notices};

/// Problems of the file: the path of each mistake, and a sentence.
#[derive(Clone, Copy)]
pub struct ConfigProblems(pub RwSignal<Vec<(String, String)>>);

impl Default for ConfigProblems {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

/// Reads the file and applies it, then calls `then`, whatever the result.
pub fn load(
    session: Session,
    title: RwSignal<String>,
    problems: ConfigProblems,
    then: impl FnOnce() + 'static,
) {
    spawn_local(async move {
        let fetched = site_file::read("config.json").await;
        match Loaded::of(&fetched, &page::host_wish(), &page::plain_address()) {
            Loaded::Used(config) => {
                problems.0.set(slips(&config.unknown));
                fill(session, title, config);
            }
            Loaded::Without => {}
            Loaded::Unavailable(missing) => page::tell_console(&closed::unavailable(missing)),
            Loaded::Ignored(found) => problems.0.set(not_used(&found)),
            Loaded::Closed(closed) => session.form.closed.set(Some(closed)),
        }
        then();
    });
}

/// The reasons why the file is not used, one line per mistake.
fn not_used(problems: &[ConfigProblem]) -> Vec<(String, String)> {
    let mut lines = vec![(String::new(), notices::CONFIG_NOT_USED.to_owned())];
    lines.extend(problems.iter().map(|problem| (problem.shown_path(), problem.sentence())));
    lines
}

/// The unknown fields of a file that is used, if another one was likely meant.
fn slips(unknown: &[UnknownField]) -> Vec<(String, String)> {
    let slips = unknown.iter().filter(|field| field.meant.is_some());
    slips.map(|field| (field.path.clone(), notices::for_host(&field.sentence()))).collect()
}

fn fill(session: Session, title: RwSignal<String>, mut config: Config) {
    let form = session.form;
    for field in &config.unknown {
        page::tell_console(&field.sentence());
    }
    if let Some(named) = config.title.take() {
        document().set_title(&named);
        title.set(named);
    }
    form.intro.set(config.intro.take());
    if let Some(minutes) = config.key_minutes {
        form.key_minutes.set(minutes);
    }
    let (typed, profile) = (untrack(|| form.typed()), form.profile.get_untracked());
    form.apply(prefill::of_config(config, &typed, profile));
}
