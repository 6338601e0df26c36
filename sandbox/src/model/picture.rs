//! Colours that the model sees in a picture, by their names.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::chat::Chat;

/// More pixels are not looked at.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// More colours are not named.
const MOST_COLOURS: usize = 4;

const PALETTE: [(&str, [u8; 3]); 11] = [
    ("red", [255, 0, 0]),
    ("green", [0, 255, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("yellow", [255, 255, 0]),
    ("black", [0, 0, 0]),
    ("white", [255, 255, 255]),
    ("orange", [255, 165, 0]),
    ("purple", [128, 0, 128]),
    ("magenta", [255, 0, 255]),
    ("cyan", [0, 255, 255]),
];

/// The colours of the pictures in the user's last message; `None` if it has none.
pub fn named(chat: &Chat) -> Option<String> {
    let images = &chat.question()?.images;
    if images.is_empty() {
        return None;
    }
    let colours: Vec<String> = images.iter().map(|image| colours(image)).collect();
    Some(colours.join(" "))
}

fn colours(url: &str) -> String {
    let picture = url.split_once(";base64,").and_then(|(_, text)| STANDARD.decode(text).ok());
    match picture.and_then(pixels) {
        Some(pixels) => {
            let mut names: Vec<&str> = Vec::new();
            for name in pixels.into_iter().map(name) {
                if names.len() < MOST_COLOURS && !names.contains(&name) {
                    names.push(name);
                }
            }
            format!("The picture is {}.", names.join(" and "))
        }
        None => "I cannot read the picture.".to_owned(),
    }
}

/// The pixels of a PNG, row by row.
fn pixels(picture: Vec<u8>) -> Option<Vec<[u8; 3]>> {
    let mut decoder = png::Decoder::new(Cursor::new(picture));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size().filter(|size| *size <= MOST_BYTES)?];
    let info = reader.next_frame(&mut bytes).ok()?;
    let samples = info.color_type.samples();
    let pixels = bytes[..info.buffer_size()].chunks_exact(samples);
    Some(
        pixels
            .map(|pixel| if samples < 3 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] })
            .collect(),
    )
}

/// The nearest colour of the palette.
fn name(pixel: [u8; 3]) -> &'static str {
    let distance = |colour: [u8; 3]| -> u32 {
        colour.iter().zip(pixel).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    PALETTE.into_iter().min_by_key(|(_, colour)| distance(*colour)).map_or("black", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One pixel, red, as the page of any drawing program writes it.
    const RED: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

    #[test]
    fn colours_are_named_and_what_is_no_picture_is_not() {
        assert_eq!(colours(RED), "The picture is red.");
        assert_eq!(colours(&RED[..60]), "I cannot read the picture.");
        assert_eq!(colours("https://a.example/red.png"), "I cannot read the picture.");
        assert_eq!(
            [name([250, 250, 3]), name([20, 20, 200]), name([0, 150, 10])],
            ["yellow", "blue", "green"]
        );
    }
}
