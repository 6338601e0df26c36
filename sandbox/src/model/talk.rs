//! Words of the model about itself: greetings, counts, long stories, and facts from earlier messages.

use super::quote::words;
use crate::chat::Chat;

/// More of anything is not said.
const MOST_WORDS: usize = 400;

/// The same words for the same prompt, always.
pub fn greeting(prompt: &str) -> String {
    let prompt: String = prompt.chars().take(200).collect();
    format!(
        "Hello from the sandbox. The gateway accepted your key, and the model answers. You wrote: {prompt}"
    )
}

/// Everything that was said before the last question; `None` if that was the first.
pub fn remembered(chat: &Chat) -> Option<String> {
    let last = chat.messages.iter().rposition(|message| message.role == "user")?;
    let earlier = &chat.messages[..last];
    earlier.iter().find(|message| message.role == "user")?;
    let said: Vec<String> = earlier
        .iter()
        .filter(|message| !message.is_rule() && !message.text.is_empty())
        .map(|message| format!("\"{}\"", message.text))
        .collect();
    Some(format!("Earlier I read: {}", said.join(" and ")))
}

/// `1, 2, 3` if the prompt asks to count from 1 to 3.
pub fn counted(prompt: &str) -> Option<String> {
    let words: Vec<&str> = words(prompt).collect();
    let limits = words.windows(3).find_map(|three| {
        let is_range = matches!(three[1], "to" | "until" | "through");
        let limits = three[0].parse::<usize>().ok().zip(three[2].parse::<usize>().ok());
        limits.filter(|(first, last)| is_range && first <= last)
    });
    let (first, last) = limits?;
    let numbers: Vec<String> = (first..=last).take(MOST_WORDS).map(|number| number.to_string()).collect();
    Some(numbers.join(", "))
}

/// A long story, if the prompt asks for something long.
pub fn told_at_length(prompt: &str) -> Option<String> {
    const ASKS: [&str; 6] = ["long", "story", "essay", "poem", "paragraph", "paragraphs"];
    let asks = words(prompt).any(|word| ASKS.contains(&word.to_lowercase().as_str()));
    asks.then(|| ["Once", "there", "was", "a", "gateway", "and"].repeat(MOST_WORDS / 6).join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_goes_from_the_first_number_to_the_last() {
        assert_eq!(counted("Count from 1 to 3, please.").as_deref(), Some("1, 2, 3"));
        assert_eq!(counted("Count from 3 to 1.").as_deref(), None);
        assert_eq!(counted("Say hello to 3.").as_deref(), None);
        let long = counted("Count from 1 to 18446744073709551615").expect("a count");
        assert_eq!(long.split(", ").count(), MOST_WORDS);
    }

    #[test]
    fn long_answers_are_for_those_who_ask() {
        assert!(told_at_length("Tell a story.").is_some_and(|story| story.split(' ').count() > 300));
        assert_eq!(told_at_length("Say hello."), None);
    }
}
