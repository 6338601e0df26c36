//! Environment variables for PowerShell, 5.1 and newer.

use super::quoting::for_powershell;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet = Snippet {
    id: "env-powershell",
    label: "Environment variables (PowerShell)",
    write: |values, _| write(values),
};

fn write(values: &Values<'_>) -> String {
    let (variable, base_url) = (values.base_url_variable(), for_powershell(&values.base_url.to_string()));
    let key = if values.has_key {
        "# Asks for the key, so that no file and no history contains it. Keep this line last.\n\
         if (-not $env:OPENAI_API_KEY) { $env:OPENAI_API_KEY = \
         [Net.NetworkCredential]::new('', (Read-Host 'API key' -AsSecureString)).Password }\n"
    } else {
        "# No key is required, but SDKs do not start without one.\n$env:OPENAI_API_KEY = 'none'\n"
    };
    format!("$env:{variable} = {base_url}\n{key}")
}
