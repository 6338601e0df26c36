//! Pictures as SVG within an exported file, in the file's own colours.
//!
//! Places are percentages and heights pixels, so a picture is as wide as the page, and its texts keep
//! their size.

use std::fmt::Write;

use crate::picture::{Anchor, Axis, Bar, Label, Position, RequestTimeline, Spread, Waterfall};

/// A picture of a report.
#[derive(Clone, Copy)]
pub(super) enum Picture<'a> {
    /// The times of the requests of a run.
    Waterfall(&'a Waterfall),
    /// The timeline of one request.
    Timeline(&'a RequestTimeline),
    /// The times of a repeated prompt.
    Spread(&'a Spread),
}

/// The rules for the marks.
pub(super) const STYLE: &str = "\
svg { display: block; width: 100%; margin: .5rem 0; overflow: visible }
svg text { font: .75rem system-ui, sans-serif; fill: currentColor }
.tick { stroke: var(--line) } .waiting { fill: #8888 } .preparing { fill: var(--pass); opacity: .3 }
.receiving, .dot { fill: var(--pass) } .dot { opacity: .7 } .mark { stroke: currentColor }
.bad.waiting, .bad.receiving { fill: var(--fail) } .bad.waiting { opacity: .4 }
.dot.bad { fill: none; stroke: var(--fail); stroke-width: 2 }
";

/// Largest number of rows; only the table has more.
const MAX_ROWS: usize = 60;
/// The height of a row of text, in pixels, and of the part below the marks.
const LINE: usize = 16;
/// The largest height of stacked dots, in pixels.
const DOTS: usize = 120;

impl Picture<'_> {
    /// The elements; `escape` makes any text harmless.
    pub(super) fn write(self, escape: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Waterfall(picture) => waterfall(picture, escape),
            Self::Timeline(picture) => timeline(picture, escape),
            Self::Spread(picture) => spread(picture, escape),
        }
    }
}

fn waterfall(picture: &Waterfall, escape: &dyn Fn(&str) -> String) -> String {
    const ROW: usize = LINE + 14;
    let count = picture.rows.len().min(MAX_ROWS);
    let height = count * ROW;
    let mut svg = scale(&picture.axis, height);
    for (row, top) in picture.rows.iter().zip((0..height).step_by(ROW)) {
        let colour = if row.tone.as_str() == "bad" { " bad" } else { "" };
        let name = row.index.map_or_else(String::new, |index| format!("{}. ", index + 1));
        let label = escape(&format!("{name}{}: {}", row.label, row.outcome));
        text(&mut svg, "0%", top + 12, "start", &label);
        bar(&mut svg, &format!("waiting{colour}"), row.waiting, top + LINE, 8);
        bar(&mut svg, &format!("receiving{colour}"), row.receiving, top + LINE, 8);
    }
    framed(&svg, height + LINE, &escape(&picture.text))
}

fn timeline(picture: &RequestTimeline, escape: &dyn Fn(&str) -> String) -> String {
    let top = usize::from(picture.lanes) * LINE + 4;
    let height = top + 16;
    let mut svg = scale(&picture.axis, height);
    labels(&mut svg, &picture.labels, top, height, escape);
    bar(&mut svg, "waiting", picture.waiting, top, 12);
    bar(&mut svg, "preparing", picture.preparing, top, 12);
    let is_streamed = !picture.arrivals.is_empty();
    bar(&mut svg, if is_streamed { "preparing" } else { "receiving" }, picture.receiving, top, 12);
    for at in &picture.arrivals {
        bar(&mut svg, "receiving", Bar { from: *at, width: Position(2) }, top, 12);
    }
    framed(&svg, height + LINE, &escape(&picture.text))
}

fn spread(picture: &Spread, escape: &dyn Fn(&str) -> String) -> String {
    let levels = usize::from(picture.levels);
    let step = (DOTS / levels.max(1)).clamp(1, 10);
    let top = usize::from(picture.lanes) * LINE + 4;
    let height = top + (levels * step).max(10) + 4;
    let mut svg = scale(&picture.axis, height);
    labels(&mut svg, &picture.percentiles, top, height, escape);
    for dot in &picture.dots {
        let colour = if dot.is_failed { " bad" } else { "" };
        let y = height - 6 - usize::from(dot.level) * step;
        let _ = write!(svg, "<circle class=\"dot{colour}\" cx=\"{}\" cy=\"{y}\" r=\"4\"/>", dot.at);
    }
    framed(&svg, height + LINE, &escape(&picture.text))
}

/// The elements between the tags of a picture with this text in place of it.
fn framed(elements: &str, height: usize, text: &str) -> String {
    format!("<svg role=\"img\" aria-label=\"{text}\" height=\"{height}\">{elements}</svg>\n")
}

/// Round times below, and a line up from each. Writing to a text cannot fail.
fn scale(axis: &Axis, height: usize) -> String {
    let mut svg = String::new();
    for tick in &axis.ticks {
        let at = tick.at;
        let _ = write!(svg, "<line class=\"tick\" x1=\"{at}\" y1=\"0\" x2=\"{at}\" y2=\"{height}\"/>");
        let anchor = match at.0 {
            0..=50 => "start",
            950.. => "end",
            _ => "middle",
        };
        text(&mut svg, &at.to_string(), height + 13, anchor, &tick.label);
    }
    svg
}

/// Labels above the marks, each with a line down to its own.
fn labels(svg: &mut String, labels: &[Label], top: usize, height: usize, escape: &dyn Fn(&str) -> String) {
    for label in labels {
        let (at, y) = (label.at, top - 4 - usize::from(label.lane) * LINE);
        let _ = write!(svg, "<line class=\"mark\" x1=\"{at}\" y1=\"{y}\" x2=\"{at}\" y2=\"{height}\"/>");
        let anchor = if label.anchor == Anchor::Start { "start" } else { "end" };
        text(svg, &at.to_string(), y - 2, anchor, &escape(&label.text));
    }
}

fn bar(svg: &mut String, class: &str, Bar { from, width }: Bar, y: usize, height: usize) {
    let _ =
        write!(svg, "<rect class=\"{class}\" x=\"{from}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
}

fn text(svg: &mut String, x: &str, y: usize, anchor: &str, escaped: &str) {
    let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{escaped}</text>");
}

#[cfg(test)]
mod tests {
    use super::super::testing::report;
    use super::super::waterfall;
    use super::*;
    use crate::metrics::Figure;
    use crate::stats::{RepeatRun, RepeatStats, RunOutcome};

    fn escape(text: &str) -> String {
        text.replace('<', "&lt;")
    }

    #[test]
    fn a_run_is_drawn_up_to_sixty_rows() {
        let exchanges = report("Hello.").exchanges;
        let few = Picture::Waterfall(&waterfall(&exchanges, Vec::new(), 0.0)).write(&escape);
        assert_eq!(few.matches("<rect").count(), 8);
        assert!(few.contains(">3. Wrong key: 401, as expected</text>"), "{few}");
        assert!(
            few.contains("<rect class=\"waiting\" x=\"0.0%\" y=\"16\" width=\"5.6%\" height=\"8\"/>"),
            "{few}"
        );
        for element in [
            r#"<text x="0%" y="42" text-anchor="start">2. Streamed prompt: 200</text>"#,
            r#"<rect class="waiting" x="33.3%" y="46" width="5.6%" height="8"/>"#,
            r#"<rect class="receiving" x="38.9%" y="46" width="16.7%" height="8"/>"#,
        ] {
            assert!(few.contains(element), "{element}\n{few}");
        }
        let many: Vec<_> = exchanges.iter().cycle().take(100).cloned().collect();
        let many = Picture::Waterfall(&waterfall(&many, Vec::new(), 0.0)).write(&escape);
        assert_eq!(many.matches("<rect").count(), 120);
        assert!(many.contains("height=\"1816\"") && many.contains("100 requests"), "{many}");
    }

    #[test]
    fn a_way_has_its_steps_above_its_times_below_and_a_mark_for_each_arrival() {
        let picture = report("Hello.").exchanges[1].timeline().unwrap();
        let svg = Picture::Timeline(&picture).write(&escape).replace("><", ">\n<");
        let frame = format!(r#"<svg role="img" aria-label="{}" height="68">"#, picture.text);
        let expected = [
            frame.as_str(),
            r#"<line class="tick" x1="0.0%" y1="0" x2="0.0%" y2="52"/>"#,
            r#"<text x="0.0%" y="65" text-anchor="start">0</text>"#,
            r#"<line class="tick" x1="25.0%" y1="0" x2="25.0%" y2="52"/>"#,
            r#"<text x="25.0%" y="65" text-anchor="middle">5 ms</text>"#,
            r#"<line class="tick" x1="50.0%" y1="0" x2="50.0%" y2="52"/>"#,
            r#"<text x="50.0%" y="65" text-anchor="middle">10 ms</text>"#,
            r#"<line class="tick" x1="75.0%" y1="0" x2="75.0%" y2="52"/>"#,
            r#"<text x="75.0%" y="65" text-anchor="middle">15 ms</text>"#,
            r#"<line class="tick" x1="100.0%" y1="0" x2="100.0%" y2="52"/>"#,
            r#"<text x="100.0%" y="65" text-anchor="end">20 ms</text>"#,
            r#"<line class="mark" x1="0.0%" y1="16" x2="0.0%" y2="52"/>"#,
            r#"<text x="0.0%" y="14" text-anchor="start">Sent</text>"#,
            r#"<line class="mark" x1="25.0%" y1="16" x2="25.0%" y2="52"/>"#,
            r#"<text x="25.0%" y="14" text-anchor="start">Headers 5 ms</text>"#,
            r#"<line class="mark" x1="50.0%" y1="32" x2="50.0%" y2="52"/>"#,
            r#"<text x="50.0%" y="30" text-anchor="end">First token 10 ms</text>"#,
            r#"<line class="mark" x1="100.0%" y1="32" x2="100.0%" y2="52"/>"#,
            r#"<text x="100.0%" y="30" text-anchor="end">Done 20 ms</text>"#,
            r#"<rect class="waiting" x="0.0%" y="36" width="25.0%" height="12"/>"#,
            r#"<rect class="preparing" x="25.0%" y="36" width="25.0%" height="12"/>"#,
            r#"<rect class="preparing" x="50.0%" y="36" width="50.0%" height="12"/>"#,
            r#"<rect class="receiving" x="50.0%" y="36" width="0.2%" height="12"/>"#,
            "</svg>",
        ];
        assert_eq!(svg.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn dots_are_as_many_as_the_runs_and_no_higher_than_the_picture() {
        let run = RepeatRun { outcome: RunOutcome::Answered, ttft_ms: None, total_ms: Some(250.0) };
        let stats = RepeatStats::of_runs(vec![(run, None); 50]);
        let picture = Spread::of(&stats, Figure::Total).unwrap();
        let svg = Picture::Spread(&picture).write(&escape);
        assert_eq!(svg.matches("<circle class=\"dot\"").count(), 50);
        assert!(svg.contains("cy=\"118\"") && svg.contains("cy=\"20\""), "{svg}");
        assert!(svg.contains(" height=\"140\">"), "{svg}");
    }
}
