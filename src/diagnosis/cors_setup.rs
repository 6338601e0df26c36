//! Server configurations that let this page call a gateway: one text per server, to copy.
//!
//! Each allows one origin, two request headers and three methods, answers the CORS preflight
//! (OPTIONS) without a key, and covers error replies too, as far as the server can.
//! Source: the servers' documentation and, for the order of their parts, their code.

/// The configuration of one server.
#[derive(Debug)]
pub struct Setup {
    /// Name of the server.
    pub server: &'static str,
    /// Where to put the text, in one sentence.
    pub step: &'static str,
    /// The text, with `{origin}` and `{exposed}` for what differs.
    template: &'static str,
    /// Replacement for the origin `null`, which not every server accepts.
    file: &'static str,
}

/// Response headers that help people and are hidden from a page unless named.
const EXPOSED: &str = "x-request-id, retry-after, x-ratelimit-limit-requests, x-ratelimit-remaining-requests";

/// Comment above a text for a page that was opened from a file.
const FILE: &str = "# A page opened from a file has the origin `null`. Allowing it allows every such page.\n\
    # Better: host this page on a web server and allow that server's address.\n";

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
        step: "Add this to the location block of the gateway, above proxy_pass.",
        file: "null",
        template: r#"# Copy the add_header lines of outer blocks here too: they no longer apply.
