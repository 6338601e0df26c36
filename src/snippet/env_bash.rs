//! Environment variables for bash (and zsh).

use super::quoting::for_bash;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet =
    Snippet { id: "env-bash", label: "Environment variables (bash)", write: |values, _| write(values) };

fn write(values: &Values<'_>) -> String {
    let (variable, base_url) = (values.base_url_variable(), for_bash(&values.base_url.to_string()));
    let key = if values.has_key {
        "export OPENAI_API_KEY\n\
         # Asks for the key, so that no file and no history contains it. Keep this line last.\n\
         [ -n \"${OPENAI_API_KEY:-}\" ] || { printf 'API key: '; read -rs OPENAI_API_KEY; echo; }\n"
    } else {
        "# No key is required, but SDKs do not start without one.\nexport OPENAI_API_KEY='none'\n"
    };
    format!("export {variable}={base_url}\n{key}")
}
