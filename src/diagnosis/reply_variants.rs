//! Other texts for kinds about the reply, if the reply contradicts the usual ones.

use super::variant::Variant;
use super::{DiagnosisKind, Kind, Owner};
use crate::check::Evidence;
use crate::exchange::{Content, Exchange};
use crate::response;

/// Returns true if the finish reason of a stream had come, so that the answer may be complete.
fn has_finish_reason(_: &Evidence<'_>, exchange: &Exchange) -> bool {
    let content = exchange.reply().map(|reply| &reply.body.content);
    matches!(content, Some(Content::Stream(stream)) if !stream.answer.finish_reasons.is_empty())
}

pub(super) const VARIANTS: &[Variant] = &[
    Variant {
        when: "the reply contains reasoning.",
        applies: |_, exchange| {
            let answer = exchange.reply().and_then(response::answer_of);
            answer.is_some_and(|answer| answer.reasoning_bytes > 0)
        },
        words: Kind {
            id: DiagnosisKind::ContentEmpty,
            owner: Owner::GatewayAdmin,
            title: "The model sent reasoning, but no answer.",
            cause: "The reply contains the model's reasoning, but no answer. The server may mistake the answer for reasoning, or the model stopped too early.",
            remedies: &[
                "Look at the end of the reasoning in the evidence. If the answer is there, the server's reasoning parser does not fit {model}.",
                "Send the prompt again, or try another model.",
                "Show the evidence to the gateway's admin.",
            ],
            admin_remedies: &[
                "Check that the reasoning parser of the model server fits {model}, or turn it off.",
                "Check that {model} answers when it is called directly at the provider.",
            ],
        },
    },
    Variant {
        when: "the finish reason had come.",
        applies: has_finish_reason,
        words: Kind {
            id: DiagnosisKind::Stalled,
            owner: Owner::GatewayAdmin,
            title: "The stream did not end after its answer.",
            cause: "The answer came with its finish reason, so it may be complete. Then nothing more came within the time limit, not even the end mark “[DONE]”. Programs that wait for it hang.",
            remedies: &[
                "Send the prompt again.",
                "If this keeps happening, send the time and the evidence to the gateway's admin.",
            ],
            admin_remedies: &[
                "Check whether the gateway sends “data: [DONE]” at the end of a stream and then closes it.",
                "Check time limits and buffers between the gateway and the provider.",
            ],
        },
    },
    Variant {
        when: "no byte of the reply could be read.",
        applies: |_, exchange| exchange.reply().is_some_and(|reply| reply.body.bytes == 0),
        words: Kind {
            id: DiagnosisKind::ConnectionDropped,
            owner: Owner::GatewayAdmin,
            title: "The content of the reply cannot be read.",
            cause: "The server sent status {status}, but the browser could read none of the content. Either the connection broke, or the content is not compressed as the header Content-Encoding says.",
            remedies: &[
                "Send the prompt again.",
                "If this keeps happening, send the time and the evidence to the gateway's admin.",
            ],
            admin_remedies: &[
                "Check whether a proxy decompresses replies and keeps the header Content-Encoding.",
                "Look in the logs of the gateway and of its proxies at the time above.",
            ],
        },
    },
    Variant {
        when: "the finish reason had come.",
        applies: has_finish_reason,
        words: Kind {
            id: DiagnosisKind::ConnectionDropped,
            owner: Owner::Network,
            title: "The connection broke before the stream ended.",
            cause: "The answer came with its finish reason, so it may be complete. Then the network, a proxy or the gateway cut the stream off before its end mark “[DONE]”. Programs may report an error.",
            remedies: &[
                "Send the prompt again.",
                "If this keeps happening, ask the gateway's admin about time limits in proxies and load balancers.",
            ],
            admin_remedies: &[
                "Check whether the gateway sends “data: [DONE]” before it closes a stream.",
                "Check the time limits of proxies and load balancers on the network path.",
            ],
        },
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::testing::{ANSWER, case};
    use crate::exchange::Ending;
    use crate::probe::ProbeId;

    /// The title and the owner of what a reply with this message shows.
    fn shown(message: &str) -> (String, Owner) {
        let said = r#""message":{"role":"assistant","content":"Hello."}"#;
        let body = ANSWER.1.replace(said, message);
        assert_ne!(body, ANSWER.1, "{message}");
        let diagnoses = case("https://a.example/v1").reply(ProbeId::Prompt, (200, &body)).diagnoses();
        assert_eq!(diagnoses[0].kind.id, DiagnosisKind::ContentEmpty);
        (diagnoses[0].title.to_string(), diagnoses[0].kind.owner)
    }

    #[test]
    fn an_empty_answer_with_reasoning_says_so() {
        let (title, owner) = shown(r#""message":{"role":"assistant","content":""}"#);
        assert_eq!((title.as_str(), owner), ("The model sent no text.", Owner::Provider));
        for reasoning in [
            r#""message":{"role":"assistant","content":null,"reasoning_content":"Let me think"}"#,
            r#""message":{"role":"assistant","reasoning":"Let me think"}"#,
            r#""message":{"role":"assistant","content":[{"type":"thinking","thinking":"Let me think"}]}"#,
        ] {
            let (title, owner) = shown(reasoning);
            assert_eq!(
                (title.as_str(), owner),
                ("The model sent reasoning, but no answer.", Owner::GatewayAdmin)
            );
        }
    }

    #[test]
    fn a_stream_that_broke_or_stalled_after_its_finish_reason_may_be_whole() {
        let chunk = |finish: &str| {
            let begin = r#"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m-small","choices":[{"index":0,"#;
            format!("{begin}\"delta\":{{\"content\":\"Hello.\"}},\"finish_reason\":{finish}}}]}}\n\n")
        };
        let (dropped, stalled) = (DiagnosisKind::ConnectionDropped, DiagnosisKind::Stalled);
        for (kind, finish, title) in [
            (dropped, "null", "The connection broke in the middle of the answer."),
            (dropped, "\"stop\"", "The connection broke before the stream ended."),
            (stalled, "null", "The answer stopped midway."),
            (stalled, "\"stop\"", "The stream did not end after its answer."),
        ] {
            let ending = if kind == stalled {
                Ending::Stalled { after_ms: 1_000 }
            } else {
                Ending::Dropped { message: String::new() }
            };
            let run =
                case("https://a.example/v1").reply(ProbeId::Prompt, (200, &chunk(finish))).ended(ending);
            let diagnoses = run.diagnoses();
            assert_eq!((diagnoses[0].kind.id, &*diagnoses[0].title), (kind, title));
        }
    }

    #[test]
    fn a_connection_that_broke_before_the_body_is_told_from_one_that_broke_in_it() {
        for (body, title, owner) in [
            ("", "The content of the reply cannot be read.", Owner::GatewayAdmin),
            (&ANSWER.1[..40], "The connection broke in the middle of the answer.", Owner::Network),
        ] {
            let dropped = Ending::Dropped { message: String::new() };
            let run = case("https://a.example/v1").reply(ProbeId::Prompt, (200, body)).ended(dropped);
            let diagnoses = run.diagnoses();
            assert_eq!(diagnoses[0].kind.id, DiagnosisKind::ConnectionDropped);
            assert_eq!((&*diagnoses[0].title, diagnoses[0].kind.owner), (title, owner));
        }
    }
}
