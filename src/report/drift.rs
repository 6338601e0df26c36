//! Changes between two reports: points, checks, and the structure of the replies.
//!
//! Missing evidence is not a change: a part that one report lacks, a reply that was cut short
//! and the items of an empty list are reported as open.

use std::collections::HashSet;

use super::Report;
use super::fingerprint::{Part, Paths, Sample, Types};
use crate::check::Verdict;
use crate::redact::Mask;

/// Changes from one report to a later one, or to one of another server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Differences between the runs themselves, such as the model. No change of the server.
    pub setup: Vec<Change>,
    /// The points whose verdict changed.
    pub points: Vec<VerdictChange>,
    /// The checks whose verdict changed, and those that are new or missing.
    pub checks: Vec<VerdictChange>,
    /// The structure of the replies, part by part.
    pub parts: Vec<PartDrift>,
}

/// A value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the value.
    pub title: &'static str,
    /// Value in the earlier report.
    pub from: String,
    /// Value in the later report.
    pub to: String,
}

/// A point or a check whose verdict changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// Its id.
    pub id: String,
    /// The same as a person says it.
    pub title: String,
    /// Earlier verdict; `None` if it was not there.
    pub from: Option<Verdict>,
    /// Later verdict; `None` if it is no longer there.
    pub to: Option<Verdict>,
}

/// Changes in one part of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartDrift {
    /// Part of the contract.
    pub part: Part,
    /// True if both reports have it.
    pub is_compared: bool,
    /// Reason why it cannot be compared, or what the comparison leaves open.
    pub open: Option<&'static str>,
    /// Fields that changed in it.
    pub changes: Vec<PathChange>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathChange {
    /// Path of the field; see `Fingerprint::lines`.
    pub path: String,
    /// Kind of change.
    pub shift: Shift,
    /// Its types before.
    pub from: Types,
    /// Its types now.
    pub to: Types,
}

/// Kind of change of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shift {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is null now where it had a value, or the reverse, or has fewer types: a program that took
    /// care before keeps working.
    Widened,
    /// It has a type that it did not have before.
    Changed,
}

/// Compares two reports.
pub fn drift(before: &Report, now: &Report) -> Drift {
    let setup = [
        ("Base URL", &before.target.base_url, &now.target.base_url),
        ("Model", &before.target.model, &now.target.model),
        ("Profile", &before.run.profile, &now.run.profile),
        ("Page version", &before.page_version, &now.page_version),
    ];
    let changed = setup.into_iter().filter(|(_, from, to)| from != to);
    let points = |it: &Report| -> Vec<Verdicted> {
        it.points.iter().map(|it| (it.id.id().to_owned(), it.id.label().to_owned(), it.verdict)).collect()
    };
    let checks = |it: &Report| -> Vec<Verdicted> {
        it.checks.iter().map(|it| (it.id.to_string(), it.title.to_string(), it.verdict)).collect()
    };
    let mut drift = Drift {
        setup: changed
            .map(|(title, from, to)| Change { title, from: from.to_string(), to: to.to_string() })
            .collect(),
        points: verdict_changes(&points(before), &points(now)),
        checks: verdict_changes(&checks(before), &checks(now)),
        parts: Vec::new(),
    };
    let (before, now) = (before.fingerprint(), now.fingerprint());
    for part in Part::ALL {
        let (before, now): (Vec<_>, Vec<_>) = (before.of(part).collect(), now.of(part).collect());
        drift.parts.push(part_drift(part, &before, &now));
    }
    drift
}

/// Id, title and verdict.
type Verdicted = (String, String, Verdict);

