//! Ready configuration that lets this page call a gateway: one text a server, to be pasted.
//!
//! Each allows one origin, two request headers and three methods, answers the browser's question
//! beforehand (OPTIONS) without a key, and marks error replies too, as far as the server can.
//! Source: the servers' documentation and, for the order of their parts, their code.

/// The configuration of one server.
#[derive(Debug)]
pub struct Setup {
    /// What the server is called.
    pub server: &'static str,
    /// Where the text goes, in one sentence.
    pub place: &'static str,
    /// The text, with `{origin}` and `{exposed}` for what differs.
    template: &'static str,
    /// What stands for the origin `null`, which not every server takes.
    file: &'static str,
}

/// Response headers that tell a person something and are hidden from a page unless named.
const EXPOSED: &str = "x-request-id, retry-after, x-ratelimit-limit-requests, x-ratelimit-remaining-requests";

/// Said above a text for a page that was opened from a file.
const FILE: &str = "# A page opened from a file has the origin `null`, and allowing that lets in every such page.\n\
    # Better: put this page on a web server and allow that server's address.\n";

impl Setup {
    /// The text for a page of this origin; `null` is a page that was opened from a file.
    pub fn text(&self, origin: &str) -> String {
        let (note, allowed) = if origin == "null" { (FILE, self.file) } else { ("", origin) };
        let filled = self.template.replace("{exposed}", EXPOSED).replace("{origin}", allowed);
        format!("{note}{filled}")
    }
}

