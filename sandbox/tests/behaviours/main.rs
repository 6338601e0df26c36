//! Every behaviour of the sandbox, through the page's own runner and a model of a browser, in a time
//! that passes by itself: plain, streamed, and with the checks of Standard and of Full.

mod browser;
mod canary;
mod case;
mod clients;
mod oracle;
mod transport;

use browser::{Decision, Decisions};
use case::{Case, Way};
use gateway_check::probe::Profile;
use gateway_check_sandbox::behaviour::is_in_browser;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = browser::tests::trials();
    trials.push(Trial::test("a real browser confirms all that the model decides", confirmed));
    trials.extend(clients::trials());
    trials.extend(Case::all().map(trial));
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(case: Case) -> Trial {
    let run = move || oracle::check(case, &case.run(&Decisions::default())).map_err(Into::into);
    Trial::test(case.to_string(), run)
}

/// The rows that are also run in a real browser must make the model decide everything it can.
fn confirmed() -> Result<(), Failed> {
    let decisions = Decisions::default();
    for case in
        Case::all().filter(|case| is_in_browser(case.row.id) && case.way != Way::Checks(Profile::Full))
    {
        case.run(&decisions);
    }
    let all = decisions.all();
    let missing: Vec<_> = Decision::ALL.into_iter().filter(|it| !all.contains(it)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no row in a browser shows {missing:?}").into()) }
}
