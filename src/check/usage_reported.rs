//! A plain reply reports its token counts. Sums are not checked: hidden reasoning tokens exist.

use serde_json::Value;

use super::prelude::*;

/// This check looks at plain (not streamed) replies. It does not check sums, because hidden reasoning
/// tokens exist.
///
/// - Pass: the three counts are whole numbers.
/// - Fail: usage, or one of its counts, is missing.
/// - Cannot tell: the reply contains no answer.
/// - Not run: the prompt was streamed.
/// - For an application: costs and limits cannot be tracked. The contract point shows a warning.
pub(super) const CHECK: Check = Check {
    id: CheckId::UsageReported,
    title: "The reply reports its token usage",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "The reply does not report all token counts.",
        affected: "Programs that track costs or token budgets count nothing.",
        unaffected: "Chat works in every program.",
        step: "Ask the gateway's admin to pass on usage from the provider.",
    }),
    looks_at: &[Part::Member("/usage")],
    probes: &[ProbeId::Prompt],
    expected: "usage with prompt_tokens, completion_tokens and total_tokens as whole numbers.",
    source: "OpenAI reference, chat/object: usage",
    judge,
};

fn judge(evidence: &Evidence<'_>) -> Judgement {
    if evidence.prompt()?.request.is_streamed {
        return skipped("The prompt was streamed, so its usage chunk is checked instead.");
    }
    let (reply, answer) = evidence.answered()?;
    if let Some(cut) = super::cut_short(reply) {
        return Err(cut);
    }
    Ok(judge_usage(answer.usage.as_ref()))
}

/// Judges a usage object, wherever it came.
pub(super) fn judge_usage(usage: Option<&Value>) -> Decided {
    const COUNTS: [&str; 3] = ["prompt_tokens", "completion_tokens", "total_tokens"];
    let Some(usage) = usage else {
        return Decided::fail("No usage was reported, so costs cannot be tracked.");
    };
    let missing: Vec<&str> =
        COUNTS.into_iter().filter(|name| usage.get(name).and_then(Value::as_u64).is_none()).collect();
    if missing.is_empty() {
        let [prompt, completion, total] =
            COUNTS.map(|name| usage.get(name).and_then(Value::as_u64).unwrap_or_default());
        Decided::pass(format!(
            "The reply counts {prompt} prompt tokens and {completion} completion tokens, {total} in total."
        ))
    } else {
        Decided::fail(format!("usage has no whole number for {}.", missing.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Fail, Pass, Skipped};
    use super::super::testing::{ANSWER, check_gateway, completion, streamed};

    #[test]
    fn three_whole_numbers_pass_and_less_fails() {
        check_gateway(CheckId::UsageReported, completion(ANSWER), Pass);
        check_gateway(CheckId::UsageReported, completion(&ANSWER.replace("\"usage\"", "\"x\"")), Fail);
        check_gateway(CheckId::UsageReported, completion(&ANSWER.replace("\"total_tokens\"", "\"x\"")), Fail);
        check_gateway(
            CheckId::UsageReported,
            completion(&ANSWER.replace("\"total_tokens\":9", "\"total_tokens\":\"9\"")),
            Fail,
        );
    }

    #[test]
    fn a_stream_is_not_judged_here() {
        check_gateway(CheckId::UsageReported, streamed(&["data: {}\n\n"]), Skipped);
    }
}