add_header Access-Control-Allow-Origin "{origin}" always;
add_header Access-Control-Allow-Headers "Authorization, Content-Type" always;
add_header Access-Control-Allow-Methods "GET, POST, OPTIONS" always;
add_header Access-Control-Expose-Headers "{exposed}" always;
# Browsers reject a reply with two origins.
proxy_hide_header Access-Control-Allow-Origin;
# Runs before auth_basic and auth_request.
if ($request_method = OPTIONS) { return 204; }
"#,
    },
    Setup {
        server: "Caddy",
        step: "Add this to the Caddyfile: part 1 above the site block, part 2 inside it.",
        file: "null",
        template: r#"# 1. Above the site block
(gateway_check) {
	header {
		Access-Control-Allow-Origin "{origin}"
		Access-Control-Allow-Headers "Authorization, Content-Type"
		Access-Control-Allow-Methods "GET, POST, OPTIONS"
		Access-Control-Expose-Headers "{exposed}"
		defer
	}
}

# 2. Inside the site block. Add the matcher @asked to basic_auth (basicauth before Caddy 2.8) or
#    forward_auth, if any.
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
        step: "Add this to the HTTP connection manager: part 1 in the virtual host, part 2 in http_filters.",
        file: "null",
        template: r#"# 1. In the virtual host, beside routes. Routes that match the method must allow OPTIONS. A request that
#    matches no route gets no CORS headers.
typed_per_filter_config:
  envoy.filters.http.cors:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    allow_origin_string_match:
    - exact: "{origin}"
    allow_headers: "Authorization, Content-Type"
    allow_methods: "GET, POST, OPTIONS"
    expose_headers: "{exposed}"

# 2. First in http_filters. After ext_authz, jwt_authn or ratelimit it would miss the replies
#    that they reject, and OPTIONS would require a key.
- name: envoy.filters.http.cors
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
"#,
    },
    Setup {
        server: "HAProxy",
        step: "Add this to the frontend of the gateway, above its other http-request rules.",
        file: "null",
        template: r#"# Answers the preflight before rules that require a key.
http-request return status 204 if METH_OPTIONS
# Replaces the headers of the server behind it: browsers reject a reply with two origins.
http-after-response set-header Access-Control-Allow-Origin "{origin}"
http-after-response set-header Access-Control-Allow-Headers "Authorization, Content-Type"
http-after-response set-header Access-Control-Allow-Methods "GET, POST, OPTIONS"
http-after-response set-header Access-Control-Expose-Headers "{exposed}"
"#,
    },
    Setup {
        server: "Traefik",
        step: "Add this to the dynamic configuration, and name the middleware first in the gateway's router.",
        file: "null",
        template: r#"# Answers the preflight before middlewares that require a key. A request that matches no router gets
# no CORS headers. In the router: middlewares: [gateway-check, ...]
http:
  middlewares:
    gateway-check:
      headers:
        accessControlAllowOriginList: ["{origin}"]
        accessControlAllowHeaders: [Authorization, Content-Type]
        accessControlAllowMethods: [GET, POST, OPTIONS]
        accessControlExposeHeaders: [{exposed}]
"#,
    },
    Setup {
        server: "Apache",
        step: "Add this to the VirtualHost of the gateway. It requires mod_headers and mod_rewrite.",
        file: "null",
        template: r#"# Browsers reject a reply with two origins.
Header onsuccess unset Access-Control-Allow-Origin
Header always set Access-Control-Allow-Origin "{origin}"
Header always set Access-Control-Allow-Headers "Authorization, Content-Type"
Header always set Access-Control-Allow-Methods "GET, POST, OPTIONS"
Header always set Access-Control-Expose-Headers "{exposed}"
# Answers the preflight before Apache asks for a password.
RewriteEngine On
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteRule ^ - [R=204,L]
"#,
    },
    Setup {
        server: "Kong",
        step: "Add this to kong.yml, under the route or service of the gateway.",
        file: "null",
        template: r#"# Runs before the plugins that require a key.
# If the route lists methods, add OPTIONS.
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
        step: "Add this to the route of the gateway. The Admin API accepts the same fields as JSON.",
        file: "null",
        template: r#"# Runs before the plugins that require a key.
# If the route lists methods, add OPTIONS.
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
        step: "Set these environment variables for the LiteLLM proxy, then restart it.",
        file: "null",
        template: r"# By default LiteLLM allows every page. If this page is blocked, check the proxy in front of it.
# Headers and methods are allowed already. Separate several origins with commas. LiteLLM cannot expose
# headers, and sends its own errors (status 500) without CORS headers.
LITELLM_CORS_ORIGINS={origin}
LITELLM_CORS_ALLOW_CREDENTIALS=false
",
    },
    Setup {
        server: "vLLM",
        step: "Add these options to the command that starts vLLM.",
        file: "null",
        template: r#"# vLLM rejects a wrong key without CORS headers, and cannot expose headers. If that matters, put
# nginx or Caddy in front of it. Without these options, vLLM allows every page.
vllm serve MODEL \
  --allowed-origins '["{origin}"]' \
  --allowed-headers '["Authorization", "Content-Type"]' \
  --allowed-methods '["GET", "POST", "OPTIONS"]'
"#,
    },
    Setup {
        server: "Ollama",
        step: "Set this environment variable for Ollama, then restart it.",
        // Ollama does not start with an origin that has no scheme.
        file: "*",
        template: r#"# Headers and methods are allowed already. Headers cannot be exposed.
# Linux: run systemctl edit ollama, add these lines, then run systemctl restart ollama
[Service]
Environment="OLLAMA_ORIGINS={origin}"
# macOS: run this, then start Ollama again
launchctl setenv OLLAMA_ORIGINS "{origin}"
# Windows: run this, then start Ollama again
setx OLLAMA_ORIGINS "{origin}"
"#,
    },
    Setup {
        server: "llama.cpp",
        step: "Set these environment variables for llama-server, then restart it.",
        file: "null",
        template: r"# Versions before July 2026 ignore these and allow every page, as newer ones do by default.
# If this page is blocked, check the proxy in front. Headers cannot be exposed.
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
        let cannot = ["LiteLLM", "vLLM", "Ollama", "llama.cpp"];
        check("x-request-id", &cannot);
        check("x-ratelimit-remaining-requests", &cannot);
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for setup in SETUPS {
            let text = setup.text(ORIGIN);
            assert!(!text.contains("{origin}") && !text.contains("{exposed}"), "{}", setup.server);
            assert!(text.ends_with('\n') && setup.step.ends_with('.'), "{}", setup.server);
        }
    }

    #[test]
    fn a_page_from_a_file_is_told_a_better_way() {
        for setup in SETUPS {
            let text = setup.text("null");
            assert!(
                text.starts_with("# A page opened from a file has the origin `null`."),
                "{}",
                setup.server
            );
            assert!(!setup.text(ORIGIN).contains("null"), "{}", setup.server);
        }
        let ollama = SETUPS.iter().find(|setup| setup.server == "Ollama").expect("a text for Ollama");
        assert!(ollama.text("null").contains("OLLAMA_ORIGINS=*\""));
    }

    #[test]
    fn the_table_stays_small_enough_to_ship() {
        let bytes: usize = SETUPS.iter().map(|setup| setup.template.len() + setup.step.len()).sum();
        assert!(bytes < 7_500, "{bytes} bytes");
    }
}