/// Every server there is a text for.
pub const SETUPS: &[Setup] = &[
    Setup {
        server: "nginx",
        place: "In the location block that passes requests on to the gateway, above its proxy_pass.",
        file: "null",
        template: r#"# With these lines, repeat here the add_header lines of the blocks around: they no longer count.
add_header Access-Control-Allow-Origin "{origin}" always;
add_header Access-Control-Allow-Headers "Authorization, Content-Type" always;
add_header Access-Control-Allow-Methods "GET, POST, OPTIONS" always;
add_header Access-Control-Expose-Headers "{exposed}" always;
# Two origins in a reply are as bad as none.
proxy_hide_header Access-Control-Allow-Origin;
# Comes before auth_basic and auth_request.
if ($request_method = OPTIONS) { return 204; }
"#,
    },
    Setup {
        server: "Caddy",
        place: "In the Caddyfile: the first part above the site's block, the second inside it.",
        file: "null",
        template: r#"# 1. Above the site's block
(gateway_check) {
	header {
		Access-Control-Allow-Origin "{origin}"
		Access-Control-Allow-Headers "Authorization, Content-Type"
		Access-Control-Allow-Methods "GET, POST, OPTIONS"
		Access-Control-Expose-Headers "{exposed}"
		defer
	}
}

# 2. Inside it. If it has basic_auth or forward_auth, give these the matcher @asked.
import gateway_check
handle_errors {
	import gateway_check
}
@asked not method OPTIONS
@preflight method OPTIONS
handle @preflight {
	respond 204
}
"#,
    },
    Setup {
        server: "Envoy",
        place: "In the HTTP connection manager: the first part in the virtual host, the second in http_filters.",
        file: "null",
        template: r#"# 1. In the virtual host, beside routes. A route that looks at the method must let OPTIONS in.
typed_per_filter_config:
  envoy.filters.http.cors:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
    - exact: "{origin}"
    allow_headers: "Authorization, Content-Type"
    allow_methods: "GET, POST, OPTIONS"
    expose_headers: "{exposed}"

# 2. The first of http_filters. After ext_authz, jwt_authn or ratelimit it would not see
#    what they refuse, and OPTIONS would need a key.
- name: envoy.filters.http.cors
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
"#,
    },
    Setup {
        server: "Kong",
        place: "In kong.yml, under the route or service of the gateway.",
        file: "null",
        template: r#"# Runs before the plugins that want a key, so it needs no place in an order.
# If the route lists methods, OPTIONS must be among them.
plugins:
- name: cors
  config:
    origins: ["{origin}"]
    headers: [Authorization, Content-Type]
    methods: [GET, POST, OPTIONS]
    exposed_headers: [{exposed}]
    credentials: false
    preflight_continue: false
"#,
    },
    Setup {
        server: "APISIX",
        place: "In the route of the gateway; the Admin API takes the same fields as JSON.",
        file: "null",
        template: r#"# Runs before the plugins that want a key, so it needs no place in an order.
# If the route lists methods, OPTIONS must be among them.
plugins:
  cors:
    allow_origins: "{origin}"
    allow_headers: "Authorization,Content-Type"
    allow_methods: "GET,POST,OPTIONS"
    expose_headers: "{exposed}"
    allow_credential: false
"#,
    },
    Setup {
        server: "LiteLLM",
        place: "In the environment of the LiteLLM proxy, which then is restarted.",
        file: "null",
        template: r"# Without these, LiteLLM allows every page, and what refuses this one stands in front of it.
# Headers and methods are allowed already. More origins follow after a comma.
LITELLM_CORS_ORIGINS={origin}
LITELLM_CORS_ALLOW_CREDENTIALS=false
# Only newer versions know this one; others leave it alone.
LITELLM_CORS_EXPOSE_HEADERS=x-request-id,retry-after,x-ratelimit-limit-requests,x-ratelimit-remaining-requests
",
    },
    Setup {
        server: "vLLM",
        place: "At the end of the command that starts vLLM.",
        file: "null",
        template: r#"# vLLM refuses a wrong key without these headers, and cannot expose any: where that matters,
# put nginx or Caddy in front, with their text. Without these options it allows every page.
vllm serve MODEL \
  --allowed-origins '["{origin}"]' \
  --allowed-headers '["Authorization", "Content-Type"]' \
  --allowed-methods '["GET", "POST", "OPTIONS"]'
"#,
    },
    Setup {
        server: "Ollama",
        place: "In Ollama's environment (with systemd: systemctl edit ollama), which then is restarted.",
        // Ollama does not start with an origin that has no scheme.
        file: "*",
        template: r"# Headers and methods are allowed already; none can be exposed.
# In a systemd unit: Environment=OLLAMA_ORIGINS={origin}
OLLAMA_ORIGINS={origin}
",
    },
    Setup {
        server: "llama.cpp",
        place: "In the environment of llama-server, which then is restarted.",
        file: "null",
        template: r"# Versions before July 2026 ignore these and allow every page, as newer ones do without them;
# what refuses this one then stands in front. No header can be exposed.
LLAMA_ARG_CORS_ORIGINS={origin}
LLAMA_ARG_CORS_HEADERS=Authorization,Content-Type
LLAMA_ARG_CORS_METHODS=GET,POST,OPTIONS
",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://check.example:8443";

    /// Expects `part` in the text of every server but those of `but`.
    #[track_caller]
    fn check(part: &str, but: &[&str]) {
        for setup in SETUPS {
            let is_there = setup.text(ORIGIN).contains(part);
            assert_eq!(is_there, !but.contains(&setup.server), "{part}, {}", setup.server);
        }
    }

    #[test]
    fn every_text_allows_what_the_page_sends_and_nothing_more() {
        check(ORIGIN, &[]);
        for part in ["Authorization", "Content-Type", "GET", "POST", "OPTIONS"] {
            check(part, &["LiteLLM", "Ollama"]);
        }
        for setup in SETUPS {
            assert!(!setup.text(ORIGIN).contains('*'), "{} allows more than one", setup.server);
        }
    }

    #[test]
    fn every_server_that_can_shows_the_headers_that_help() {
        check("x-request-id", &["vLLM", "Ollama", "llama.cpp"]);
        check("x-ratelimit-remaining-requests", &["vLLM", "Ollama", "llama.cpp"]);
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for setup in SETUPS {
            let text = setup.text(ORIGIN);
            assert!(!text.contains("{origin}") && !text.contains("{exposed}"), "{}", setup.server);
            assert!(text.ends_with('\n') && setup.place.ends_with('.'), "{}", setup.server);
        }
    }

    #[test]
    fn a_page_from_a_file_is_told_a_better_way() {
        for setup in SETUPS {
            let text = setup.text("null");
            assert!(
                text.starts_with("# A page opened from a file has the origin `null`"),
                "{}",
                setup.server
            );
            assert!(!setup.text(ORIGIN).contains("null"), "{}", setup.server);
        }
        let ollama = SETUPS.iter().find(|setup| setup.server == "Ollama").expect("a text for Ollama");
        assert!(ollama.text("null").contains("OLLAMA_ORIGINS=*\n"));
    }

    #[test]
    fn the_table_stays_small_enough_to_ship() {
        let bytes: usize = SETUPS.iter().map(|setup| setup.template.len() + setup.place.len()).sum();
        assert!(bytes < 5_500, "{bytes} bytes");
    }
}
