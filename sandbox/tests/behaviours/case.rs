//! One case: a behaviour, and the way in which the page asks it.

use std::fmt;

use gateway_check::config::Expectations;
use gateway_check::plan::{CONCURRENCY, Plan};
use gateway_check::probe::Profile;
use gateway_check::run::{Assessment, Run};
use gateway_check::runner::{self, Cancel, End, Event, Job, Limits};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check_sandbox::behaviour::{self, Behaviour};
use gateway_check_sandbox::gateway::MODELS;
use gateway_check_sandbox::server::InProcess;

use crate::browser::Decisions;
use crate::canary;
use crate::transport::{BrowserTransport, browser_context};

/// Way in which the page asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Only the prompt.
    Plain,
    /// Only the prompt, to be answered as a stream.
    Streamed,
    /// The checks of a profile.
    Checks(Profile),
}

impl Way {
    /// Every way to request a row.
    pub const ALL: [Self; 4] =
        [Self::Plain, Self::Streamed, Self::Checks(Profile::Standard), Self::Checks(Profile::Full)];

    /// The profile whose probes are sent.
    pub fn profile(self) -> Profile {
        match self {
            Self::Plain | Self::Streamed => Profile::Quick,
            Self::Checks(profile) => profile,
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Plain => "plain",
            Self::Streamed => "streamed",
            Self::Checks(Profile::Quick) => "quick",
            Self::Checks(Profile::Standard) => "standard",
            Self::Checks(Profile::Full) => "full",
        })
    }
}

/// A behaviour that is requested in one way.
#[derive(Clone, Copy)]
pub struct Case {
    /// The behaviour.
    pub row: &'static Behaviour,
    /// The way.
    pub way: Way,
}

/// Result of a case.
pub struct Observed {
    /// The run with its evidence.
    pub run: Run,
    /// Conclusions from it.
    pub assessment: Assessment,
    /// The answer's text as it was shown while it arrived.
    pub shown: String,
}

/// The usual time limit, in seconds.
const TIMEOUT_S: u32 = 60;

impl Case {
    /// Every case of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        behaviour::all().flat_map(|row| Way::ALL.map(|way| Self { row, way }))
    }

    /// The gateway that does everything right, asked in the same way.
    pub fn healthy(self) -> Self {
        Self { row: behaviour::find("healthy").expect("the row"), ..self }
    }

    /// The time limit that is typed, in seconds.
    pub fn timeout_s(self) -> u32 {
        self.row.timeout_s.unwrap_or(TIMEOUT_S)
    }

    /// Runs it, in a time that passes by itself whenever everybody waits, on a separate sandbox.
    pub fn run(self, decisions: &Decisions) -> Observed {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.expect("a runtime").block_on(self.carry_out(decisions))
    }

    async fn carry_out(self, decisions: &Decisions) -> Observed {
        let sandbox = InProcess::new();
        let target = self.target(&sandbox.base_url(self.row));
        let wrong_key = target.key.as_ref().map(|key| key.wrong(|count| count / 2));
        let limits = Limits::of_timeout(self.timeout_s());
        let run = Run::new(target, Expectations::default(), browser_context());
        let job = Job::new(run, "Say hello.".to_owned(), self.way == Way::Streamed, wrong_key, limits);
        let transport = BrowserTransport::new(sandbox, decisions.clone());
        let shown = std::cell::RefCell::new(String::new());
        let note = |event: Event<'_>| {
            if let Event::Text(text) = event {
                shown.borrow_mut().push_str(text.as_str());
            }
        };
        let plan = Plan::of_profile(self.way.profile(), CONCURRENCY);
        let end = runner::run(&job, plan, &transport, &Cancel::default(), &note).await;
        assert_eq!(end, End::Done);
        let run = job.into_run();
        Observed { assessment: run.assessment(), run, shown: shown.into_inner() }
    }

    /// Returns the target that a person types for the row.
    fn target(self, base_url: &str) -> Target {
        Target {
            base_url: BaseUrl::parse(base_url).expect("a base URL"),
            key: ApiKey::parse(self.row.key.unwrap_or(canary::KEY)).expect("a key, or none"),
            model: ModelName::parse(self.row.model.unwrap_or(MODELS[0])).expect("a model"),
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.row.id, self.way)
    }
}
