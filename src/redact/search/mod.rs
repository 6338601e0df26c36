//! One pass over a text that finds keys in all their encodings.
//!
//! The text is read in several ways at once, each of which undoes what one kind of program does to
//! a key: unchanged; with escapes decoded; with quoted-printable decoded too; as bytes written
//! as numbers; as base64. Each reading is compared with the keys. Readings and comparison hold a bounded
//! state and look at each byte a bounded number of times, whatever a hostile server sends.

mod automaton;
mod base64;
mod decimal;
mod escapes;
mod forms;
mod hex;
mod letters;
mod list;
mod matcher;
mod pairs;
mod phase;
mod unit;
pub(super) mod work;

use std::ops::Range;
use std::sync::Arc;

use self::decimal::Decimal;
use self::escapes::Escapes;
pub(super) use self::forms::Forms;
use self::hex::Hex;
use self::letters::Letters;
pub(super) use self::matcher::Find;
use self::matcher::{Matcher, Track};
use self::unit::{BREAK, Unit};

/// Every byte of a text is compared after at most this many further bytes: in the middle of an
/// escape, a character or a number. More than the longest escape.
const LATEST: usize = 512;

/// A search, fed piece by piece.
#[derive(Clone, Default)]
pub(super) struct Scanner {
    forms: Arc<Forms>,
    /// Length of the text that has been read, in bytes.
    read: usize,
    /// The last byte that is not white space, if it only represents itself.
    last: Option<u8>,
    plain: Lane,
    escapes: Escapes,
    /// With escapes decoded; `None` while that is the same as `plain`, as most of the time.
    unescaped: Option<Lane>,
    quoted_printable: Escapes,
    /// With quoted-printable decoded too.
    unquoted: Option<Lane>,
    hex: Hex,
    hex_lanes: [Lane; 2],
    decimal: Decimal,
    decimal_lane: Lane,
    base64: Track,
    /// Places that were found, unordered, and not taken yet.
    finds: Vec<Find>,
}

/// One reading of a text.
#[derive(Clone, Default)]
struct Lane {
    letters: Letters,
    track: Track,
}

impl Scanner {
    /// Looks for these.
    pub(super) fn new(forms: Arc<Forms>) -> Self {
        let number_lane = Lane { track: Track::without_words(), ..Lane::default() };
        Self {
            forms,
            quoted_printable: Escapes::quoted_printable(),
            hex_lanes: [number_lane.clone(), number_lane.clone()],
            decimal_lane: number_lane,
            ..Self::default()
        }
    }

    /// Takes the next `piece` of the text.
    pub(super) fn feed(&mut self, piece: &str) {
        work::count(piece.len());
        let first = self.read;
        self.read += piece.len();
        if self.forms.is_empty() {
            return;
        }
        let mut at = 0;
        while at < piece.len() {
            if self.is_idle() {
                at = self.pass_over(first, piece, at);
            }
            self.feed_bytes(first, piece, at..(at + 1).min(piece.len()));
            at += 1;
        }
    }

    /// The text ends.
    pub(super) fn finish(&mut self) {
        let Self { forms, finds, hex_lanes, .. } = self;
        let text = &forms.text;
        if let Some(lane) = &mut self.unescaped {
            let base64 = &mut self.base64;
            self.escapes.finish(self.read, &mut |unit| lane.feed_with_base64(unit, forms, base64, finds));
        }
        if let Some(lane) = &mut self.unquoted {
            self.quoted_printable.finish(self.read, &mut |unit| lane.feed(unit, text, finds));
        }
        self.hex.finish(text, &mut |row, unit| hex_lanes[row].feed_number(unit, text, finds));
        self.decimal.finish(text, &mut |unit| self.decimal_lane.feed_number(unit, text, finds));
    }

    /// Takes what was found so far.
    pub(super) fn take_finds(&mut self) -> Vec<Find> {
        std::mem::take(&mut self.finds)
    }

    /// Returns the length of the text that has been read, in bytes.
    pub(super) fn read(&self) -> usize {
        self.read
    }

    /// The first place that can still become a key. It may be in the middle of a character.
    pub(super) fn open_from(&self) -> usize {
        work::count(1);
        let text = &self.forms.text;
        let tracks = self
            .lanes()
            .flat_map(|lane| [lane.letters.open_from(), text.open(&lane.track).map(|open| open.0)]);
        let others = [
            self.escapes.open_from(),
            self.quoted_printable.open_from(),
            self.hex.open_from(text),
            self.decimal.open_from(text),
            self.forms.base64.open(&self.base64).map(|open| open.0),
        ];
        let first = tracks.chain(others).flatten().min().unwrap_or(self.read);
        first.max(self.read.saturating_sub(self.forms.reach + LATEST))
    }

    /// The place of an incomplete key at the end of the text, if the text has more than `bytes` bytes
    /// of it.
    pub(super) fn begun_from(&self, bytes: usize) -> Option<usize> {
        let in_text = self.lanes().filter_map(|lane| self.forms.text.open(&lane.track));
        // Four digits of base64 encode three bytes.
        let in_base64 = self.forms.base64.open(&self.base64).map(|(start, len)| (start, len * 3 / 4));
        in_text.chain(in_base64).filter(|(_, len)| *len > bytes).map(|(start, _)| start).min()
    }

