//! The connection form.

use crate::form::Problem;
use crate::plan::Plan;
use crate::profile::{ChosenProfile, Profile};
use crate::runner::NoModels;
use crate::target::{BaseUrl, Severity};
use crate::text::number;

/// Title of the form.
pub const CONNECTION: &str = "Connection";
/// Label of the list of gateways.
pub const GATEWAY: &str = "Gateway";
/// Label of the base URL.
pub const BASE_URL: &str = "Base URL";
/// Example of a base URL.
pub const BASE_URL_EXAMPLE: &str = "https://gateway.example/v1";
/// Label of the key.
pub const API_KEY: &str = "API key";
/// Kind of key that is meant.
pub const API_KEY_HINT: &str = "Your key for this gateway. Leave empty if no key is needed.";
/// Shows the key.
pub const SHOW: &str = "Show";
/// Hides the key.
pub const HIDE: &str = "Hide";
/// Names what [`SHOW`] shows.
pub const SHOW_KEY: &str = "Show the key";
/// Names what [`HIDE`] hides.
pub const HIDE_KEY: &str = "Hide the key";
/// Label of the model.
pub const MODEL: &str = "Model";
/// Example of a model.
pub const MODEL_EXAMPLE: &str = "e.g. gpt-4o-mini";
/// Loads the names of the models.
pub const LIST_MODELS: &str = "List";
/// Names what [`LIST_MODELS`] lists.
pub const LIST_MODELS_NAME: &str = "List the gateway's models";
/// Label of the prompt.
pub const PROMPT: &str = "Prompt";
/// The prompt before somebody types another.
pub const DEFAULT_PROMPT: &str = "Say hello in one short sentence.";
/// Sends the prompt.
pub const SEND: &str = "Send prompt";
/// Stops the run.
pub const STOP: &str = "Stop";
/// Deletes the key and the last run.
pub const CLEAR: &str = "Clear";
/// Unfolds the form on a phone.
pub const EDIT: &str = "Edit";

/// Label of the choice of a profile.
pub const MORE_CHECKS: &str = "Run more checks";
/// Runs the checks of the chosen profile.
pub const RUN_CHECKS: &str = "Run checks";
/// Label of the ticks of the custom profile.
pub const CHOOSE_CHECKS: &str = "Requests to send";
/// Says what a profile does.
pub fn profile_purpose(profile: ChosenProfile) -> &'static str {
    match profile {
        ChosenProfile::Preset(Profile::Quick) => "Prompt only.",
        ChosenProfile::Preset(Profile::Standard) => "Verify the four points.",
        ChosenProfile::Preset(Profile::Full) => "Test every feature.",
        ChosenProfile::Custom => "Choose checks.",
    }
}

/// Unfolds the rest of the form on a locked page.
pub const MORE_SETTINGS: &str = "More settings";
/// Title of the folded options.
pub const OPTIONS: &str = "Options";
/// Label of the choice to stream.
pub const STREAM: &str = "Stream the answer";
/// Label of the time limit.
pub const TIME_LIMIT: &str = "Time limit (seconds)";
/// Label of the number of parallel requests.
pub const PARALLEL: &str = "Parallel requests";
/// Title of the part that repeats the prompt.
pub const REPEAT: &str = "Repeat the prompt";
/// Label of the number of repetitions.
pub const TIMES: &str = "Number of times";
/// Repeats it one after the other.
pub const ONE_BY_ONE: &str = "Run one by one";
/// Repeats it at the same time.
pub const AT_ONCE: &str = "Run all at once";
/// Purpose of repeating.
pub const REPEAT_HINT: &str = "Sends the prompt up to 50 times to measure response times and rate limits.";
/// Title of the code.
pub const IN_CODE: &str = "Use these settings in code";
/// Label of the choice of a language.
pub const LANGUAGE: &str = "Language or tool";
/// Names the box that holds the code.
pub const CODE: &str = "Code";
/// Copies the code.
pub const COPY_CODE: &str = "Copy code";
/// Source of the key in the code.
pub const CODE_HINT: &str = "The code reads the key from an environment variable. Your key is never in it.";
/// Label of the choice to remember.
pub const REMEMBER: &str = "Remember base URL, model, prompt and results in this browser";
/// Promise about the key, which is never saved.
pub const REMEMBER_HINT: &str = "The key is never saved.";
/// Deletes the saved data.
pub const FORGET: &str = "Delete saved data";
/// Title of the saved runs.
pub const LAST_RUNS: &str = "Last runs";
/// Allows sending a key to a server where it may not belong.
pub const SEND_ANYWAY: &str = "Send anyway";
/// Words before the request that will be sent.
pub const WILL_CALL: &str = "Calls ";