fn verdict_changes(before: &[Verdicted], now: &[Verdicted]) -> Vec<VerdictChange> {
    let verdict_in =
        |list: &[Verdicted], id: &str| list.iter().find(|(known, ..)| known == id).map(|(.., it)| *it);
    let of_before = before.iter().map(|(id, title, from)| (id, title, Some(*from), verdict_in(now, id)));
    let of_now = now.iter().map(|(id, title, to)| (id, title, verdict_in(before, id), Some(*to)));
    // A link leaves out the checks that did not run.
    let ran = |verdict: &Option<Verdict>| verdict.filter(|it| *it != Verdict::Skipped);
    of_before
        .chain(of_now.filter(|(.., from, _)| from.is_none()))
        .filter(|(.., from, to)| ran(from) != ran(to))
        .map(|(id, title, from, to)| VerdictChange { id: id.clone(), title: title.clone(), from, to })
        .collect()
}

fn part_drift(part: Part, before: &[&Sample], now: &[&Sample]) -> PartDrift {
    let mut drift = PartDrift { part, is_compared: false, open: None, changes: Vec::new() };
    let mut noted = HashSet::new();
    let mut is_common = false;
    for old in before {
        let is_alike = |new: &&&Sample| (new.status, &new.probe) == (old.status, &old.probe);
        let Some(new) = now.iter().find(is_alike) else { continue };
        is_common = true;
        if !(old.is_whole && new.is_whole) {
            drift.open = Some("a reply was cut short, so its missing fields are not counted");
        }
        if !old.paths.sorted.is_empty() && !new.paths.sorted.is_empty() {
            drift.is_compared = true;
            drift.take(old, new, &mut noted);
        }
    }
    if !is_common {
        drift.open = Some(match (before, now) {
            ([], []) => "neither report contains it",
            ([], _) => "the earlier report does not contain it",
            (_, []) => "the later report does not contain it",
            _ => "no request got the same status in both reports",
        });
    }
    drift
}

impl PartDrift {
    /// Notes the differences of two replies to one question.
    fn take<'a>(&mut self, old: &'a Sample, new: &'a Sample, noted: &mut Noted<'a>) {
        for (path, from) in &old.paths.sorted {
            let to = new.paths.types(path);
            if to.is_none() {
                if new.is_whole && self.is_missing(path, &new.paths) {
                    self.note(path, Shift::Removed, *from, to, noted);
                }
            } else if to != *from && old.is_whole {
                let is_new_type = !to.without(*from).without(Types::NULL).is_none();
                let is_changed = is_new_type && !from.without(Types::NULL).is_none();
                let is_settled = is_changed || new.is_whole;
                if is_settled {
                    let shift = if is_changed { Shift::Changed } else { Shift::Widened };
                    self.note(path, shift, *from, to, noted);
                }
            }
        }
        for (path, to) in &new.paths.sorted {
            let from = old.paths.types(path);
            if from.is_none() && old.is_whole && self.is_missing(path, &old.paths) {
                self.note(path, Shift::Added, from, *to, noted);
            }
        }
    }

    /// Returns true if it is new that `paths` lack `path`: not if its parent is missing or not a container
    /// there, which is reported by itself, and not if the parent is empty there.
    fn is_missing(&mut self, path: &str, paths: &Paths) -> bool {
        let holder = holder_of(path);
        let is_held = paths.types(holder).is_container();
        let is_any = path.ends_with("[]") || path.ends_with("{}");
        if is_held && is_any {
            self.open = self.open.or(Some("an empty list does not show its items"));
        }
        is_held && !is_any
    }

    fn note<'a>(&mut self, path: &'a str, shift: Shift, from: Types, to: Types, noted: &mut Noted<'a>) {
        if self.changes.len() == MAX_CHANGES {
            self.open = Some("the list is cut: more fields differ");
        } else if noted.insert((path, shift)) {
            self.changes.push(PathChange { path: path.to_owned(), shift, from, to });
        }
    }
}

/// The fields whose changes have been noted.
type Noted<'a> = HashSet<(&'a str, Shift)>;

/// Largest number of listed changes of one part.
const MAX_CHANGES: usize = 500;

/// The path of the parent of `path`.
fn holder_of(path: &str) -> &str {
    let holder = path.strip_suffix("[]").or_else(|| path.strip_suffix("{}"));
    let holder = holder.unwrap_or_else(|| path.rsplit_once('.').map_or("", |(holder, _)| holder));
    if holder.is_empty() { super::fingerprint::ROOT } else { holder }
}