    fn lanes(&self) -> impl Iterator<Item = &Lane> {
        let numbers = [&self.plain, &self.decimal_lane].into_iter().chain(&self.hex_lanes);
        numbers.chain(&self.unescaped).chain(&self.unquoted)
    }

    /// Returns true if nothing in the text so far can make a difference, except for the last byte that is
    /// not white space.
    fn is_idle(&self) -> bool {
        self.last.is_some()
            && self.plain.track.is_idle()
            && self.base64.is_idle()
            && self.unescaped.is_none()
            && self.unquoted.is_none()
            && self.hex.is_idle()
            && self.decimal.is_idle()
            && !self.forms.text.has_wholes()
    }

    /// Skips text that cannot begin a key, with a look at two bytes at a time, and returns where the rest
    /// of `piece` begins. The result is the same without it, but slower.
    fn pass_over(&mut self, first: usize, piece: &str, from: usize) -> usize {
        let beginnings = &self.forms.beginnings;
        let (mut last, mut last_at) = (self.last.unwrap_or(0), None);
        let mut at = from;
        for byte in &piece.as_bytes()[from..] {
            if byte.is_ascii_graphic() && !self.quoted_printable.begins(*byte) {
                if beginnings.has(last, *byte) {
                    break;
                }
                (last, last_at) = (*byte, Some(at));
            } else if !matches!(byte, b' ' | b'\n') {
                break;
            }
            at += 1;
        }
        if last_at.is_some() {
            self.plain.track.clear();
            self.base64.clear();
            (self.hex, self.decimal) = (Hex::default(), Decimal::default());
        }
        self.feed_bytes(first, piece, last_at.unwrap_or(from)..at);
        at
    }

    fn feed_bytes(&mut self, first: usize, piece: &str, range: Range<usize>) {
        for (start, byte) in (first + range.start..).zip(&piece.as_bytes()[range]) {
            self.feed_byte(Unit::new(*byte, start, start + 1));
            if byte.is_ascii_graphic() && !self.quoted_printable.begins(*byte) {
                self.last = Some(*byte);
            } else if !matches!(byte, b' ' | b'\n') {
                self.last = None;
            }
        }
    }

    fn feed_byte(&mut self, unit: Unit) {
        if self.unquoted.is_none() && self.quoted_printable.begins(unit.byte()) {
            self.unquoted = Some(self.plain.copy());
        }
        if self.unescaped.is_none() && self.escapes.begins(unit.byte()) {
            self.unescaped = Some(self.plain.copy());
        }
        let Self { forms, finds, base64, hex_lanes, decimal_lane, .. } = self;
        let text = &forms.text;
        let track = &mut self.plain.track;
        let is_unescaped = self.unescaped.is_none();
        self.plain.letters.feed(unit, &mut |unit| {
            text.feed(track, unit, finds);
            if is_unescaped {
                forms.base64.feed(base64, base64::read(unit), finds);
            }
            self.hex.feed(unit, text, &mut |row, unit| hex_lanes[row].feed_number(unit, text, finds));
            self.decimal.feed(unit, text, &mut |unit| decimal_lane.feed_number(unit, text, finds));
        });
        if let Some(lane) = &mut self.unescaped {
            self.escapes.feed(unit, &mut |unit| lane.feed_with_base64(unit, forms, base64, finds));
            if self.escapes.is_idle() && lane.is_at_the_same(&self.plain) {
                self.unescaped = None;
            }
        }
        if let Some(lane) = &mut self.unquoted {
            self.quoted_printable.feed(unit, &mut |unit| lane.feed(unit, text, finds));
            if self.quoted_printable.is_idle() && lane.is_at_the_same(&self.plain) {
                self.unquoted = None;
            }
        }
    }
}

impl Lane {
    fn copy(&self) -> Self {
        work::count(self.track.size());
        self.clone()
    }

    /// Returns true if from here on both lanes give the same results.
    fn is_at_the_same(&self, other: &Self) -> bool {
        self.letters.is_idle() && other.letters.is_idle() && self.track.is_at_the_same(&other.track)
    }

    fn feed(&mut self, unit: Unit, text: &Matcher, finds: &mut Vec<Find>) {
        let track = &mut self.track;
        self.letters.feed(unit, &mut |unit| text.feed(track, unit, finds));
    }

    fn feed_with_base64(&mut self, unit: Unit, forms: &Forms, base64: &mut Track, finds: &mut Vec<Find>) {
        let track = &mut self.track;
        self.letters.feed(unit, &mut |unit| {
            forms.text.feed(track, unit, finds);
            forms.base64.feed(base64, base64::read(unit), finds);
        });
    }

    /// Takes the next byte of the reading, which was written as a number.
    fn feed_number(&mut self, unit: Unit, text: &Matcher, finds: &mut Vec<Find>) {
        if unit.byte() == BREAK {
            *self = Self { track: Track::without_words(), ..Self::default() };
        } else {
            self.feed(unit, text, finds);
        }
    }
}
