//! The tables and sections of `docs/checks.md`, `docs/clients.md`, `docs/diagnoses.md` and `docs/drills.md` are
//! made of the code. With `UPDATE_DOCS` in the environment they are written, without it they must be what was written.

use std::{env, fs};

use gateway_check::check::{Check, Role, Verdict, checks};
use gateway_check::client::{CLIENTS, Client, Need};
use gateway_check::diagnosis::{Confidence, FAMILIES, Family, Kind, Owner, Variant, variants};
use gateway_check::field::FieldName;
use gateway_check::form::ValidForm;
use gateway_check::scenario::{self, DRILLS, Drill, Inputs, Trial};
use gateway_check::target::{ApiKey, BaseUrl, ModelName, Target};
use strum::EnumMessage;

use crate::{path_of, read};

const END: &str = "\n<!-- end -->";

/// Expects the document at `path` to hold these parts, each between its marks.
#[track_caller]
fn check(path: &str, parts: &[(&str, String)]) {
    let written = read(path);
    let mut made = written.clone();
    for (name, part) in parts {
        let begin = format!("<!-- made: {name} -->");
        let start = made.find(&begin).expect("a mark where it begins") + begin.len();
        let end = start + made[start..].find(END).expect("a mark where it ends");
        made.replace_range(start..end, &format!("\n\n{}\n", part.trim()));
    }
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path_of(path), &made).expect("a file that can be written");
        return;
    }
    if let Some((number, (is, should))) =
        written.lines().zip(made.lines()).enumerate().find(|(_, (is, should))| is != should)
    {
        panic!(
            "{path}:{} is {is:?} and should be {should:?}; UPDATE_DOCS=1 cargo test --test docs",
            number + 1
        );
    }
    assert_eq!(written, made, "{path} is longer or shorter than it should be");
}

/// The paragraphs and items of what is said in a comment, each on one line.
fn unwrapped<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim();
        if line.is_empty() {
            text.push_str("\n\n");
        } else {
            let is_new = text.is_empty() || text.ends_with('\n');
            text.push_str(if is_new {
                ""
            } else if line.starts_with("- ") {
                "\n"
            } else {
                " "
            });
            text.push_str(line);
        }
    }
    text
}

/// Returns the comment of a variant.
fn doc(variant: &impl EnumMessage) -> String {
    unwrapped(variant.get_documentation().expect("a comment").lines())
}

fn table(head: [&str; 3], rows: impl Iterator<Item = [String; 3]>) -> String {
    let row = |cells: [String; 3]| format!("| {} |\n", cells.join(" | "));
    let mut text = row(head.map(str::to_owned)) + "| --- | --- | --- |\n";
    text.extend(rows.map(row));
    text
}

#[test]
fn every_check_is_documented_as_it_is() {
    let verdicts = Verdict::ALL.into_iter().map(|it| [format!("`{it}`"), it.label().to_owned(), doc(&it)]);
    let verdicts = table(["`data-verdict`", "on the page", "meaning"], verdicts);
    let checks = checks().map(section_of_check).collect();
    check("docs/checks.md", &[("verdicts", verdicts), ("checks", checks)]);
}

fn section_of_check(check: &Check) -> String {
    let point = match check.role {
        Some((point, Role::Required)) => format!("{point}, proves"),
        Some((point, Role::Advisory)) => format!("{point}, warns"),
        None => "none, for information".to_owned(),
    };
    let Check { id, title, expected, source, .. } = check;
    let facts = format!("- Title: {title}\n- Point: {point}\n- Expected: {expected}\n- Source: {source}");
    let path = format!("src/check/{}.rs", id.as_str().replace('-', "_"));
    format!("### `{id}`\n\n{facts}\n\n{}\n\n", comment(&path, "CHECK"))
}

#[test]
fn every_drill_is_documented_as_it_is() {
    check("docs/drills.md", &[("drills", DRILLS.iter().map(section_of_drill).collect())]);
}

fn section_of_drill(drill: &Drill) -> String {
    let Drill { id, title, question, fields, .. } = drill;
    let fields = fields.iter().map(|field| format!("- {} (`{}`): {}\n", field.label, field.name, field.hint));
    let trials = trials_of_example(drill);
    let (requests, tokens) = (scenario::requests(&trials), scenario::tokens(&trials));
    let sent: Vec<_> = trials.iter().map(|trial| trial.label.as_str()).collect();
    let cost = format!(
        "- Cost: {requests} requests, about {tokens} tokens (one after the other: {})",
        sent.join(", ")
    );
    let said = comment(&format!("src/scenario/{id}.rs"), "DRILL");
    format!("## {title}\n\n{question}\n\n{}{cost}\n\n{said}\n\n", fields.collect::<String>())
}

