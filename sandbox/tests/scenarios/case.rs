//! One case: a drill, the row it is tried on, and what must come of it.

use std::fmt;
use std::net::Ipv4Addr;

use gateway_check::check::Verdict;
use gateway_check::config::Expectations;
use gateway_check::field::FieldName;
use gateway_check::form::ValidForm;
use gateway_check::redact::Mask;
use gateway_check::report::Report;
use gateway_check::run::Run;
use gateway_check::runner::{Cancel, Job, Limits, play, scenario_report};
use gateway_check::scenario::{self, Inputs, ScenarioId, Trial};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check_sandbox::behaviour;
use gateway_check_sandbox::gateway::MODELS;
use gateway_check_sandbox::server::{self, InProcess};
use tokio::net::TcpListener;

use crate::browser::{Decisions, Network};
use crate::transport::{BrowserTransport, browser_context};

/// A drill on a row.
pub struct Case {
    /// The drill.
    pub drill: ScenarioId,
    /// The row's id.
    pub row: &'static str,
    /// Values of the drill's fields.
    pub fields: &'static [(FieldName, &'static str)],
    /// Expected verdict.
    pub verdict: Verdict,
    /// Words of its summary, of what it observed and of its steps.
    pub says: &'static [&'static str],
    /// Number of requests that it sends.
    pub requests: usize,
    /// Number of tokens that it announces as its cost.
    pub tokens: u32,
    /// True if it depends on requests that overlap.
    pub is_timed: bool,
}

/// Way in which the requests go to the sandbox.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Without a socket, in a time that passes by itself.
    InProcess,
    /// Over a socket of this machine.
    Socket,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::InProcess, Self::Socket];
}

/// The key of the connection form, which no row but `rotates` refuses, and the new one.
const OLD_KEY: &str = "gc-test-old-5e8b1d70c42f";
pub const NEW_KEY: &str = "gc-test-new-93a6f0d87b1c";
/// Secrets that the gateways of some rows say aloud when they refuse a key.
const SAID_ALOUD: [&str; 7] = [
    "gw-north-2031",
    "team7-xk42",
    "ab12cd",
    "ef34gh",
    "gw-ost-77",
    "0f3c5a7e9b1d2c4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6",
    "gc-test-expected-4f7Qm29xLpZ8",
];
const TIMEOUT_S: u32 = 20;

impl fmt::Display for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::InProcess => "in process",
            Self::Socket => "over a socket",
        })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.drill, self.row)?;
        let fields = self.fields.iter().filter(|(_, value)| *value != NEW_KEY);
        fields.into_iter().try_for_each(|(_, value)| write!(formatter, ", {}", value.replace('\n', " ")))
    }
}

impl Case {
    /// Runs it, and fails with all that is otherwise than expected.
    pub fn check(&self, way: Way) -> Result<(), String> {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let builder = match way {
            Way::InProcess => builder.enable_time().start_paused(true),
            Way::Socket => builder.enable_all(),
        };
        let (trials, report) = builder.build().expect("a runtime").block_on(self.play(way));
        let problems = self.problems(&trials, &report);
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    }

    async fn play(&self, way: Way) -> (Vec<Trial>, Report) {
        let row = behaviour::find(self.row).expect(self.row);
        let (network, base_url) = match way {
            Way::InProcess => {
                let sandbox = InProcess::new();
                let base_url = sandbox.base_url(row);
                (Network::InProcess(sandbox), base_url)
            }
            Way::Socket => {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
                let at = listener.local_addr().expect("its number");
                let router = server::open().await.expect("further ports");
                tokio::spawn(async { axum::serve(listener, router).await });
                (Network::Loopback, format!("http://{at}{}", row.base_path()))
            }
        };
        let form = ValidForm {
            target: Target {
                base_url: BaseUrl::parse(&base_url).expect("a base URL"),
                key: ApiKey::parse(OLD_KEY).expect("a key"),
                model: ModelName::parse(MODELS[0]).expect("a model"),
            },
            prompt: "Say hello.".to_owned(),
            timeout_s: TIMEOUT_S,
        };
        let text = |name: FieldName| {
            let found = self.fields.iter().find(|(known, _)| *known == name);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        };
        let drill = scenario::drill(self.drill).expect("a drill");
        let trials = (drill.trials)(&Inputs { form: &form, is_streamed: false, text: &text });
        let trials = trials.expect("complete fields");
        let job_of = |trial: &Trial| {
            let run = Run::new(trial.target.clone(), Expectations::default(), browser_context());
            let limits = Limits::of_timeout(TIMEOUT_S);
            Job::new(run, trial.prompt.clone(), trial.is_streamed, None, limits)
        };
        let transport = BrowserTransport::new(network, Decisions::default());
        let played = play(&trials, &job_of, &transport, &Cancel::default(), &|_, _| ()).await;
        let report = scenario_report(
            self.drill,
            &played,
            "2026-01-01T00:00:00Z",
            &Mask::of_secrets(&[OLD_KEY, NEW_KEY]),
        );
        (trials, report.expect("a report"))
    }

    fn problems(&self, trials: &[Trial], report: &Report) -> Vec<String> {
        let mut problems = Vec::new();
        let found = report.scenario.as_ref().expect("its scenario");
        let mut text = found.summary.to_string();
        for part in found.findings.iter().map(|it| &it.observed).chain(&found.steps) {
            text.push('\n');
            text.push_str(part.as_str());
        }
        if found.verdict != self.verdict {
            problems.push(format!("{}, expected {}", found.verdict, self.verdict));
        }
        let missing = self.says.iter().filter(|words| !text.contains(**words));
        problems.extend(missing.map(|words| format!("does not say {words:?}")));
        let sent = report.exchanges.len() + found.trials.iter().map(|it| it.exchanges.len()).sum::<usize>();
        for (what, is, expected) in [
            ("requests", sent, self.requests),
            ("tokens", scenario::tokens(trials) as usize, self.tokens as usize),
        ] {
            if is != expected {
                problems.push(format!("{is} {what}, expected {expected}"));
            }
        }
        for (format, saved) in
            [("JSON", report.to_json()), ("Markdown", report.to_markdown()), ("HTML", report.to_html())]
        {
            let secrets = [OLD_KEY, NEW_KEY].iter().chain(&SAID_ALOUD);
            problems.extend(
                secrets.filter(|it| saved.contains(**it)).map(|it| format!("{it} is in the {format}")),
            );
        }
        if !problems.is_empty() {
            problems.push(text);
        }
        problems
    }
}