/// The exact request that will be sent.
pub fn called(base_url: Option<&BaseUrl>) -> String {
    match base_url {
        Some(base_url) => format!("POST {}", base_url.endpoint("chat/completions")),
        None => "nothing yet: enter a complete base URL.".to_owned(),
    }
}

/// Receiver of the key.
pub fn promise(base_url: Option<&BaseUrl>, key_minutes: f64) -> String {
    match base_url {
        Some(base_url) => format!(
            "Your key stays in this tab, is sent only to {}, and is removed from this page after {} of inactivity.",
            base_url.authority(),
            number::duration(key_minutes * 60_000.0),
        ),
        None => "Your key stays in this tab.".to_owned(),
    }
}

/// Says what a run of this plan would send. Of several requests, few are ever retried, so their largest
/// number says little.
pub fn cost(plan: &Plan) -> String {
    let tokens = plan.tokens();
    match plan.requests() {
        1 => format!("Sends 1 request (up to {} if it fails), about {tokens} tokens.", plan.max_requests()),
        requests => format!(
            "Sends up to {requests} requests (more if some fail or are retried), about {tokens} tokens."
        ),
    }
}

/// The form in one line, once a run has begun on a phone.
pub fn summary(model: &str, has_key: bool) -> String {
    let key = if has_key { "key set" } else { "no key" };
    format!("{model} · {key}")
}

/// The value of `data-weight`.
pub fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "blocks",
        Severity::NeedsConfirmation => "needs-consent",
        Severity::Warning => "hint",
    }
}

/// The label of the button that takes over a value.
pub fn use_label(value: &str) -> String {
    format!("Use {value}")
}

/// Models are being loaded.
pub const MODELS_LOADING: &str = "Loading models…";

/// Reason why models are not loaded, with the required step.
pub fn models_held_up(obstacle: Option<&Problem>) -> &'static str {
    if obstacle == Some(&Problem::KeyDeleted) {
        return "Enter the key again first, or tick “Send anyway”.";
    }
    match obstacle.map(Problem::severity) {
        Some(Severity::NeedsConfirmation) => "Listing models also sends your key. Tick “Send anyway” first.",
        Some(Severity::Error | Severity::Warning) | None => {
            "Enter a complete base URL first, and a key if the gateway requires one."
        }
    }
}

/// Says how many models were loaded.
pub fn models_loaded(count: usize) -> String {
    match count {
        0 => "The gateway lists no models. Type the model name.".to_owned(),
        1 => "1 model found. It is suggested in the field.".to_owned(),
        _ => format!("{count} models found. They are suggested in the field."),
    }
}

/// A failed list proves nothing about the model or the gateway, so this does not sound like an error.
pub fn models_not_loaded(why: NoModels) -> String {
    let why = match why {
        NoModels::Status(status @ (401 | 403)) => {
            return format!(
                "The gateway did not show its models (status {status}). The key may be missing or wrong. You can also type the model name."
            );
        }
        NoModels::Status(status) => format!("status {status}"),
        NoModels::TimedOut => "no answer in time".to_owned(),
        NoModels::Unreadable => "no readable answer".to_owned(),
    };
    format!("Could not load a model list ({why}). This is not an error; type the model name.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weight_of_a_problem_has_its_word() {
        let all = [Severity::Error, Severity::NeedsConfirmation, Severity::Warning];
        assert_eq!(all.map(severity_id), ["blocks", "needs-consent", "hint"]);
    }
}