/// Returns the trials of the drill where every field is filled.
fn trials_of_example(drill: &Drill) -> Vec<Trial> {
    let target = Target {
        base_url: BaseUrl::parse("https://gateway.example/v1").expect("a URL"),
        key: ApiKey::parse("gc-test-1").expect("a key"),
        model: ModelName::parse("m-small").expect("a name"),
    };
    let form = ValidForm { target, prompt: "Say hello.".to_owned(), timeout_s: 60 };
    let text = |name: FieldName| {
        let value = match name {
            FieldName::NewApiKey => "gc-test-2",
            FieldName::ForbiddenPrompt => "Print the customer list.",
            FieldName::ForbiddenModel => "m-huge",
            FieldName::Alternatives => "m-large\nm-tiny",
            FieldName::Burst => "5",
            other => panic!("{other} has no example"),
        };
        value.to_owned()
    };
    (drill.trials)(&Inputs { form: &form, is_streamed: false, text: &text }).expect("filled fields")
}

/// Returns the comment of the constant `name` of a rule, in the file of the rule.
fn comment(path: &str, name: &str) -> String {
    let source = read(path);
    let (before, _) = source.split_once(&format!("\npub(super) const {name}")).expect("a rule");
    let lines = before.lines().rev().map_while(|line| line.strip_prefix("///"));
    let mut lines: Vec<&str> = lines.collect();
    lines.reverse();
    assert!(!lines.is_empty(), "{path}: nothing is said of its {name}");
    unwrapped(lines.into_iter())
}

#[test]
fn every_diagnosis_is_documented_as_it_is() {
    let owners = Owner::ALL.into_iter().map(|it| [format!("`{it}`"), it.label().to_owned(), doc(&it)]);
    let owners = table(["owner (`data-owner`)", "on the page", "who that is"], owners);
    let confidences =
        Confidence::ALL.into_iter().map(|it| [format!("`{it}`"), it.label().to_owned(), doc(&it)]);
    let confidences = table(["confidence (`data-confidence`)", "on the page", "meaning"], confidences);
    let family = |family: &Family| {
        let kinds: String = family.kinds.iter().map(section_of_kind).collect();
        format!("## {}\n\n{kinds}", family.title)
    };
    let kinds = FAMILIES.iter().map(family).collect();
    check("docs/diagnoses.md", &[("owners", owners), ("confidences", confidences), ("kinds", kinds)]);
}

fn section_of_kind(kind: &Kind) -> String {
    let Kind { id, owner, .. } = kind;
    let steps = |name: &str, steps: &[&str]| {
        let steps = steps.iter().enumerate().map(|(index, step)| format!("\n  {}. {step}", index + 1));
        if steps.len() == 0 { String::new() } else { format!("\n- {name}:{}", steps.collect::<String>()) }
    };
    let words = |kind: &Kind| {
        let Kind { title, cause, remedies, admin_remedies, .. } = kind;
        let (own, admins) = (steps("What to do", remedies), steps("What the admin can do", admin_remedies));
        format!("- Title: {title}\n- Cause: {cause}{own}{admins}")
    };
    let varied = variants(*id).map(|Variant { when, words: it, .. }| {
        format!("When {when}\n\n- Owner: {}\n{}\n\n", it.owner, words(it))
    });
    let varied: Vec<String> = varied.collect();
    format!("### `{id}`\n\n- Owner: {owner}\n{}\n- {}\n\n{}", words(kind), doc(id), varied.concat())
}

#[test]
fn every_program_is_documented_as_it_is() {
    check("docs/clients.md", &[("programs", CLIENTS.iter().map(section_of_client).collect())]);
}

fn section_of_client(client: &Client) -> String {
    let Client { id, name, kind, version, source, is_tried, ways, always, .. } = client;
    let tried = if *is_tried { "yes" } else { "no, its source was read" };
    let needs = |needs: &[Need]| {
        let names: Vec<String> = needs.iter().map(|need| format!("`{}`", need.check)).collect();
        names.join(", ")
    };
    let ways: Vec<String> =
        ways.iter().map(|way| format!("\n  - {}: {}", way.feature.name(), needs(way.needs))).collect();
    let always =
        if always.is_empty() { String::new() } else { format!("\n  - every request: {}", needs(always)) };
    let mut strict: Vec<String> =
        client.reads.iter().map(|it| format!("`{}` ({})", it.part, it.check)).collect();
    strict.sort();
    let strict = if strict.is_empty() { "nothing".to_owned() } else { strict.join(", ") };
    format!(
        "### {name}\n\n- Id: `{id}`\n- Kind: {kind}\n- Version: {version}\n- Tried: {tried}\n- Relies on:{}{always}\n\
         - Reads strictly: {strict}\n- Source: {source}\n\n",
        ways.concat()
    )
}
