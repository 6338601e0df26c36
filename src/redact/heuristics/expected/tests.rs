//! Sentences made up of what servers say and of keys that they may mean: none of the keys is left.

use crate::redact::{mask_lookalikes, mask_refused_key};

/// Keys without a known format.
const KEYS: [&str; 9] = [
    "abc123",
    "k3yk3y",
    "Team42x",
    "gw-team-alpha-2024",
    "prod_key_7",
    "s3cr3t-pw!x",
    "A1B2C3D4E5F6",
    "9f8e7d6c5b",
    "mykey.v2.west",
];

/// Sentences that are enough by themselves: `K` is another key, `M` is what was sent, masked before.
const ALONE: &[&str] = &[
    "Expected: K",
    "expected K",
    "got 'M', expected 'K'",
    "Got M but expected K.",
    "expected \"K\", got \"M\"",
    "Expected key to be K",
    "expecting K here",
    "'M' != 'K'",
    "'K' != 'M'",
    "M != K",
    "K != M",
    "token M ≠ K",
    "should be K",
    "The value should have been `K`.",
    "It must be exactly K",
    "does not match K",
    "M doesn't match \"K\"",
    "K does not match M",
    "want K, got M",
    "wanted: K",
    "instead of K",
    "Valid keys: ['K']",
    "Valid keys: K, K and K",
    "valid keys are K or K",
    "allowed keys: [\"K\", \"K\"]",
    "The key K was expected",
    "{\"message\":\"got \\\"M\\\", expected \\\"K\\\"\"}",
    "{\"expected\":\"K\"}",
    "{\"expected\": \"K\", \"received\": \"M\"}",
    "{\"valid_keys\":[\"K\",\n  \"K\"]}",
    "data: {\"error\":{\"message\":\"expected K\"}}\n\n",
    "<p>expected &quot;K&quot;, got &quot;M&quot;</p>",
    "expected:\\nK",
    "assert 'M' == 'K'",
    "AssertionError: assert u'M' == u'K'",
    "x-expected: K",
    "erwartet: K",
    "Erwartet wurde 'K', erhalten 'M'",
    "Der Schlüssel stimmt nicht mit „K“ überein",
    "Schlüssel K erwartet",
    "attendu : « K »",
    "La clé devrait être K",
    "la clé ne correspond pas à 'K'",
    "se esperaba 'K'",
    "La clave debe ser K",
    "la clave no coincide con K",
    "esperado: K, recebido: M",
    "A chave deve ser K",
    "La chiave dovrebbe essere K",
    "verwacht: K",
    "oczekiwano K",
    "Ожидался ключ 'K'",
    "ключ должен быть K",
    "ожидается: K, получен: M",
    "密钥应为 K",
    "期望的密钥是K，实际是M",
    "期望值：K",
    "无效的令牌，应该是“K”",
    "正しいキーは K です",
    "「K」が期待されます",
    "올바른 키: K",
    "예상 키 'K'",
    "{\"message\":\"\\u5bc6\\u94a5\\u5e94\\u4e3aK\"}",
];

/// Sentences about keys.
const OF_KEYS: &[&str] = &[
    "Invalid API key 'M'. The server knows K.",
    "Invalid key. Configured: K",
    "Unauthorized. Try K.",
    "Unauthorized (use \"K\")",
    "The key is not one of [K, K]",
    "Authentication failed: K is the current key",
    "Your key M is not K",
    "Only the token K is accepted",
    "bad credentials: master=K, read=K",
    "Wrong password; it is “K”",
    "API keys: alice (K), bob (K)",
    "{\"error\":\"unauthorized\",\"hint\":\"K\"}",
    "{\"error\":{\"message\":\"Invalid API key\",\"known\":{\"alice\":\"K\"}}}",
    "key=K",
    "The API key K is unknown",
    "Ungültiger Schlüssel. Verwende „K“.",
    "Clé invalide : utilisez 'K'",
    "Clave no válida. Usa 'K'",
    "Неверный ключ. Используйте K",
    "令牌无效，请使用K",
    "キーが無効です。K を使用してください",
];

