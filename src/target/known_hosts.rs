//! Hosts whose operator is known: model providers' own, and gateways in front of them.
//!
//! Source: the vendors' API references. A host that is in neither list proves nothing.

/// Operator of a known host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// A model provider, by name: a request there passes no gateway.
    Provider(&'static str),
    /// A gateway or router, by name.
    Gateway(&'static str),
}

/// Host patterns (`*` matches any characters) with the provider's name.
const PROVIDERS: &[(&str, &str)] = &[
    ("api.openai.com", "OpenAI"),
    // Regions, for data that must stay there.
    ("*.api.openai.com", "OpenAI"),
    ("*.openai.azure.com", "Azure OpenAI"),
    ("*.cognitiveservices.azure.com", "Azure OpenAI"),
    ("*.services.ai.azure.com", "Azure OpenAI"),
    ("api.anthropic.com", "Anthropic"),
    ("generativelanguage.googleapis.com", "Google"),
    ("*aiplatform.googleapis.com", "Google"),
    ("api.mistral.ai", "Mistral"),
    ("api.groq.com", "Groq"),
    ("api.together.xyz", "Together"),
    ("api.together.ai", "Together"),
    ("api.fireworks.ai", "Fireworks"),
    ("api.deepseek.com", "DeepSeek"),
    ("api.x.ai", "xAI"),
    ("*.api.x.ai", "xAI"),
    ("api.perplexity.ai", "Perplexity"),
    ("api.cohere.com", "Cohere"),
    ("api.cohere.ai", "Cohere"),
    ("api.moonshot.ai", "Moonshot"),
    ("api.moonshot.cn", "Moonshot"),
    ("api.cerebras.ai", "Cerebras"),
    ("api.z.ai", "Z.ai"),
    ("dashscope.aliyuncs.com", "Alibaba Cloud"),
    ("dashscope-intl.aliyuncs.com", "Alibaba Cloud"),
    ("api.deepinfra.com", "DeepInfra"),
    ("inference.baseten.co", "Baseten"),
    ("api.minimax.io", "MiniMax"),
    ("bedrock-runtime.*.amazonaws.com", "Amazon Bedrock"),
    ("bedrock-mantle.*.api.aws", "Amazon Bedrock"),
    ("api.voyageai.com", "Voyage AI"),
    ("api.replicate.com", "Replicate"),
    ("integrate.api.nvidia.com", "NVIDIA"),
    ("ollama.com", "Ollama"),
    ("models.github.ai", "GitHub"),
    ("*.endpoints.huggingface.cloud", "Hugging Face"),
];

/// Host patterns with the gateway's name.
const GATEWAYS: &[(&str, &str)] = &[
    ("*.flashback.tech", "Flashback"),
    ("openrouter.ai", "OpenRouter"),
    ("*.openrouter.ai", "OpenRouter"),
    ("gateway.ai.cloudflare.com", "Cloudflare AI Gateway"),
    ("ai-gateway.vercel.sh", "Vercel AI Gateway"),
    ("router.huggingface.co", "Hugging Face"),
    ("us.inference.heroku.com", "Heroku"),
    ("gateway.ngrok.ai", "ngrok"),
    ("api.portkey.ai", "Portkey"),
    ("*.helicone.ai", "Helicone"),
    ("*.hconeai.com", "Helicone"),
    ("api.poe.com", "Poe"),
];

/// The operator of `host` (in lower case), if it is known.
pub fn operator_of(host: &str) -> Option<Operator> {
    let gateway = gateway_of(host).map(Operator::Gateway);
    gateway.or_else(|| provider_of(host).map(Operator::Provider))
}

/// The provider whose own host this is.
pub fn provider_of(host: &str) -> Option<&'static str> {
    look_up(PROVIDERS, host)
}

/// The gateway whose host this is.
pub fn gateway_of(host: &str) -> Option<&'static str> {
    look_up(GATEWAYS, host)
}

fn look_up(table: &[(&str, &'static str)], host: &str) -> Option<&'static str> {
    table.iter().find(|(pattern, _)| fits(pattern, host)).map(|(_, name)| *name)
}

fn fits(pattern: &str, host: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == host,
        Some((head, tail)) => {
            host.len() > head.len() + tail.len() && host.starts_with(head) && host.ends_with(tail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, expected: Option<Operator>) {
        assert_eq!(operator_of(host), expected, "{host}");
    }

    #[test]
    fn known_hosts_are_named_and_others_are_not() {
        check("api.openai.com", Some(Operator::Provider("OpenAI")));
        check("eu.api.openai.com", Some(Operator::Provider("OpenAI")));
        check("eu-west-1.api.x.ai", Some(Operator::Provider("xAI")));
        check("eu.openrouter.ai", Some(Operator::Gateway("OpenRouter")));
        check("my.openai.azure.com", Some(Operator::Provider("Azure OpenAI")));
        check("my.services.ai.azure.com", Some(Operator::Provider("Azure OpenAI")));
        check("us-central1-aiplatform.googleapis.com", Some(Operator::Provider("Google")));
        check("bedrock-runtime.eu-west-1.amazonaws.com", Some(Operator::Provider("Amazon Bedrock")));
        check("openai-us-east-1-aws.flashback.tech", Some(Operator::Gateway("Flashback")));
        check("openrouter.ai", Some(Operator::Gateway("OpenRouter")));
        check("api.openai.com.example", None);
        check("evil-api.openai.com", None);
        check(".flashback.tech", None);
        check("127.0.0.1", None);
    }
}
