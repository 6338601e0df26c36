//! The page's files: the right types, nothing from outside the folder.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::http::HeaderValue;
use gateway_check_sandbox::pages::Pages;
use gateway_check_sandbox::preset;
use serde_json::json;

use crate::client::{Ask, start};

/// A folder with one file of each type, and a secret beside it.
pub fn folder(name: &str) -> PathBuf {
    let parent = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let root = parent.join("dist");
    fs::create_dir_all(root.join("inner")).expect("a folder");
    fs::write(parent.join("secret.txt"), "secret").expect("a file");
    for file in ["index.html", "boot.js", "page.wasm", "a b.css", "icon.svg", "config.json", "inner/x.bin"] {
        fs::write(root.join(file), format!("this is {file}")).expect("a file");
    }
    root
}

fn serve(name: &str, change: impl FnOnce(&mut Pages)) -> SocketAddr {
    let mut pages = Pages::new(&folder(name)).expect("a folder");
    change(&mut pages);
    start(pages.router())
}

#[track_caller]
fn check(at: SocketAddr, path: &str, media_type: &str, body: &str) {
    let reply = Ask::get(path).at(at).send();
    assert_eq!((reply.header("content-type"), reply.text().as_str()), (Some(media_type), body));
    assert_eq!((reply.status, reply.header("cache-control")), (200, Some("no-cache")));
}

#[test]
fn files_have_their_types() {
    let at = serve("types", |_| {});
    check(at, "/", "text/html", "this is index.html");
    check(at, "/index.html", "text/html", "this is index.html");
    check(at, "/boot.js?v=1", "text/javascript", "this is boot.js");
    check(at, "/page.wasm", "application/wasm", "this is page.wasm");
    check(at, "/a%20b.css", "text/css", "this is a b.css");
    check(at, "/icon.svg", "image/svg+xml", "this is icon.svg");
    check(at, "/config.json", "application/json", "this is config.json");
    check(at, "/inner/x.bin", "application/octet-stream", "this is inner/x.bin");
}

#[test]
fn nothing_else_is_served() {
    let at = serve("outside", |_| {});
    let secret = folder("outside").with_file_name("secret.txt");
    let absolute = format!("/{}", secret.display());
    let paths = [
        "/none",
        "/inner/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/inner/../../secret.txt",
        "/inner/../index.html",
        "/%00",
        absolute.as_str(),
    ];
    for path in paths {
        let reply = Ask::get(path).at(at).send();
        assert_eq!((reply.status, reply.text().as_str()), (404, ""), "{path}");
    }
    assert_eq!(Ask::get("/").at(at).method("POST").send().status, 405);
}

#[test]
fn a_policy_is_sent_only_if_given() {
    let policy = |at| Ask::get("/").at(at).send().header("content-security-policy").map(str::to_owned);
    assert_eq!(policy(serve("plain", |_| {})), None);
    let strict = serve("strict", |pages| {
        pages.csp = Some(HeaderValue::from_static("default-src 'self'"));
    });
    assert_eq!(policy(strict).as_deref(), Some("default-src 'self'"));
}

#[test]
fn the_preset_takes_the_place_of_the_file() {
    let at = serve("preset", |pages| {
        pages.config = Some(preset::config(1, Some(2), Some(3)));
    });
    let config = Ask::get("/config.json").at(at).send().json();
    assert_eq!(config["title"], "Gateway Check (sandbox)");
    assert_eq!(config["gateways"][0]["base_url"], "http://127.0.0.1:1/keyless/v1");
    assert_eq!(config["gateways"][1]["base_url"], "http://127.0.0.1:1/healthy/v1");
    assert_eq!(config["gateways"][2]["base_url"], "http://127.0.0.1:2/v1");
    assert_eq!(config["gateways"][3]["base_url"], "http://127.0.0.1:3/v1");
    assert_eq!(preset::config(1, None, None)["gateways"].as_array().map(Vec::len), Some(2));
    assert_eq!(config["gateways"][2]["models"], json!(["smollm2-135m"]));
}