/// The same in words that no list was made for.
const OF_KEYS_OTHERWISE: &[&str] = &[
    "key mismatch (expected=K, actual=M)",
    "'K' is the only key I know",
    "The secret is K.",
    "Use Authorization: Bearer K",
    "The provided token differs from the configured token K",
    "Wrong key. Compare: M vs K",
    "api_secret is set to K",
    "Please send x-api-key: K",
    "The token must equal K",
    "No match for the key M in {K, K}",
    "Il token corretto è 'K'",
    "Il token deve essere K",
    "De sleutel moet K zijn",
    "Der Schlüssel muss K sein",
    "Anahtar 'K' olmalı",
    "Nøkkelen skal være K",
    "Nyckeln ska vara K",
    "المفتاح المتوقع: K",
    "अपेक्षित कुंजी: K",
    "המפתח הצפוי: K",
    "khóa api phải là 'K'",
];

/// Sentences that only the status marks as a rejection of a key.
const REFUSED: &[&str] = &[
    "K",
    "No. K.",
    "Only holders of K may enter",
    "klíč musí být K",
    "Avaimen pitäisi olla K",
    "Nope, K here",
    "We take K and nothing else",
    "{\"hint\":\"K\"}",
];

/// The sentences with each of the keys in place of `K`.
fn made_up<'a>(sentences: &'a [&'a str]) -> impl Iterator<Item = (String, &'static str)> + 'a {
    sentences
        .iter()
        .flat_map(|sentence| KEYS.iter().map(|key| (sentence.replace('M', "[key]").replace('K', key), *key)))
}

#[track_caller]
fn check(left: &[String]) {
    assert!(left.is_empty(), "{} show the key:\n{}", left.len(), left.join("\n"));
}

