//! Tests that `docs/` and `README.md` say what the code says, and that their examples are what they claim.

#![cfg(not(target_arch = "wasm32"))]

mod made;
#[path = "../one_reply/mod.rs"]
mod one_reply;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gateway_check::client::CLIENTS;
use gateway_check::diagnosis::DiagnosisKind;
use gateway_check::redact::Mask;
use gateway_check::share_link::Link;
use gateway_check::snippet::SNIPPETS;
use one_reply::OneReply;
use strum::EnumMessage;

fn path_of(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file of this repository.
fn read(path: &str) -> String {
    fs::read_to_string(path_of(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_example_of_a_diagnosis_that_is_a_reply_gets_it() {
    let mut tried = 0;
    for id in DiagnosisKind::ALL {
        let said = id.get_documentation().expect("a comment");
        let example = said.trim().strip_prefix("Example: ").unwrap_or_else(|| panic!("{id}: {said}"));
        if example.contains("reply `") {
            let kinds = kinds_of(example);
            assert!(kinds.contains(id), "{id}: {example} gets {kinds:?}");
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
}

/// The diagnoses of an example such as ``key `k`, reply `401 text/plain` `no` ``, at an ordinary gateway.
fn kinds_of(example: &str) -> Vec<DiagnosisKind> {
    let (mut base_url, mut key, mut from) = ("https://gateway.example/v1", "gc-test-1", None);
    let (mut status, mut content_type, mut body, mut is_streamed) = ("", "", String::new(), false);
    let mut parts = example.split('`');
    while let (Some(label), Some(value)) = (parts.next(), parts.next()) {
        match label.trim_matches([',', ' ']) {
            "base URL" => base_url = value,
            "key" => key = value,
            "from" => from = Some(value),
            label @ ("reply" | "streamed reply") => {
                is_streamed = label == "streamed reply";
                (status, content_type) = value.split_once(' ').expect("status and content type");
            }
            "" => body = value.replace("\\n", "\n"),
            other => panic!("{other} is not a part of an example"),
        }
    }
    let assessment = OneReply {
        base_url,
        key,
        is_streamed,
        status: status.parse().expect("a status"),
        from,
        content_type: Some(content_type),
        body: &body,
        ..OneReply::default()
    }
    .assessment();
    assessment.diagnoses.iter().map(|diagnosis| diagnosis.kind.id).collect()
}

#[test]
fn the_example_of_a_link_is_read_whole_and_written_as_it_is() {
    let readme = read("README.md");
    let example = readme.lines().find(|it| it.starts_with("index.html#")).expect("an example");
    let (_, fragment) = example.split_once('#').expect("a fragment");
    let link = Link::parse(fragment);
    assert!(link.base_url.is_some() && link.model.is_some() && link.prompt.is_some());
    assert!(link.profile.is_some() && link.gateway.is_some() && !link.had_key);
    assert_eq!(link.to_fragment(&Mask::default()), fragment);
}

#[test]
fn every_snippet_is_named() {
    let readme = read("README.md");
    for snippet in SNIPPETS {
        assert!(readme.contains(&format!("\n| {} | ", snippet.label)), "{}", snippet.label);
    }
}

#[test]
fn a_program_that_was_tried_is_the_one_that_is_pinned() {
    let pins = ["tools/requirements.txt", "tools/requirements-clients.txt", "tests/clients/package.json"];
    let pins = pins.map(read).concat() + &read("tests/clients/async-openai/Cargo.toml");
    for client in CLIENTS.iter().filter(|client| client.is_tried) {
        let (name, version) = client.version.split_once(' ').expect("a name and a version");
        let forms = [
            format!("\n{name}=={version} "),
            format!("\"{name}\": \"{version}\""),
            format!("\n{name} = {{ version = \"={version}\""),
        ];
        assert!(forms.iter().any(|form| pins.contains(form)), "{name} {version}");
    }
}

/// The text of all files in this folder and those in it.
fn all_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let text = |path: PathBuf| {
        if path.is_dir() { all_below(&path) } else { fs::read_to_string(path).expect("text") }
    };
    entries.map(text).collect()
}

/// The `data-` attributes that are named in `text`.
fn hooks(text: &str) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let found = text.match_indices("data-").map(|(at, _)| &text[at..]);
    found.map(|rest| &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]).collect()
}

#[test]
fn the_documented_hooks_are_those_of_the_page() {
    // Those that keep password managers away are theirs.
    const OTHERS: [&str; 5] = ["data-", "data-bwignore", "data-composing", "data-form-type", "data-lpignore"];
    let source = |folder| all_below(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder));
    let screen = source("src/ui") + &source("src/browser");
    let mut of_page = hooks(&screen);
    of_page.retain(|hook| !OTHERS.contains(hook));
    assert_eq!(hooks(&read("docs/architecture.md")), of_page);
}

/// The names of the dependencies in the text of a `Cargo.toml`.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut section = "";
    for line in manifest.lines() {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            names.extend(section.split_once("dependencies.").map(|(_, name)| name));
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            names.extend(line.split_once(" = ").map(|(name, _)| name));
        }
    }
    names
}

#[test]
fn every_dependency_has_its_reason() {
    let architecture = read("docs/architecture.md");
    let (_, rest) = architecture.split_once("\n## Dependencies\n").expect("the section");
    let (section, _) = rest.split_once("\n## ").expect("its end");
    let named: BTreeSet<_> =
        section.split(|sign: char| !sign.is_alphanumeric() && !"-_@/".contains(sign)).collect();
    let manifests = [read("Cargo.toml"), read("sandbox/Cargo.toml")];
    let packages = read("tools/package.json");
    let (_, listed) = packages.split_once("\"devDependencies\"").expect("the list");
    let node = listed
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.split_once('"'))
        .map(|(name, _)| name);
    let used: BTreeSet<_> = manifests.iter().flat_map(|text| dependencies(text)).chain(node).collect();
    assert!(used.len() > 15 && used.contains("web-sys") && used.contains("html-validate"), "{used:?}");
    assert_eq!(used.difference(&named).collect::<Vec<_>>(), Vec::<&&str>::new());
}
