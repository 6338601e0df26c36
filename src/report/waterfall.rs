//! When the requests of a run were under way, as a picture.

use super::Exchange;
use crate::text::number;

/// Height of one request's bar with the space below it.
const ROW: usize = 14;
/// Width of the picture.
const WIDTH: f64 = 600.0;

/// An SVG document: a bar a request, from its start to its end, darker from the first sign of a reply
/// on. What is said in it is numbers alone.
pub fn waterfall(exchanges: &[Exchange]) -> String {
    let last_ms = exchanges.iter().map(|it| it.started_ms.0 + length_ms(it)).fold(1.0, f64::max);
    let scale = |ms: f64| number::whole(ms / last_ms * WIDTH);
    let bar = |(place, it): (usize, &Exchange)| {
        let (x, y) = (scale(it.started_ms.0), place * ROW + 2);
        let wide = scale(length_ms(it)).max(2);
        let waited = scale(it.headers_ms.map_or(length_ms(it), |it| it.0)).min(wide);
        let colour = if it.status.is_some_and(|status| status < 400) { "2f8f7c" } else { "b3541e" };
        format!(
            "<path fill='#{colour}' fill-opacity='.4' d='M{x} {y}h{waited}v10h-{waited}z'/>\
             <path fill='#{colour}' d='M{} {y}h{rest}v10h-{rest}z'/>",
            x + waited,
            rest = wide - waited,
        )
    };
    let bars: Vec<String> = exchanges.iter().enumerate().map(bar).collect();
    let height = exchanges.len() * ROW;
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 602 {height}'>{}</svg>", bars.concat())
}

/// From a request's start to its end; of one without a reply nothing is known.
fn length_ms(it: &Exchange) -> f64 {
    it.total_ms.map_or(0.0, |it| it.0)
}

#[cfg(test)]
mod tests {
    use super::super::Rounded;
    use super::*;

    fn exchange(started_ms: f64, headers_ms: f64, total_ms: f64) -> Exchange {
        Exchange {
            started_ms: Rounded(started_ms),
            headers_ms: Some(Rounded(headers_ms)),
            total_ms: Some(Rounded(total_ms)),
            status: Some(200),
            ..Exchange::default()
        }
    }

    #[test]
    fn a_bar_lies_where_its_request_lay() {
        let picture = waterfall(&[exchange(0.0, 50.0, 100.0), exchange(100.0, 25.0, 100.0)]);
        assert!(picture.contains("viewBox='0 0 602 28'"));
        for bar in ["M0 2h150v10h-150z", "M150 2h150v10h-150z", "M300 16h75v10h-75z", "M375 16h225v10h-225z"]
        {
            assert!(picture.contains(bar), "{bar} in {picture}");
        }
    }

    #[test]
    fn a_request_without_a_reply_is_still_seen() {
        let lost = Exchange { started_ms: Rounded(10.0), ..Exchange::default() };
        assert!(waterfall(&[lost]).contains("h2v10h-2z"));
        assert!(waterfall(&[]).contains("viewBox='0 0 602 0'"));
    }
}
