//! One report: what is typed, and what must come of it.

use gateway_check::config::Expectations;
use gateway_check::plan::{CONCURRENCY, Plan};
use gateway_check::probe::Profile;
use gateway_check::redact::Mask;
use gateway_check::run::Run;
use gateway_check::runner::{self, Cancel, End, Job, Limits};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use gateway_check::view::View;
use serde_json::Value;

use crate::browser::{Decisions, Network};
use crate::score::Expected;
use crate::transport::{BrowserTransport, browser_context};

/// The time limit that is typed, in seconds.
const TIMEOUT_S: u32 = 20;

/// One report.
pub struct Row {
    /// Its name.
    pub id: String,
    /// Right results for it.
    pub expect: Expected,
    base_url: String,
    key: String,
    model: String,
    is_streamed: bool,
    profile: Profile,
}

impl Row {
    /// Reads a line of the list.
    pub fn read(row: &Value) -> Self {
        let text = |name: &str| row[name].as_str().unwrap_or_else(|| panic!("{name}: {row}")).to_owned();
        let profile = match (text("action").as_str(), text("profile").as_str()) {
            ("send", "") => Profile::Quick,
            ("validate", "standard") => Profile::Standard,
            ("validate", "full") => Profile::Full,
            other => panic!("no such way to ask: {other:?}"),
        };
        Self {
            id: text("id"),
            expect: Expected::read(&row["expect"]),
            base_url: text("base_url"),
            key: text("key"),
            model: text("model"),
            is_streamed: text("stream") == "on",
            profile,
        }
    }

    /// Runs it, and returns what the page would show of it.
    pub fn run(&self) -> View {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(self.carry_out())
    }

    async fn carry_out(&self) -> View {
        let key = ApiKey::parse(&self.key).expect("a key, or none");
        let mask = Mask::new(&key.iter().collect::<Vec<_>>());
        let wrong_key = key.as_ref().map(|key| key.wrong(|count| count / 2));
        let target = Target {
            base_url: BaseUrl::parse(&self.base_url).expect("a base URL"),
            key,
            model: ModelName::parse(&self.model).expect("a model"),
        };
        let run = Run::new(target, Expectations::default(), browser_context());
        let limits = Limits::of_timeout(TIMEOUT_S);
        let job = Job::new(run, "Say hello.".to_owned(), self.is_streamed, wrong_key, limits);
        let transport = BrowserTransport::new(Network::Loopback, Decisions::default());
        let plan = Plan::of_profile(self.profile, CONCURRENCY);
        assert_eq!(runner::run(&job, plan, &transport, &Cancel::default(), &|_| ()).await, End::Done);
        job.view(&mask)
    }
}
