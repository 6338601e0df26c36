//! Web pages and bare text in the API's place: sign-ins, bot protections, consoles, error pages of proxies.

use super::matcher::{plain, says};
use super::{Category, Clue, DiagnosisKind, EnvelopeShape, ErrorEnvelope};

/// A sign-in or bot protection names itself within this many characters.
const READ_CHARS: usize = 12_000;

/// Patterns for the whole page, markup included.
pub(super) const CLUES: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::BotWall,
        category: Category::WebPage,
        statuses: &[(0, 499), (503, 503)],
        words: &[
            "title just a moment",
            "attention required cloudflare",
            "(cf chl|cf challenge)",
            "(incapsula|datadome|captcha delivery|px captcha|perimeter x|awswaf|aws waf|goku props)",
            "(checking|verifying) (your browser|if the site connection|you are human)",
            "(verify|confirm) (that |)you are (a |)(human|not a robot|not a bot)",
            "(security checkpoint|unusual traffic|requested url was rejected|web page blocked|you have been blocked)",
            "enable javascript and cookies to continue",
        ],
    },
    Clue {
        kind: DiagnosisKind::BotWall,
        category: Category::WebPage,
        statuses: &[(400, 499), (503, 503)],
        words: &[
            "title access (denied|to this page has been denied)",
            "error (code |)(1006|1007|1008|1009|1010|1012|1020)",
            "(captcha|akamai|edgesuite|sucuri|mod security|fortiweb|fortigate|fortinet|zscaler|forcepoint|barracuda|wordfence)",
            "on this server p reference",
            "(request|request is|access|site|page) blocked",
            "application firewall",
        ],
    },
    Clue {
        kind: DiagnosisKind::LoginWall,
        category: Category::WebPage,
        statuses: &[(0, 499)],
        words: &[
            "(authelia|authentik|pingfederate|pingone|adfs|onelogin|duosecurity|cloudflareaccess|cloudflare access|oauth2 proxy|shibboleth|jumpcloud|saml request|samlrequest)",
            // Not their scripts, settings and links alone, which pages with a sign-in button have.
            "accounts google com (o |v3 |signin|service login|account chooser)",
            "(http equiv refresh|location) *auth0 com (authorize|u login|login|samlp)",
            "(http equiv refresh|location) *okta com (login|signin|app |sso |oauth2 v1 authorize|oauth2 default v1 authorize)",
            "(http equiv refresh|location) *login microsoftonline com *(oauth2|saml2|wsfed)",
            "(http equiv refresh|location) *protocol openid connect auth",
        ],
    },
    Clue {
        kind: DiagnosisKind::LoginWall,
        category: Category::WebPage,
        statuses: &[(400, 499)],
        words: &["(okta|keycloak|login microsoftonline|auth0|openid connect)"],
    },
];

/// The same where no page came, but text or JSON.
const BARE: &[Clue] = &[
    Clue {
        kind: DiagnosisKind::BotWall,
        category: Category::WebPage,
        statuses: &[(403, 403), (429, 429), (503, 503)],
        words: &[
            "error (code |)(1006|1007|1008|1009|1010|1012|1020)",
            "captcha",
            "site owner has blocked",
            "security checkpoint",
            "application firewall",
            "(are not|not) a (robot|bot) ",
        ],
    },
    // Google's Identity-Aware Proxy takes every bearer token for its own.
    Clue {
        kind: DiagnosisKind::LoginWall,
        category: Category::WebPage,
        statuses: &[(401, 403)],
        words: &["^ invalid iap credentials "],
    },
];

/// An offline tunnel of ngrok, anywhere in its page.
const OFFLINE: &str = "err ngrok 3200";

/// Patterns for the title only.
const CONSOLE: &str = "(console|dashboard|portal|admin|konsole|consola|控制台|管理|コンソール|콘솔)";

/// Patterns for the title only. A first letter that may be a capital beyond ASCII is left out.
const LOGIN: &str = "(sign in|signin|log in|login|log on|logon|sign on|signon|sso|authenticat|anmeld|einloggen|connexion|connecter|iniciar ses|inicie ses|inicio de ses|accedi|accesso|entrar|inloggen|zaloguj|登录|登入|登錄|ログイン|サインイン|로그인|ход в|ойти|вход|вторизац)";

/// Returns the meaning of a page that came instead of a reply, beside its status.
pub(super) fn of_page(
    status: u16,
    envelope: &ErrorEnvelope,
    text: &str,
) -> Option<(DiagnosisKind, Category)> {
    if envelope.shape == EnvelopeShape::StorageXml {
        return Some((DiagnosisKind::UrlIsStorageEndpoint, Category::Storage));
    }
    // Addresses on a page show whose it is.
    let page = plain(&text.replace("://", " "), READ_CHARS);
    if status == 404 && says(&page, OFFLINE) {
        return Some((DiagnosisKind::UpstreamFailed, Category::Upstream));
    }
    // The page of an address that does not exist may load a captcha or offer a sign-in all the same.
    if matches!(status, 404 | 410) {
        return None;
    }
    if let Some(clue) = CLUES.iter().find(|clue| clue.fits(status, &page)) {
        return Some((clue.kind, clue.category));
    }
    let title = plain(&envelope.message, READ_CHARS);
    let is_server_error = status >= 500;
    // “401 Authorization Required” is a server's own page, without a place to sign in.
    let is_own_page = title.starts_with("^ 4");
    if status < 400 && says(&title, CONSOLE) {
        Some((DiagnosisKind::UrlIsConsole, Category::WebPage))
    } else if !is_server_error && (!is_own_page && says(&title, LOGIN) || says(&page, "type password")) {
        Some((DiagnosisKind::LoginWall, Category::WebPage))
    } else if status < 400 {
        Some((DiagnosisKind::HtmlInsteadOfApi, Category::WebPage))
    } else {
        None
    }
}

/// Returns the meaning of words which show that something on the way answered without a page.
pub(super) fn of_bare_words(
    status: u16,
    envelope: &ErrorEnvelope,
    text: &str,
) -> Option<(DiagnosisKind, Category)> {
    let words = plain(&envelope.message, 200);
    let is_of_datadome = text.contains("captcha-delivery.com");
    let named = BARE.iter().find(|clue| clue.fits(status, &words));
    let named = named.or_else(|| BARE.first().filter(|_| is_of_datadome));
    named.map(|clue| (clue.kind, clue.category))
}
