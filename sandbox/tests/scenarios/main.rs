//! Every drill against the rows of the sandbox that are made for it, through the page's own runner and the
//! model of a browser: in process, in a time that passes by itself, and where nothing depends on time also
//! over a socket.

// The trials of the model itself, and of the rows that confirm it, run with the behaviours.
#[allow(dead_code, unused_imports)]
#[path = "../behaviours/browser/mod.rs"]
mod browser;
mod case;
mod table;
#[path = "../behaviours/transport.rs"]
mod transport;

use case::{Case, Way};
use gateway_check::check::Verdict;
use gateway_check::scenario::DRILLS;
use libtest_mimic::{Arguments, Failed, Trial};
use table::CASES;

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> =
        CASES.iter().flat_map(|case| Way::ALL.map(|way| (case, way))).filter_map(trial).collect();
    trials.push(Trial::test("every drill passes at one row and warns at another", complete));
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial((case, way): (&'static Case, Way)) -> Option<Trial> {
    if case.is_timed && way == Way::Socket {
        return None;
    }
    Some(Trial::test(format!("{case}, {way}"), move || case.check(way).map_err(Failed::from)))
}

fn complete() -> Result<(), Failed> {
    let has = |drill, verdict| CASES.iter().any(|it| it.drill == drill && it.verdict == verdict);
    let is_missing = |id: &_| !has(*id, Verdict::Pass) || !has(*id, Verdict::Warn);
    let missing: Vec<_> = DRILLS.iter().map(|drill| drill.id).filter(is_missing).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{missing:?}").into()) }
}
