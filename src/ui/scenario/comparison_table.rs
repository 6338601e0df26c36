//! The table of a comparison.

use leptos::prelude::*;

use crate::check::Verdict;
use crate::report::{Column, Comparison, Row};
use crate::scenario::ScenarioId;
use crate::ui::pictures::SideBySidePicture;
use crate::ui::state::Session;
use crate::ui::verdict_mark::VerdictMark;
use crate::ui_text::scenario as text;

/// The points and every check that differs as rows, the targets as columns, then the comparison of their
/// replies' structure, and their times.
#[component]
pub fn ComparisonTable() -> impl IntoView {
    let session = expect_context::<Session>();
    let comparison = Memo::new(move |_| {
        let report = session.scenarios.result(ScenarioId::Compare).get()?;
        Comparison::of(&report.covered(&session.form.live_mask()))
    });
    move || comparison.get().map(|comparison| view! { <Table comparison/> })
}

#[component]
fn Table(comparison: Comparison) -> impl IntoView {
    let times = comparison.times();
    let Comparison { columns, rows } = comparison;
    let head = |(index, column): (usize, &Column)| {
        view! {
            <th scope="col" data-target=(index + 1).to_string()>
                {column.label.visible()}
            </th>
        }
    };
    let heads = columns.iter().enumerate().map(head).collect_view();
    let contract = Row {
        id: "contract-drift".to_owned(),
        title: text::CONTRACT_ROW.to_owned(),
        is_point: false,
        cells: columns.iter().map(|column| column.contract.verdict).collect(),
    };
    let rows = rows.into_iter().chain([contract]).map(|row| view! { <Line row/> });
    view! {
        <div class="wide" tabindex="0" role="group" aria-label=text::COMPARISON>
            <table class="comparison">
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {times.map(|picture| view! { <SideBySidePicture picture/> })}
    }
}

/// A point or a check, with the verdict of each target.
#[component]
fn Line(row: Row) -> impl IntoView {
    let Row { id, title, is_point, cells } = row;
    let cell = |(index, verdict): (usize, Verdict)| {
        view! {
            <td data-check=id.clone() data-target=(index + 1).to_string() data-verdict=verdict.id()>
                <span class="cell"><VerdictMark/>{verdict.label()}</span>
            </td>
        }
    };
    let cells = cells.into_iter().enumerate().map(cell).collect_view();
    view! { <tr class:point-row=is_point><th scope="row">{title}</th>{cells}</tr> }
}
