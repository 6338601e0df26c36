//! The model sees a picture that is sent along.

use super::capability;
use super::prelude::*;
use crate::probe::COLOUR;

/// The image is a small yellow square, sent as a data URL.
///
/// - Pass: the answer names the colour.
/// - Warning: the answer does not name the colour.
/// - For an application: with a warning, images may get lost on the way without an error.
pub(super) const CHECK: Check = Check {
    id: CheckId::ImageInput,
    title: "The model sees an image",
    role: Some((PointId::Contract, Role::Advisory)),
    limitation: Some(Limitation {
        owner: Owner::GatewayAdmin,
        name: "Images may get lost.",
        affected: "Programs that send images get answers that ignore them.",
        unaffected: "Chat with text.",
        step: "Try a model that accepts images. If this one does, show the evidence to the gateway's admin.",
    }),
    looks_at: &[Part::Member("/choices/*/message/content")],
    probes: &[ProbeId::Image],
    expected: "An answer that names the colour of the image, yellow.",
    source: "OpenAI reference, chat/create: messages, image_url",
    judge,
};

/// Words for it in a refusal. Servers of text models know only the `image`, say that the model is not
/// multimodal (vLLM), or that the content must be a string (Groq).
const NAMES: &[&str] = &["image", "multimodal", "must be a string"];

fn judge(evidence: &Evidence<'_>) -> Judgement {
    let text = evidence.capable_text(ProbeId::Image, NAMES)?;
    Ok(capability::names(
        &text,
        COLOUR,
        "The answer names the colour of the image.",
        "The answer does not name the colour of the image, yellow",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::CheckId;
    use super::super::Verdict::{Inconclusive, Pass, Unsupported, Warn};
    use super::super::testing::{answered, check_probe, refused};
    use crate::probe::ProbeId;

    #[test]
    fn the_colour_passes_and_its_lack_is_a_warning() {
        check_probe(CheckId::ImageInput, ProbeId::Image, answered("Yellow"), Pass);
        check_probe(CheckId::ImageInput, ProbeId::Image, answered("I see no picture."), Warn);
        check_probe(CheckId::ImageInput, ProbeId::Image, answered(" "), Inconclusive);
    }

    #[test]
    fn a_model_for_text_alone_offers_no_images() {
        for words in [
            "m-small is not a multimodal model None",
            "'messages.0' : for 'role:user' the following must be satisfied[('messages.0.content' : value must be a string)]",
        ] {
            let refusal = format!(r#"{{"error":{{"message":"{words}","type":"BadRequestError"}}}}"#);
            check_probe(CheckId::ImageInput, ProbeId::Image, refused(400, &refusal), Unsupported);
        }
    }
}
