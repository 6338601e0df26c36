//! Tests that programs do what the page says about them: of every row, a run of Full predicts which requests
//! of each program are answered, and runs the real programs of `tests/clients/`.

mod known;
mod program;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gateway_check::client::{self, CLIENTS, Client, Feature, State};
use gateway_check::probe::Profile;
use gateway_check::redact::Mask;
use gateway_check::view::View;
use gateway_check_sandbox::behaviour::{self, Behaviour};
use libtest_mimic::{Failed, Trial};

use crate::browser::Decisions;
use crate::case::{Case, Way};

/// The requests that the real programs send.
const TRIED: [Feature; 4] = [Feature::Plain, Feature::Streamed, Feature::Tools, Feature::Json];

/// Prediction for each request: that it is answered or not, or nothing.
type Predicted = BTreeMap<&'static str, Option<bool>>;

/// Builds the trials: for some telling rows what follows from a run of Full, frozen; and, if the programs
/// are there, a trial for each.
pub fn trials() -> impl Iterator<Item = Trial> {
    let frozen = FROZEN.iter().map(|(row, usual, others)| {
        let run = move || outcomes(behaviour::find(row).ok_or("no such row")?, usual, others);
        Trial::test(format!("programs at {row}"), run)
    });
    let tried = CLIENTS.iter().filter(|client| client.is_tried && program::are_there());
    let real = tried.map(|client| {
        let run = move || compare(client);
        Trial::test(format!("the program {} does what is predicted", client.id), run)
    });
    frozen.chain(real)
}

/// A row, what it means for most programs, and for which ones it means something else.
type Frozen = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CODEX: (&str, &str) = ("codex-cli", "not-tested");

const FROZEN: &[Frozen] = &[
    ("healthy", "works", &[CODEX]),
    ("wrong-key", "will-not", &[]),
    ("not-found", "will-not", &[]),
    ("rate-limited", "not-tested", &[]),
    ("no-cors", "not-tested", &[]),
    ("finish-null", "works", &[("async-openai", "works-without"), CODEX]),
    (
        "content-parts",
        "works-without",
        &[
            ("vercel-ai-sdk", "works"),
            ("open-webui", "works"),
            ("librechat", "works"),
            ("continue", "works"),
            ("cline", "works"),
            CODEX,
        ],
    ),
    (
        "cut-stream",
        "works-without",
        &[
            ("open-webui", "will-not"),
            ("librechat", "will-not"),
            ("continue", "will-not"),
            ("cline", "will-not"),
            CODEX,
            ("n8n", "works"),
        ],
    ),
    (
        "stream-options-refused",
        "works",
        &[
            ("open-webui", "not-tested"),
            ("librechat", "not-tested"),
            ("continue", "will-not"),
            ("cline", "will-not"),
            CODEX,
        ],
    ),
    ("tools-refused", "works-without", &[CODEX]),
    ("no-responses", "works", &[("codex-cli", "will-not"), ("n8n", "works-without")]),
];

/// Expects the outcome of every program.
fn outcomes(row: &'static Behaviour, usual: &str, others: &[(&str, &str)]) -> Result<(), Failed> {
    let view = view(row);
    let predictions = client::predict(&view);
    let of_client = |it: &client::Prediction<'_>| (it.id, it.outcome().id());
    let differing = predictions.iter().map(of_client).filter(|(_, outcome)| *outcome != usual);
    let differing: Vec<_> = differing.collect();
    if differing == others { Ok(()) } else { Err(format!("not {usual}: {differing:?}").into()) }
}

/// The rows that a program can be asked: those without a key are not for SDKs, which demand one, and those
/// that count requests are another gateway for each.
fn rows() -> impl Iterator<Item = &'static Behaviour> {
    behaviour::all().filter(|row| row.key != Some("") && !known::is_counting(row.id))
}

/// Returns the predictions of Full for every row and every program.
fn predictions() -> &'static BTreeMap<&'static str, BTreeMap<&'static str, Predicted>> {
    static PREDICTIONS: OnceLock<BTreeMap<&'static str, BTreeMap<&'static str, Predicted>>> = OnceLock::new();
    PREDICTIONS.get_or_init(|| rows().map(|row| (row.id, predicted(row))).collect())
}

/// Returns the view of a run of Full.
fn view(row: &'static Behaviour) -> View {
    let case = Case { row, way: Way::Checks(Profile::Full) };
    View::new(&case.run(&Decisions::default()).assessment, &Mask::default())
}

fn predicted(row: &'static Behaviour) -> BTreeMap<&'static str, Predicted> {
    let view = view(row);
    let answered = |state: &State<'_>| match state {
        State::Works => Some(true),
        State::Fails(_) => Some(false),
        State::Open(_) => None,
    };
    let of_client = |it: client::Prediction<'_>| {
        (it.id, it.states.iter().map(|(feature, state)| (feature.as_str(), answered(state))).collect())
    };
    client::predict(&view).into_iter().map(of_client).collect()
}

/// Asks the program every row, and fails with each request that is answered although it should not be, or
/// the reverse; and with a prediction that says too little.
fn compare(client: &Client) -> Result<(), Failed> {
    let observed = program::ask(client.id, rows())?;
    let mut problems = Vec::new();
    let (mut said, mut all) = (0, 0);
    for row in rows() {
        let outcome = observed.get(row.id).ok_or_else(|| format!("nothing about {}", row.id))?;
        for feature in TRIED {
            let predicted = predictions()[row.id][client.id].get(feature.as_str()).copied().flatten();
            let (is_answered, why) = (outcome.is_answered(feature), outcome.words(feature));
            all += 1;
            said += usize::from(predicted.is_some());
            let is_known = known::is_known(client.id, row.id, feature);
            if predicted.is_some_and(|predicted| predicted != is_answered) != is_known {
                problems.push(format!(
                    "{}, {feature}: predicted {predicted:?}, {is_answered} ({why}){}",
                    row.id,
                    if is_known { ", and known as a difference" } else { "" }
                ));
            }
        }
    }
    println!("{}: {said} of {all} requests predicted", client.id);
    // What says nothing is never wrong.
    if said * 5 < all * 3 {
        problems.push(format!("only {said} of {all} requests are predicted"));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}
