//! Labels of host names in Punycode, which stand for letters of other scripts.

/// Returns true if the part of a label after `xn--`, in lower case, is Punycode of at least one such letter.
/// Whether a host name may have that letter is not checked. Source: RFC 3492, section 6.2.
pub(super) fn is_punycode(coded: &str) -> bool {
    decode(coded).is_some()
}

fn decode(coded: &str) -> Option<()> {
    let (plain, digits) =
        coded.rsplit_once('-').filter(|(plain, _)| !plain.is_empty()).unwrap_or(("", coded));
    if digits.is_empty() {
        return None;
    }
    let mut digits = digits.bytes().map(digit).peekable();
    let mut count = u32::try_from(plain.len()).ok()?;
    let (mut letter, mut index, mut bias) = (128_u32, 0_u32, 72_u32);
    while digits.peek().is_some() {
        let (before, mut weight, mut step) = (index, 1_u32, 36_u32);
        loop {
            let digit = digits.next()??;
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            step += 36;
        }
        count += 1;
        bias = adapted(index - before, count, before == 0);
        letter = letter.checked_add(index / count)?;
        char::from_u32(letter)?;
        index = index % count + 1;
    }
    Some(())
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

/// The bias for the next letter. Source: RFC 3492, section 6.1.
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_are_punycode() {
        // münchen, bücher, 中国, рф, and the Chinese sentence of RFC 3492, section 7.1.
        for coded in ["mnchen-3ya", "bcher-kva", "fiqs8s", "p1ai", "ihqwcrb4cv8a8dqg056pqjye"] {
            assert!(is_punycode(coded), "{coded}");
        }
    }

    #[test]
    fn what_decodes_to_no_letter_is_not_punycode() {
        for coded in ["", "-", "gateway-", "-3ya", "99999999", "mnchen-3y_", "mnchen-zzzzzzzz", "a.b"] {
            assert!(!is_punycode(coded), "{coded}");
        }
    }
}
