//! The reply names the model that was asked for, or a dated or routed form of it.

use super::prelude::*;

/// The check compares the names without a vendor prefix and without a date, version or edition at the end.
///
/// - Pass: the reply names the same model or a variant of its name.
/// - Warning: the reply names another model, or none.
/// - Cannot tell: the reply contains no answer.
/// - For an application: another model may answer than the tested one, with other prices and answers.
pub(super) const CHECK: Check = Check {
    id: CheckId::ModelIdentity,
    title: "The reply names the requested model",
    role: Some((PointId::Model, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The reply names another model.",
        affected: "Cost tracking and tests that compare the model's name report the wrong model.",
        unaffected: "Every program that does not read the model's name in the reply.",
        step: "Ask the gateway's admin which model answers under this name.",
    }),
    looks_at: &[Part::Member("/model")],
    probes: &[ProbeId::Prompt],
    expected: "The same name, possibly with a date, a version or a vendor prefix.",
    source: "OpenAI reference, chat/object: model",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let (_, answer) = evidence.answered()?;
    let asked = evidence.target.model.as_str();
    match answer.model.clone() {
        None => warn(format!("The request named {asked}, but the reply names no model.")),
        Some(named) if named == asked => pass(format!("The reply names {named}.")),
        Some(named) if is_same(asked, &named) => {
            pass(format!("The reply names {named}, a variant of {asked}."))
        }
        Some(named) => warn(format!("The request named {asked}, but the reply names {named}.")),
    }
}

/// Returns true if one name is the other with a vendor path before it or a date, version or tag after it.
pub(crate) fn is_same(asked: &str, named: &str) -> bool {
    let (asked, named) = (bare(asked), bare(named));
    let (short, long) = if asked.len() <= named.len() { (asked, named) } else { (named, asked) };
    let Some(rest) = long.strip_prefix(&short) else { return false };
    rest.is_empty()
        || (rest.starts_with(SEPARATORS)
            && !goes_on_the_version(&short, rest)
            && rest.split(SEPARATORS).all(is_tag))
}

/// Returns true if `rest` is a further number of the version with which `short` ends, as `.1` behind `gpt-4`.
/// A zero is the same version.
fn goes_on_the_version(short: &str, rest: &str) -> bool {
    let number = rest.strip_prefix(['.', '-']).and_then(|rest| rest.split(SEPARATORS).next());
    let is_further = |text: &str| text.len() == 1 && text.ends_with(|c: char| matches!(c, '1'..='9'));
    short.ends_with(|c: char| c.is_ascii_digit()) && number.is_some_and(is_further)
}

const SEPARATORS: [char; 5] = ['-', ':', '@', '.', '_'];

/// Lower case, without `vendor/` and file ending.
fn bare(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    last.strip_suffix(".gguf").map(str::to_owned).unwrap_or(last)
}

/// Returns true if a part of a name says which edition, not which model.
fn is_tag(part: &str) -> bool {
    const TAGS: [&str; 12] =
        ["", "latest", "free", "preview", "fp8", "fp16", "bf16", "int8", "int4", "awq", "gptq", "exp"];
    TAGS.contains(&part) || part.strip_prefix('v').unwrap_or(part).bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Warn};
    use super::super::testing::{ANSWER, check_gateway, completion, refused};
    use super::is_same;

    #[test]
    fn dated_and_routed_forms_are_the_same_model() {
        for (asked, named) in [
            ("gpt-4o", "gpt-4o-2024-08-06"),
            ("gpt-4o", "openai/gpt-4o"),
            ("meta-llama/Llama-3.3-70B", "llama-3.3-70b"),
            ("claude-sonnet-4", "claude-sonnet-4@20250514"),
            ("llama3.2", "llama3.2:latest"),
            ("deepseek/deepseek-r1", "deepseek/deepseek-r1:free"),
            ("smollm2-135m", "/models/smollm2-135m.gguf"),
            ("gemini-2.5-flash", "gemini-2.5-flash-preview-05-20"),
            ("o1", "o1-2024-12-17"),
            ("claude-opus-4", "claude-opus-4-0"),
            ("amazon-nova-v1", "amazon-nova-v1.0"),
            ("claude-3-haiku-20240307-v1", "claude-3-haiku-20240307-v1:0"),
        ] {
            assert!(is_same(asked, named), "{asked} and {named}");
        }
    }

    #[test]
    fn another_member_of_a_family_is_another_model() {
        for (asked, named) in [
            ("gpt-4o", "gpt-4o-mini"),
            ("gpt-4", "gpt-4o"),
            ("gpt-4", "gpt-4.1"),
            ("gpt-4", "gpt-4.1-2025-04-14"),
            ("claude-opus-4", "claude-opus-4-1-20250805"),
            ("llama-3-8b", "llama-3-70b"),
            ("a", "b"),
        ] {
            assert!(!is_same(asked, named), "{asked} and {named}");
        }
    }

    #[test]
    fn the_same_name_and_a_variant_of_it_pass() {
        check_gateway(CheckId::ModelIdentity, completion(ANSWER), Pass);
        let dated = ANSWER.replace("m-small", "m-small-2026-01-31");
        check_gateway(CheckId::ModelIdentity, completion(&dated), Pass);
    }

    #[test]
    fn another_name_or_none_is_a_warning() {
        check_gateway(CheckId::ModelIdentity, completion(&ANSWER.replace("m-small", "m-large")), Warn);
        check_gateway(CheckId::ModelIdentity, completion(&ANSWER.replace("\"model\"", "\"x\"")), Warn);
    }

    #[test]
    fn a_refusal_names_no_model() {
        check_gateway(CheckId::ModelIdentity, refused(401, "{}"), Inconclusive);
    }
}
