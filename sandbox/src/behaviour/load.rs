//! As much as the prompt asks for, as fast as it asks for: to measure the page with.

use std::iter;
use std::time::Duration;

use axum::body::Bytes;
use serde_json::json;

use super::{Behaviour, Family, ROW};
use crate::chat::Chat;
use crate::completion::Completion;
use crate::gateway::{Gateway, HEALTHY, event, frame, streamed};
use crate::model::words;
use crate::pacing::Piece;
use crate::reply::Reply;

pub(super) const FAMILY: Family = Family { title: "Load", rows: ROWS };

const ROWS: &[Behaviour] = &[Behaviour {
    id: "load",
    title: "The gateway streams as many words as the prompt asks for, as long and as fast as it says.",
    lesson: "How the page keeps up. Try “Write 200000 words”, “Write 20000 words, 1000 a second” or \
             “Write 1 word of 5000000 letters”.",
    gateway: Gateway { streamed: as_asked, ..HEALTHY },
    ..ROW
}];

/// A stream of one text, again and again.
pub(super) struct Flood {
    /// Each is sent as a separate event.
    pub text: String,
    /// Number of times that it is sent.
    pub times: u32,
    /// Number of times per second; without, as fast as it goes.
    pub per_second: Option<u32>,
}

impl Flood {
    /// Ends at 10,000 a second before the sandbox would break it off.
    pub const MOST: u32 = 1_100_000;
    const MOST_LETTERS: usize = 8_000_000;
    /// Sent together, at most, so that many events cost the sandbox little.
    const BATCH_BYTES: usize = 128 << 10;
    /// Timers have a resolution of about a millisecond.
    const BATCHES_A_SECOND: u32 = 100;

    /// Reads what the prompt asks for; `None` if it does not say how many words.
    fn asked_in(prompt: &str) -> Option<Self> {
        let said: Vec<&str> = words(prompt).collect();
        let before = |name: &[&str]| {
            let index = said.windows(name.len()).position(|here| here == name)?;
            let number = said[..index].last()?.parse::<u64>().ok()?;
            Some(u32::try_from(number).unwrap_or(u32::MAX))
        };
        let times = before(&["words"]).or_else(|| before(&["word"]))?.min(Self::MOST);
        let letters = before(&["letters"]).map_or(4, |letters| Self::MOST_LETTERS.min(letters as usize));
        let per_second = before(&["a", "second"]).filter(|speed| *speed > 0);
        let text = "word".chars().cycle().take(letters).chain([' ']).collect();
        Some(Self { text, times, per_second })
    }

    /// A correct stream of it.
    pub fn reply(self, chat: &Chat, completion: &Completion) -> Reply {
        let Self { text, times, per_second } = self;
        let (head, tail) = frame(chat, completion, times as usize);
        let event = event(completion.chunk(json!({ "content": text }), None));
        let size = match per_second {
            Some(speed) => speed.div_ceil(Self::BATCHES_A_SECOND),
            None => u32::try_from(Self::BATCH_BYTES / event.len()).unwrap_or(u32::MAX).max(1),
        };
        let batch = Bytes::from(event.repeat(size.min(times) as usize));
        let batches = (0..times.div_ceil(size)).flat_map(move |index| {
            let count = size.min(times - index * size) as usize;
            let due = per_second.map(|speed| Duration::from_secs(1) * (index + 1) * size / speed);
            iter::once(Piece::Send(batch.slice(..count * event.len()))).chain(due.map(Piece::Until))
        });
        Reply::events(iter::once(Piece::send(head)).chain(batches).chain([Piece::send(tail)]))
    }
}

fn as_asked(gateway: &Gateway, chat: &Chat, completion: &Completion) -> Reply {
    match Flood::asked_in(chat.prompt()) {
        Some(flood) => flood.reply(chat, completion),
        None => streamed(gateway, chat, completion),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(prompt: &str, expected: Option<(u32, usize, Option<u32>)>) {
        let asked = Flood::asked_in(prompt).map(|it| (it.times, it.text.len() - 1, it.per_second));
        assert_eq!(asked, expected);
    }

    #[test]
    fn a_prompt_says_how_much_comes_and_how_fast() {
        check("Write 200000 words.", Some((200_000, 4, None)));
        check("Write 600000 words, 10000 a second.", Some((600_000, 4, Some(10_000))));
        check("Write 1 word of 5000000 letters.", Some((1, 5_000_000, None)));
        check("Write 99999999999 words of 99999999999 letters", Some((1_100_000, 8_000_000, None)));
        check("Say a word. Write words, 0 a second.", None);
        check("Write 3 words, 0 a second.", Some((3, 4, None)));
    }
}
