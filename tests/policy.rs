//! The page and every file of `docs/hosting/` say the policy that `src/policy.rs` holds, and `make config`
//! prints it by the page's own rules.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use gateway_check::policy;

/// The text of a file of this repository.
fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every policy of the page in `text`: from its first directive to the quote or the line that ends it. The
/// policy of the replies that a proxy passes on, which has `sandbox`, is none of the page's.
fn policies(text: &str) -> Vec<&str> {
    let begins = text.match_indices("default-src").map(|(at, _)| &text[at..]);
    let whole = begins.map(|rest| &rest[..rest.find(['"', '\n']).unwrap_or(rest.len())]);
    whole.filter(|policy| !policy.ends_with("; sandbox")).collect()
}

#[test]
fn the_page_says_the_policy_of_itself_before_anything_it_governs() {
    let page = read("index.html");
    assert_eq!(policies(&page), [policy::of_page()]);
    let place = page.find("http-equiv=\"Content-Security-Policy\"").expect("the policy");
    for governed in ["<link", "<script", "<style"] {
        assert!(page.find(governed).is_none_or(|at| at > place), "{governed}");
    }
}

#[test]
fn every_file_for_a_host_sends_the_policy_as_a_header() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/hosting");
    let entries = fs::read_dir(folder).expect("docs/hosting").map(|entry| entry.expect("an entry"));
    let files =
        entries.filter(|entry| entry.file_type().expect("a type").is_file()).map(|entry| entry.path());
    let for_servers = files.filter(|path| path.extension().is_none_or(|ending| ending != "md"));
    let mut names: Vec<_> = for_servers
        .map(|path| path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "Caddyfile",
            "Caddyfile-one-origin",
            "_headers",
            "apache.conf",
            "cloudfront-headers.json",
            "nginx-one-origin.conf",
            "nginx.conf"
        ]
    );
    for name in names {
        assert_eq!(policies(&read(&format!("docs/hosting/{name}"))), [policy::of_header()], "{name}");
    }
}

#[test]
fn no_script_or_style_of_the_page_itself_is_allowed() {
    let policy = policy::of_header();
    for loose in ["unsafe-inline", "'unsafe-eval'", "unsafe-hashes", "*"] {
        assert!(!policy.contains(loose), "{loose}");
    }
    assert!(policy.contains("require-trusted-types-for 'script'; trusted-types 'none'"), "{policy}");
}

/// Runs the program that `make config` calls, with these arguments.
fn csp(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_csp")).args(arguments).output().expect("the program runs")
}

#[test]
fn the_command_prints_one_line_and_tells_people_what_it_needs() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("config.json");
    let config = r#"{"gateways":[{"name":"G","base_url":"https://gateway.example/v1"}]}"#;
    fs::write(&path, config).expect("the file");
    let output = csp(&[path.to_str().expect("a path")]);
    let printed = String::from_utf8(output.stdout).expect("text");
    let checked = policy::checked(config).expect("a policy");
    assert_eq!(printed, checked.policy + "\n");
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.contains("Cross-Origin-Opener-Policy") && told.contains("inside a frame"), "{told}");
    assert!(told.contains("no problem found") && told.contains(&checked.notes.join("\n")), "{told}");
}

#[test]
fn a_byte_order_mark_is_no_mistake_as_in_a_browser() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("config-with-mark.json");
    fs::write(&path, "\u{feff}{}").expect("the file");
    let output = csp(&[path.to_str().expect("a path")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, (policy::of_header() + "\n").into_bytes());
}

#[test]
fn the_command_says_what_is_wrong_and_prints_no_policy() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("config-with-mistakes.json");
    let config =
        r#"{"openai_api_key":"gc-test-1","gateways":[{"name":"G","base_url":"gateway.example/v1"}]}"#;
    fs::write(&path, config).expect("the file");
    let path = path.to_str().expect("a path");
    let mistakes = policy::checked(config).expect_err("mistakes");
    assert_eq!(mistakes.len(), 2, "{mistakes:?}");
    let mistakes: Vec<_> = mistakes.iter().map(|mistake| format!("{path}: {mistake}\n")).collect();
    for (arguments, expected) in [
        (vec![], "Name one file: make config CONFIG=path/config.json\n"),
        (vec!["/no/such/config.json"], "/no/such/config.json cannot be read: "),
        (vec![path], mistakes.concat().as_str()),
    ] {
        let output = csp(&arguments);
        let said = String::from_utf8(output.stderr).expect("text");
        assert!(said.starts_with(expected), "{said}");
        assert!(!output.status.success() && output.stdout.is_empty());
    }
}
