use super::*;
use crate::picture::Waterfall;
use crate::report::testing::{filled, nasty_texts, report};
use crate::text::invisible::is_invisible_in_a_block;

/// Every tag that the file's own markup uses.
const TAGS: &[&str] = &[
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<h3>",
    "</h3>",
    "<p>",
    "</p>",
    "<strong>",
    "</strong>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<thead>",
    "</thead>",
    "<tbody>",
    "</tbody>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th scope=\"col\">",
    "<th scope=\"row\">",
    "</th>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<span class=\"verdict pass\">",
    "<span class=\"verdict warn\">",
    "<span class=\"verdict fail\">",
    "<span class=\"verdict open\">",
    "<span aria-hidden=\"true\">",
    "</span>",
    "</svg>",
    "</text>",
    "</main>",
    "</body>",
    "</html>",
];

fn body(html: &str) -> &str {
    html.split_once(BODY).unwrap().1
}

/// The beginnings of the tags of a picture, whose places differ.
const PICTURE_TAGS: &[&str] =
    &["<svg role=\"img\" aria-label=\"", "<rect class=\"", "<line class=\"", "<text x=\""];

/// The tags after the head, in order; of those of pictures only the names.
fn tags(html: &str) -> Vec<&str> {
    let body = body(html);
    let tags = body.match_indices('<').map(|(at, _)| &body[at..=at + body[at..].find('>').unwrap()]);
    tags.map(|tag| PICTURE_TAGS.iter().find(|start| tag.starts_with(**start)).map_or(tag, |start| *start))
        .collect()
}

/// The text of a file without its markup and its pictures, as a reader sees it.
fn shown(html: &str) -> String {
    let mut text = String::new();
    for part in body(html).split("<svg ") {
        text.push_str(part.split_once("</svg>").map_or(part, |(_, after)| after));
    }
    for tag in TAGS {
        text = text.replace(tag, "");
    }
    let unescaped = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    unescaped.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// The file without the report that is in its comment.
fn page(report: &Report) -> String {
    let html = report.to_html();
    let (page, _) = html.split_once("<!-- ").expect("a comment");
    page.to_owned()
}

#[test]
fn every_tag_is_the_files_own_whatever_the_texts() {
    let harmless = page(&filled("x"));
    for text in nasty_texts().into_iter().filter(|text| !text.is_empty()) {
        let html = page(&filled(&text));
        assert!(tags(&html).iter().all(|tag| TAGS.contains(tag) || PICTURE_TAGS.contains(tag)));
        assert!(tags(&html) == tags(&harmless), "{}", &text[..text.len().min(80)]);
        for wrong in ["<script", "<meta http-equiv=r", "<img", "<a ", "onload=\""] {
            assert!(!html.contains(wrong), "{wrong}");
        }
        assert!(!html.contains(is_invisible_in_a_block), "{}", &text[..text.len().min(80)]);
    }
}

#[test]
fn hostile_text_is_shown_as_it_came() {
    for text in ["</pre><script>alert(\"1\")</script>", "a & b &lt; 'c'", "![](http://evil.example)"] {
        assert!(shown(&page(&filled(text))).matches(text).count() > 30, "{text}");
    }
}

#[test]
fn a_file_says_what_the_report_says() {
    let html = page(&report("Hello."));
    for quote in [
        "<th scope=\"row\">Base URL</th><td><code>https://gateway.example/v1</code></td>",
        "<span class=\"verdict pass\"><span aria-hidden=\"true\">✓</span> Pass</span>",
        "<summary>3. Wrong key: 401</summary>",
        "authorization: Bearer [your key]\ncontent-type: application/json\n",
        "    &quot;code&quot;: &quot;invalid_api_key&quot;,\n",
        "x-echo: Hello.\n",
        "Arrival of events (ms):</strong> 10, 10<",
    ] {
        assert!(html.contains(quote), "{quote}");
    }
}

#[test]
fn nothing_is_loaded_run_or_linked() {
    let html = page(&report("Hello."));
    for wrong in ["src=", "href=", "<script", "<link", "@import", "url(", "<form", "<iframe"] {
        assert!(!html.contains(wrong), "{wrong}");
    }
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
}

#[test]
fn each_part_of_an_outline_has_its_own_tags_around_it() {
    let mut html = Html { text: String::new() };
    html.heading(2, "a < b");
    html.paragraph("Cause", Cell::Text("a & b"));
    html.list(&[]);
    html.list(&[Redacted::own("one"), Redacted::own("two")]);
    html.table(&["Point", "Verdict"]);
    html.row(&[Cell::Text("Routing"), Cell::Graded(Verdict::Warn, "")]);
    html.row(&[Cell::Code("x"), Cell::Graded(Verdict::Skipped, "consistent")]);
    html.end_table();
    html.fold("More");
    html.block("");
    html.block("1\n2");
    html.end_fold();
    html.picture(Picture::Waterfall(&Waterfall { text: "a < b".to_owned(), ..Waterfall::default() }));
    let warning = r#"<span class="verdict warn"><span aria-hidden="true">!</span> Warning</span>"#;
    let not_run = r#"<span class="verdict open"><span aria-hidden="true">○</span> Not run</span>"#;
    let rows = [
        format!(r#"<tr><th scope="row">Routing</th><td>{warning}</td></tr>"#),
        format!(r#"<tr><th scope="row"><code>x</code></th><td>{not_run} (consistent)</td></tr>"#),
    ];
    let expected = [
        "<h2>a &lt; b</h2>",
        "<p><strong>Cause:</strong> a &amp; b</p>",
        "<ol>",
        "<li>one</li>",
        "<li>two</li>",
        "</ol>",
        "<table>",
        "<thead>",
        r#"<tr><th scope="col">Point</th><th scope="col">Verdict</th></tr>"#,
        "</thead>",
        "<tbody>",
        &rows[0],
        &rows[1],
        "</tbody>",
        "</table>",
        "<details>",
        "<summary>More</summary>",
        "<pre>",
        "1",
        "2</pre>",
        "</details>",
        r#"<svg role="img" aria-label="a &lt; b" height="16"></svg>"#,
    ];
    assert_eq!(html.text.lines().collect::<Vec<_>>(), expected);
}