impl Drift {
    /// The same without the keys that `mask` covers, which one of the reports may hold.
    #[must_use]
    pub fn covered(mut self, mask: &Mask) -> Self {
        let values = self.setup.iter_mut().flat_map(|it| [&mut it.from, &mut it.to]);
        let verdicts = self.points.iter_mut().chain(&mut self.checks);
        let verdicts = verdicts.flat_map(|it| [&mut it.id, &mut it.title]);
        let paths = self.parts.iter_mut().flat_map(|it| &mut it.changes).map(|it| &mut it.path);
        for text in values.chain(verdicts).chain(paths) {
            *text = mask.cover(text).to_string();
        }
        self
    }

    /// Returns true if nothing changed, as far as it could be compared.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty() && self.checks.is_empty() && self.changes().next().is_none()
    }

    pub(super) fn changes(&self) -> impl Iterator<Item = (Part, &PathChange)> {
        self.parts.iter().flat_map(|it| it.changes.iter().map(|change| (it.part, change)))
    }

    /// Every change as a line, and the parts that could not be compared.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for it in &self.setup {
            lines.push(format!("{}: {} → {}", it.title, it.from, it.to));
        }
        for it in self.points.iter().chain(&self.checks) {
            let what = match (it.from.map(Verdict::label), it.to.map(Verdict::label)) {
                (None, to) => format!("new ({})", to.unwrap_or_default()),
                (Some(from), None) => format!("removed (was {from})"),
                (Some(from), Some(to)) => format!("{from} → {to}"),
            };
            lines.push(format!("{} ({}): {what}", it.title, it.id));
        }
        lines.extend(self.changes().map(|(part, change)| change.line(part)));
        for it in &self.parts {
            let beginning = if it.is_compared { "incomplete" } else { "not comparable" };
            lines.extend(it.open.map(|open| format!("{}: {beginning}: {open}", it.part.id())));
        }
        lines
    }

    /// Returns the verdict of the check `contract-drift`, and what was observed: fields that are gone or have
    /// another type break programs; new ones, and null for a value, may.
    pub fn contract(&self) -> (Verdict, String) {
        const SHOWN: usize = 4;
        let is_broken = |it: &PathChange| matches!(it.shift, Shift::Removed | Shift::Changed);
        let broken = self.changes().filter(|(_, it)| is_broken(it));
        let first: Vec<(Part, &PathChange)> =
            broken.chain(self.changes().filter(|(_, it)| !is_broken(it))).collect();
        let verdict = match first.first() {
            Some((_, change)) if is_broken(change) => Verdict::Fail,
            Some(_) => Verdict::Warn,
            None if self.parts.iter().any(|it| it.is_compared) => Verdict::Pass,
            None => Verdict::Inconclusive,
        };
        let mut quote: Vec<String> = first.iter().take(SHOWN).map(|(part, it)| it.line(*part)).collect();
        if first.len() > SHOWN {
            quote.push(format!("and {} more", first.len() - SHOWN));
        }
        let observed = match verdict {
            Verdict::Pass => {
                let compared = self.parts.iter().filter(|it| it.is_compared);
                let names: Vec<&str> = compared.map(|it| it.part.id()).collect();
                format!("The same fields with the same types in: {}.", names.join(", "))
            }
            Verdict::Inconclusive => "The two reports have no reply to the same request.".to_owned(),
            Verdict::Fail | Verdict::Warn | Verdict::Unsupported | Verdict::Skipped => quote.join("; ") + ".",
        };
        (verdict, observed)
    }
}

impl PathChange {
    pub(super) fn line(&self, part: Part) -> String {
        let Self { path, from, to, .. } = self;
        let part = part.id();
        match self.shift {
            Shift::Added => format!("{part}: {path} is new ({to})"),
            Shift::Removed => format!("{part}: {path} was removed ({from})"),
            Shift::Widened | Shift::Changed => format!("{part}: {path} was {from}, is {to}"),
        }
    }
}

#[cfg(test)]
mod tests;