/// The masked texts in which a key is left, or which change once they are masked again.
fn left(made_up: impl Iterator<Item = (String, &'static str)>, mask: fn(&str) -> String) -> Vec<String> {
    let shown = made_up.map(|(text, key)| (mask(&text), key));
    shown
        .filter(|(shown, key)| shown.contains(key) || mask(shown) != *shown)
        .map(|(shown, _)| shown)
        .collect()
}

#[test]
fn an_expected_key_is_covered_in_any_sentence() {
    check(&left(made_up(ALONE), |text| mask_lookalikes(text).into_owned()));
}

#[test]
fn where_keys_are_spoken_of_more_is_covered() {
    check(&left(made_up(OF_KEYS), |text| mask_lookalikes(text).into_owned()));
    check(&left(made_up(OF_KEYS_OTHERWISE), |text| mask_lookalikes(text).into_owned()));
}

#[test]
fn in_the_refusal_of_a_key_all_that_may_be_one_is_covered() {
    check(&left(made_up(REFUSED), |text| mask_refused_key(text).into_owned()));
    let with_status = made_up(REFUSED).map(|(text, key)| (format!("rejected: status 401, “{text}”"), key));
    check(&left(with_status, |text| mask_lookalikes(text).into_owned()));
}

#[test]
fn what_helps_to_fix_the_refusal_of_a_key_stays() {
    for text in [
        "Incorrect API key provided. You can find your API key at https://platform.openai.com/account/api-keys.",
        "{\"error\":{\"message\":\"Invalid API key.\",\"type\":\"authentication_error\",\"code\":\"invalid_api_key\"}}",
        "{\"error\":\"unauthorized\",\"code\":\"AUTH_4012\",\"request_id\":\"9f8e7d6c5b4a\"}",
        "{\"detail\":\"Unauthorized\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"path\":\"/v1/chat/completions\"}",
        "Key not allowed to access model. This key can only access models=['m-a1b2', 'm-c3d4']. Tried to access m-e5f6",
        "This key is not allowed to use the model “m-a1b2c3”.",
        "This key is not allowed to use the model gpt-4o-mini-2024-07-18.",
        "Ask the gateway's admin to allow m-a1b2c3 for this key.",
        "API key is not valid for gw2.eu-west-1.example.com:8443",
        "The key was sent to localhost:8787 over http/1.1",
        "The key is not valid on the gateway of release v2024.11, use v2025.1",
        "Unauthorized: token algorithm should be RS256, got HS256",
        "Invalid API key (request id: 9f8e7d6c5b4a)",
        "API version should be 2025-04-01-preview",
        "Use openai/gpt-4.1 instead",
        "The model 'm-a1b2' does not match 'm-c3d4'",
        "Expected type 'string', got 'integer'",
        "expected at most 1024tokens, got 4096tokens",
        "Authorization header should be 'Bearer <token>'",
        "Expected POST /v1/chat/completions",
        "expected value at line 1 column 2",
        "Invalid token; see https://docs.example.com/v1/auth2?page=3#keys4you",
        "Invalid key; model_name=m-a1b2c3",
        "Unauthorized (gw2.example.com:8443)",
        "Unauthorized: 'localhost:8787'",
        "Unauthorized: see 'http://h9'",
        "Unauthorized: 'v1/m-a1'",
        "Unauthorized (sha256)",
        "The key 'x' worker-a1b2c3 took it.",
        "status 200: worker-a1b2c3 is ready",
        "I forgot a1b2c3 here",
    ] {
        assert_eq!(mask_lookalikes(text), text);
    }
    for text in [
        "status 403, “The model m-a1b2c3 requires a subscription”",
        "req_9f8e7d6c5b4a: no",
        "Access denied by rule 9f8e7d6c",
    ] {
        assert_eq!(mask_refused_key(text), text);
    }
}

#[test]
fn a_key_that_resembles_something_known_is_covered() {
    for key in ["vx7k2/gc9", "v20240918", "v1abc2", "k3y.x4"] {
        assert_eq!(mask_lookalikes(&format!("Invalid key '{key}'")), "Invalid key '…'", "{key}");
    }
}

#[test]
fn a_key_is_recognised_by_what_comes_before_it_even_if_no_key_is_mentioned() {
    for (text, shown) in [
        ("sk-1234 or abc123", "sk-… or …"),
        ("assert u'1' == u'abc123'", "assert u'1' == u'…'"),
        ("{\"message\":\"expected \\\"abc123\\\"\"}", "{\"message\":\"expected \\\"…\\\"\"}"),
        ("expected:%20abc123", "expected:%20…"),
        ("expected %62abc123", "expected %62…"),
        ("attendu'abc123'", "attendu'…'"),
        ("expected abc123 on server gpu9x7", "expected … on server gpu9x7"),
    ] {
        assert_eq!(mask_lookalikes(text), shown);
    }
}

#[test]
fn in_a_long_text_it_matters_what_is_near() {
    let spaces = |count: usize| " ".repeat(count);
    for (text, shown) in [
        (
            format!("{}Invalid key 'abc123'{}", spaces(600), spaces(404)),
            format!("{}Invalid key '…'{}", spaces(600), spaces(404)),
        ),
        (
            format!("Use 'abc123'{}as the API key", spaces(700)),
            format!("Use '…'{}as the API key", spaces(700)),
        ),
        (format!("key{}Use 'abc123'", spaces(3000)), format!("key{}Use 'abc123'", spaces(3000))),
        (format!("expected abc123,{}def456", spaces(60)), format!("expected …,{}def456", spaces(60))),
        (format!("'abc123'{}was expected", spaces(35)), format!("'…'{}was expected", spaces(35))),
        (format!("'abc123'{}was expected", spaces(36)), format!("'abc123'{}was expected", spaces(36))),
    ] {
        assert_eq!(mask_lookalikes(&text), shown);
    }
}

#[test]
fn a_quoted_key_ends_at_its_quote_whatever_is_in_it() {
    let longest = format!("'k3y({}' was expected", "x".repeat(252));
    assert_eq!(mask_lookalikes(&longest), "'…' was expected");
    for (text, shown) in [
        ("got 'M', expected 'k3y(a,b)c'.", "got 'M', expected '…'."),
        ("expected \"k3y;a&b\", got 'M'", "expected \"…\", got 'M'"),
    ] {
        assert_eq!(mask_lookalikes(text), shown);
    }
}
