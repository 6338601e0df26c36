//! Server-sent events.

use proptest::prelude::*;

use super::promises::sse::{decode, holds};
use super::{cases, generate};

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_stream_gives_its_events_however_it_is_cut((bytes, data) in generate::stream(), piece_bytes in 1..40_usize) {
        let (events, framing) = decode([&bytes[..]]);
        let seen: Vec<String> = events.into_iter().map(|(_, data)| data).collect();
        prop_assert_eq!(seen, data);
        prop_assert!(framing.is_clean(), "{:?}", framing);
        holds(&bytes, piece_bytes);
    }

    #[test]
    fn of_any_bytes_no_data_is_lost_or_invented(bytes in generate::bytes(24), piece_bytes in 1..40_usize) {
        holds(&bytes, piece_bytes);
    }
}
