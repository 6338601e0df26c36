//! What the page says about programs is what they do: of every row, a run of Full predicts which requests
//! of each program are answered, and the real programs of `tests/clients/` are asked.

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

/// What is predicted of a request: that it is answered or not, or nothing.
type Predicted = BTreeMap<&'static str, Option<bool>>;

/// A trial for each program that can be installed. Without the programs they are ignored, not passed.
pub fn trials() -> impl Iterator<Item = Trial> {
    CLIENTS.iter().filter(|client| client.is_tried).map(|client| {
        let program = program::of(client.id);
        let is_missing = program.is_none();
        let run = move || program.map_or(Ok(()), |program| compare(client, &program));
        Trial::test(format!("the program {} does what is predicted", client.id), run)
            .with_ignored_flag(is_missing)
    })
}

/// The rows that a program can be asked: those without a key are not for SDKs, which demand one.
fn rows() -> impl Iterator<Item = &'static Behaviour> {
    behaviour::all().filter(|row| row.key != Some(""))
}

/// What Full predicts of every row for every program.
fn predictions() -> &'static BTreeMap<&'static str, BTreeMap<&'static str, Predicted>> {
    static PREDICTIONS: OnceLock<BTreeMap<&'static str, BTreeMap<&'static str, Predicted>>> = OnceLock::new();
    PREDICTIONS.get_or_init(|| rows().map(|row| (row.id, predicted(row))).collect())
}

fn predicted(row: &'static Behaviour) -> BTreeMap<&'static str, Predicted> {
    let case = Case { row, way: Way::Checks(Profile::Full) };
    let view = View::new(&case.run(&Decisions::default()).assessment, &Mask::default());
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
fn compare(client: &Client, program: &program::Program) -> Result<(), Failed> {
    let observed = program.ask(rows())?;
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
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}
